"""The demo schools' years: last, this and next, whatever today is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from schoolgate.domain.schools.actions.year import save_year
from schoolgate.domain.schools.enums import DayKind, Nation, Weekday
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.rules import bank_holidays, term_on, typical_terms
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.school_year import OtherDay, TermDates, WeekdayHours, Year

SCHOOL_WEEK = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)
NEW_YEAR_MONTH = 8
"""From August on, the year that starts in September is this one."""


def make_year(
    school: School,
    *,
    opens: time,
    closes: time,
    visits: tuple[WeekdayHours, ...],
    at: datetime,
) -> None:
    """Give a school its terms, hours, visiting times and days unlike the others."""
    today = at.date()
    starts_in = today.year if today.month >= NEW_YEAR_MONTH else today.year - 1
    years = (starts_in - 1, starts_in, starts_in + 1)
    nation = Nation(school.nation)
    year = Year(
        terms=tuple(term for begins in years for term in _terms(nation, begins)),
        hours=tuple(WeekdayHours(day, opens, closes) for day in SCHOOL_WEEK),
        visits=visits,
    )
    days = [
        *_bank_holidays(nation, year),
        *(day for begins in years for day in _special_days(begins, opens)),
        *(day for begins in years for day in _halloween(nation, begins)),
    ]
    save_year(school, year.with_days(days), seen=Year(), by=SYSTEM, at=at)


def _terms(nation: Nation, year: int) -> Iterator[TermDates]:
    for term in typical_terms(nation, year):
        yield replace(term, name=f"{term.name} {year}/{(year + 1) % 100:02}")


def _bank_holidays(nation: Nation, year: Year) -> Iterator[OtherDay]:
    first, last = year.terms[0].first, year.terms[-1].last
    for day in bank_holidays(nation, first, last):
        if term_on(year, day.on):
            yield day


def _special_days(year: int, opens: time) -> Iterator[OtherDay]:
    training = _weekday_on_or_after(date(year, 11, 30), 0)
    yield OtherDay(training, DayKind.TRAINING, "Training day")
    polling = _weekday_on_or_after(date(year + 1, 2, 24), 3)
    why = "Closed: the school is a polling place"
    yield OtherDay(polling, DayKind.CLOSURE, why)
    last_day = _weekday_on_or_before(_day(year, 12, 18), 4)
    before_christmas = "Last day before Christmas"
    yield OtherDay(last_day, DayKind.SHORT_DAY, before_christmas, opens, time(12, 0))


def _halloween(nation: Nation, year: int) -> Iterator[OtherDay]:
    """Yield the two days that schools in Northern Ireland close in October."""
    if nation is Nation.NORTHERN_IRELAND:
        friday = _weekday_on_or_before(date(year, 10, 31), 4)
        for day in (friday - timedelta(days=1), friday):
            yield OtherDay(day, DayKind.CLOSURE, "Halloween")


def _day(year: int, month: int, day: int) -> date:
    return date(year if month >= NEW_YEAR_MONTH else year + 1, month, day)


def _weekday_on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _weekday_on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)
