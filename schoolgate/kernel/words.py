"""Dates, times and counts as the product says them, on every page and in every mail.

English only and independent of the machine's locale: translations go through the
pages' own catalogue. Dates always carry the weekday, because that is what families
remember a date by.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

_WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def say_day(day: date) -> str:
    """Say a day of this year: "Wednesday 25 November"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def say_day_and_year(day: date) -> str:
    """Say a day that may be in another year: "Friday 23 October 2026"."""
    return f"{say_day(day)} {day.year}"


def say_time(at: time) -> str:
    """Say a time of day, to the minute: "3:15pm", "9am", "12 noon", "12 midnight"."""
    if (at.hour, at.minute) == (12, 0):
        return "12 noon"
    if (at.hour, at.minute) == (0, 0):
        return "12 midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def say_moment(at: datetime) -> str:
    """Say a local moment: "Wednesday 25 November, 3:15pm"."""
    return f"{say_day(at)}, {say_time(at.time())}"


def say_moment_and_year(at: datetime) -> str:
    """Say a local moment of any year: "Wednesday 25 November 2026, 3:15pm"."""
    return f"{say_day_and_year(at)}, {say_time(at.time())}"


def say_count(number: int, thing: str) -> str:
    """Say how many: "1 working day", "10 working days"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def say_list(things: Sequence[str], last: str = "and") -> str:
    """Say several things in one sentence: "letter, email and phone"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


NAMED_AFTER_PEOPLES = frozenset(
    {
        *("english", "french", "gaelic", "german", "greek", "irish", "italian"),
        *("latin", "mandarin", "polish", "russian", "spanish", "urdu", "welsh"),
    }
)
"""Words that keep their capital in the middle of a sentence."""


def in_a_sentence(subject: str) -> str:
    """Return a subject as it stands in a sentence: "maths", "English", "PE"."""
    return " ".join(
        word if word.isupper() or word.lower() in NAMED_AFTER_PEOPLES else word.lower()
        for word in subject.split()
    )
