"""Days as people write them in tables: "Monday 17th July 2026", "17/07/2026"."""

import re
from dataclasses import dataclass
from datetime import date, time

from schoolgate.kernel.shapes import quote
from schoolgate.kernel.words import say_day_and_year

FIRST_YEAR, LAST_YEAR = 2000, 2100
ALLOWED = "a day with its year, such as 2026-11-23, 23/11/2026 or 23 November 2026"
MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)

_WEEKDAY = re.compile(
    r"\(?\b(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b\.?,?"
    r"\)?",
    re.IGNORECASE,
)
_CLOCK_AFTER = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2})?(Z| ?[ap]m)?$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<year>\d{4,6})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})[-/.](?P<number>\d{1,2})[-/.](?P<year>\d+)",
        rf"(?P<day>\d{{1,2}})[ -]*(?:of +)?{_MONTH}[ ,-]*(?P<year>\d+)",
        rf"{_MONTH} *(?P<day>\d{{1,2}})[ ,]+(?P<year>\d+)",
    )
)
_BETWEEN = re.compile(r"\s+(?:to|until|till|through|-)\s+|\s*[–—]\s*", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})? ?(am|pm)?", re.IGNORECASE)


@dataclass(frozen=True)
class DayError(ValueError):
    """What stands there is no day; says what was found and what is allowed."""

    found: str
    allowed: str = ALLOWED


def read_day(text: str, *, weekday: str = "") -> date:
    """Return the day a text names.

    A day comes before its month, as is usual in the United Kingdom. A weekday in the
    text, or in a column of its own, has to be that of the day. Raises DayError.
    """
    said = " ".join(text.split())
    named = _WEEKDAY.search(said)
    bare = _ORDINAL.sub("", _CLOCK_AFTER.sub("", _WEEKDAY.sub(" ", said, count=1)))
    bare = " ".join(bare.split()).strip(" ,")
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(bare):
            day = _day(match, said)
            for word in (named[1] if named else "", weekday):
                _check_weekday(word, day, said)
            return day
    raise DayError(quote(said))


def read_days(text: str) -> tuple[date, date]:
    """Return the first and last day of "26 to 30 October 2026", or one day twice.

    What the first of two leaves out, month or year, is that of the second.
    """
    parts = _BETWEEN.split(" ".join(text.split()))
    if len(parts) != 2 or not all(parts):
        day = read_day(text)
        return day, day
    last = read_day(parts[1])
    return _first_of(parts[0], last), last


def read_time(text: str) -> time:
    """Return a time of day: "8:45", "12.00", "3pm". Raises DayError."""
    match = _TIME.fullmatch(" ".join(text.split()))
    allowed = "a time such as 8:45 or 3:15pm"
    if match is None:
        raise DayError(quote(text), allowed)
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise DayError(quote(text), allowed) from None


def _first_of(text: str, last: date) -> date:
    bare = _ORDINAL.sub("", _WEEKDAY.sub(" ", text)).strip(" ,")
    if re.fullmatch(r"\d{1,2}", bare, re.ASCII):
        return read_day(f"{text} {MONTHS[last.month - 1]} {last.year}")
    try:
        return read_day(text)
    except DayError:
        first = read_day(f"{text} {last.year}")
    return first if first <= last else read_day(f"{text} {last.year - 1}")


def _day(match: "re.Match[str]", said: str) -> date:
    found = match.groupdict()
    year, day = _year(found["year"], said), int(found["day"])
    named = found.get("month")
    month = _month(named, said) if named else int(found["number"])
    if month > 12:
        raise DayError(
            f"{quote(said)}, with the month {month}",
            "the day before the month, as in 23/11/2026",
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise DayError(f"{quote(said)}, which is no day of the calendar") from None


def _year(digits: str, said: str) -> int:
    year = int(digits[:9])
    if len(digits) == 2:
        year += FIRST_YEAR
    if not FIRST_YEAR <= year <= LAST_YEAR or len(digits) not in {2, 4}:
        raise DayError(
            f"{quote(said)}, with the year {digits[:12]}",
            f"a year from {FIRST_YEAR} to {LAST_YEAR}, in four digits",
        )
    return year


def _month(word: str, said: str) -> int:
    for number, name in enumerate(MONTHS, start=1):
        if word.lower().startswith(name):
            return number
    raise DayError(f"{quote(said)}, with the month {quote(word)}")


def _check_weekday(word: str, day: date, said: str) -> None:
    """Refuse a weekday that is not that of the day: one of the two is a slip."""
    wanted = word.strip().lower()[:3]
    if wanted not in WEEKDAYS or WEEKDAYS[day.weekday()] == wanted:
        return
    written = NAMES[WEEKDAYS.index(wanted)]
    raise DayError(
        f"{quote(said)}, a {written}, but that date is a {NAMES[day.weekday()]}",
        f"a weekday and a date that belong together: {say_day_and_year(day)},"
        f" or the {written} that is meant",
    )
