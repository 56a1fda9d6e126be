"""The school's year, and what a change of it does, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from schoolgate.domain.enquiries.actions.moving import Moved
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.rules import Missing, doubts_of, school_year_of
from schoolgate.kernel.school_year import WEEKDAYS, Year
from schoolgate.kernel.words import say_count, say_day_and_year
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.shared.school_year import (
    Month,
    Stretch,
    hours_in_words,
    months_of,
    stretches,
    visit_in_words,
)

TERM_TIME = {"open", "short", "closed"}
SHORT_NAMES = [(each.label[:2], each.label) for each in WEEKDAYS]


@dataclass(frozen=True, kw_only=True)
class TermLine:
    """One term, with the way to change it."""

    name: str
    when: str
    first: str


@dataclass(frozen=True, kw_only=True)
class YearPage:
    """One school year, August to July, of all that is entered."""

    title: str
    months: list[Month]
    weekdays: list[tuple[str, str]]
    terms: list[TermLine]
    stretches: list[Stretch]
    hours: list[tuple[str, str]]
    visits: list[str]
    missing: str
    doubts: Sequence[str]
    others: list[tuple[int, str]]
    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class MovedLine:
    """One conversation whose promises a change makes later: no names, only dates."""

    reference: str
    dates: list[str]
    why: str


@dataclass(frozen=True, kw_only=True)
class MovedPage:
    """All that a change makes later: what moves, and what stays because it must."""

    says: str
    why: str
    """The one reason, where all have the same; else each line has its own."""
    moving: list[MovedLine]
    staying: list[MovedLine]


def year_page_of(
    year: Year, missing: Missing | None, *, on: date, begins_in: int | None
) -> YearPage:
    """Put the school year that begins then, or today's, into words and a picture."""
    first, last = school_year_of(date(begins_in, 8, 1) if begins_in else on)
    terms = [each for each in year.terms if each.first <= last and each.last >= first]
    shown = months_of(year, first, last) if terms else []
    return YearPage(
        title=_named(first.year),
        months=_without_empty_ends(shown),
        weekdays=SHORT_NAMES,
        terms=[
            TermLine(
                name=each.name,
                when=f"{say_day_and_year(each.first)} to {say_day_and_year(each.last)}",
                first=each.first.isoformat(),
            )
            for each in terms
        ],
        stretches=[
            each
            for each in stretches(year, in_terms_only=False)
            if each.first <= last and each.last >= first
        ],
        hours=[(each.weekday.label, hours_in_words(each)) for each in year.hours],
        visits=[visit_in_words(each) for each in year.visits],
        missing=missing.in_words if missing else "",
        doubts=doubts_of(year),
        others=_others(year, first.year, on),
        is_empty=not year.terms,
    )


def moved_page_of(
    moved: Sequence[Moved], school: School, *, now: datetime
) -> MovedPage:
    """Put into words which promises a change makes later, one line a conversation."""
    reasons = {each.why for each in moved}
    moving = _lines([each for each in moved if each.can_be_told], school, now)
    staying = _lines([each for each in moved if not each.can_be_told], school, now)
    families = say_count(len(moving), "conversation")
    return MovedPage(
        says=f"In {families}, what was promised would come later." if moving else "",
        why=reasons.pop() if len(reasons) == 1 else "",
        moving=moving,
        staying=staying,
    )


def _lines(moved: Sequence[Moved], school: School, now: datetime) -> list[MovedLine]:
    lines: dict[str, MovedLine] = {}
    for each in moved:
        reference = each.enquiry.spoken_reference
        line = MovedLine(reference=reference, dates=[], why=each.why)
        dates = lines.setdefault(reference, line).dates
        will = moment_in_words(each.will, school, now=now)
        instead = (
            f"instead of {moment_in_words(each.was, school, now=now)}"
            if each.was
            else "which had no date"
        )
        dates.append(f"{each.what} by {will}, {instead}")
    return list(lines.values())


def _named(begins_in: int) -> str:
    return f"{begins_in}/{(begins_in + 1) % 100:02}"


def _without_empty_ends(months: list[Month]) -> list[Month]:
    """Leave out months before the first and after the last with school."""
    has_school = [
        any(day and day.state in TERM_TIME for w in m.weeks for day in w)
        for m in months
    ]
    if not any(has_school):
        return months
    first = has_school.index(True)
    last = len(has_school) - has_school[::-1].index(True)
    return months[first:last]


def _others(year: Year, shown: int, on: date) -> list[tuple[int, str]]:
    """Name the other school years there is something to see in."""
    known = {school_year_of(each.first)[0].year for each in year.terms}
    known.add(school_year_of(on)[0].year)
    return [(each, _named(each)) for each in sorted(known - {shown})]
