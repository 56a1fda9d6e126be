"""The demo schools' years: last, this and next, whatever today is."""

from datetime import date, time, timedelta

from schoolgate.domain.schools.enums import DayKind, Weekday
from schoolgate.domain.schools.models import OpeningHours, School, SpecialDay, Term

SCHOOL_WEEK = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)
NEW_YEAR_MONTH = 8
"""From August on, the year that starts in September is this one."""

TERMS = (
    ("Autumn, first half", (9, 1), (10, 23)),
    ("Autumn, second half", (11, 2), (12, 18)),
    ("Spring, first half", (1, 5), (2, 12)),
    ("Spring, second half", (2, 22), (3, 26)),
    ("Summer, first half", (4, 12), (5, 28)),
    ("Summer, second half", (6, 7), (6, 30)),
)
"""Names, first and last days as (month, day)."""


def make_year(school: School, *, today: date, opens: time, closes: time) -> None:
    """Give a school its terms, its hours, and a few days unlike the others."""
    for weekday in SCHOOL_WEEK:
        OpeningHours.objects.create(
            school=school, weekday=weekday, opens=opens, closes=closes
        )
    starts_in = today.year if today.month >= NEW_YEAR_MONTH else today.year - 1
    for year in (starts_in - 1, starts_in, starts_in + 1):
        for name, first, last in TERMS:
            Term.objects.create(
                school=school,
                name=f"{name} {year}/{(year + 1) % 100:02}",
                starts_on=_day(year, *first),
                ends_on=_day(year, *last),
            )
        _special_days(school, year, opens)


def _special_days(school: School, year: int, opens: time) -> None:
    training = _weekday_on_or_after(date(year, 11, 30), 0)
    SpecialDay.objects.create(
        school=school, on=training, kind=DayKind.TRAINING, why="Training day"
    )
    last_day = _weekday_on_or_before(_day(year, 12, 18), 4)
    SpecialDay.objects.create(
        school=school,
        on=last_day,
        kind=DayKind.SHORT_DAY,
        why="Last day before Christmas, until noon",
        opens=opens,
        closes=time(12, 0),
    )
    may_day = _weekday_on_or_after(date(year + 1, 5, 1), 0)
    SpecialDay.objects.create(
        school=school, on=may_day, kind=DayKind.BANK_HOLIDAY, why="May bank holiday"
    )


def _day(year: int, month: int, day: int) -> date:
    return date(year if month >= NEW_YEAR_MONTH else year + 1, month, day)


def _weekday_on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _weekday_on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)
