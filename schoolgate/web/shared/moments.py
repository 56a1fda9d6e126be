"""Moments as pages say them: in the school's own zone, with the weekday."""

from datetime import date, datetime

from schoolgate.domain.schools.models import School
from schoolgate.kernel.words import (
    say_day,
    say_day_and_year,
    say_moment,
    say_moment_and_year,
    say_time,
)
from schoolgate.kernel.working_time import zone_named

A_WEEK = 7
NOON, EVENING = 12, 18
"""The hours at which a greeting changes."""


def local(moment: datetime, school: School) -> datetime:
    """Return a moment on the school's own clock."""
    return moment.astimezone(zone_named(school.timezone))


def moment_in_words(moment: datetime, school: School, *, now: datetime) -> str:
    """Return "Wednesday 25 November, 3:15pm"; with the year when it is another."""
    here = local(moment, school)
    if here.year == local(now, school).year:
        return say_moment(here)
    return say_moment_and_year(here)


def day_in_words(moment: datetime, school: School, *, now: datetime) -> str:
    """Return "today", "yesterday" or "Wednesday 25 November"."""
    day, today = local(moment, school).date(), local(now, school).date()
    if day == today:
        return "today"
    if (today - day).days == 1:
        return "yesterday"
    return say_day(day) if day.year == today.year else say_day_and_year(day)


def due_in_words(moment: datetime, school: School, *, now: datetime) -> str:
    """Return a due time as short as a list needs.

    "3:15pm" today, "Wed 3:15pm" in the days to come, "Thu 19 Nov" of days past.
    """
    due, today = local(moment, school), local(now, school).date()
    days = (due.date() - today).days
    if days == 0:
        return say_time(due.time())
    if 0 < days < A_WEEK:
        return f"{_short(due.date())} {say_time(due.time())}"
    if -A_WEEK < days < 0:
        return f"{_short(due.date())} {due.day} {due:%b}"
    return f"{due.day} {due:%b}"


def _short(day: date) -> str:
    return f"{day:%a}"


def greeting(now: datetime, school: School) -> str:
    """Return "Good morning", "Good afternoon" or "Good evening", as it is there."""
    hour = local(now, school).hour
    if hour < NOON:
        return "Good morning"
    return "Good afternoon" if hour < EVENING else "Good evening"
