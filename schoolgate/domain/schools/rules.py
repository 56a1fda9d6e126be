"""Judging a school's year: what is wrong in it, what is missing, its picture.

Pure: no rows, no clock. `queries` makes the value, `actions` writes it down, pages
change a copy and ask what that would do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise

import holidays

from schoolgate.domain.schools.enums import (
    TYPICAL_TERMS,
    DayKind,
    Nation,
    Weekday,
)
from schoolgate.kernel.school_year import (
    WEEKDAYS,
    OtherDay,
    TermDates,
    Year,
    in_the_week,
)
from schoolgate.kernel.shapes import Fault, quote
from schoolgate.kernel.words import say_day_and_year, say_time
from schoolgate.kernel.year_lines import LineKind, YearLine

ONE_DAY = timedelta(days=1)
WARN_BEFORE = timedelta(days=120)
"""When a year ends sooner than this, the next one has to be entered: four months, in
which a school decides it and the longest promises do not yet reach the end."""
LONGEST_TERM = 250
"""Days from first to last: more than a whole school year without a holiday."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""A day outside these is a slip of the keyboard."""
MOST_TERMS, MOST_DAYS = 120, 2_000
LONGEST_TERM_NAME, LONGEST_WHY = 60, 120
NEW_YEAR_MONTH = 8
"""From August on, the school year is the one that begins then."""


def faults_of(year: Year) -> tuple[Fault, ...]:
    """Return what makes a year impossible to keep; nothing may be saved with a fault.

    A year without terms is none yet, and not a fault: `missing_from` says so.
    """
    return (*_term_faults(year), *_day_faults(year), *_hours_faults(year))


def doubts_of(year: Year) -> tuple[str, ...]:
    """Return what is odd in a year and may be meant; said, and not in the way."""
    open_on = {each.weekday for each in year.hours}
    odd = [_doubt(day, year, open_on) for day in year.days] if year.terms else []
    visits = [
        f"Parents may come in on a {visit.weekday.label}, a day without school."
        for visit in year.visits
        if year.hours and visit.weekday not in open_on
    ]
    return (*(doubt for doubt in odd if doubt), *visits)


def _doubt(day: OtherDay, year: Year, open_on: set[Weekday]) -> str:
    said = f"{say_day_and_year(day.on)} ({day.why})"
    if term_on(year, day.on) is None:
        return f"{said} is in no term, so the school is closed on it anyway."
    if day.opens is None and WEEKDAYS[day.on.weekday()] not in open_on:
        return f"{said} is a day of the week without school anyway."
    return ""


def _term_faults(year: Year) -> Iterator[Fault]:
    if len(year.terms) > MOST_TERMS:
        yield Fault("terms", f"{len(year.terms)} terms", f"at most {MOST_TERMS}")
    for term in year.terms:
        where = f"term {quote(term.name)}"
        yield from _text_faults(where, term.name, LONGEST_TERM_NAME)
        yield from _date_faults(f"{where}, first day", term.first)
        yield from _date_faults(f"{where}, last day", term.last)
        length = (term.last - term.first).days + 1
        if length < 1:
            found = f"{say_day_and_year(term.last)}, before the first day"
            yield Fault(f"{where}, last day", found, "the first day or later")
        elif length > LONGEST_TERM:
            allowed = f"at most {LONGEST_TERM} days from first to last"
            yield Fault(where, f"{length} days", allowed)
    for before, after in pairwise(sorted(year.terms)):
        if after.first <= before.last:
            found = f"{say_day_and_year(after.first)}, within {quote(before.name)}"
            yield Fault(
                f"term {quote(after.name)}, first day",
                found,
                f"after {say_day_and_year(before.last)}, or a shorter first term",
            )


def _day_faults(year: Year) -> Iterator[Fault]:
    if len(year.days) > MOST_DAYS:
        yield Fault("days", f"{len(year.days)} days", f"at most {MOST_DAYS}")
    seen: set[date] = set()
    for day in year.days:
        where = say_day_and_year(day.on)
        yield from _date_faults(where, day.on)
        yield from _text_faults(f"{where}, why", day.why, LONGEST_WHY)
        if day.on in seen:
            yield Fault(where, "the day twice", "one entry for a day")
        seen.add(day.on)
        yield from _kind_faults(where, day)


def _kind_faults(where: str, day: OtherDay) -> Iterator[Fault]:
    has_hours = day.opens is not None and day.closes is not None
    if day.kind is DayKind.SHORT_DAY and not has_hours:
        yield Fault(where, "a half day without hours", "when it opens and closes")
    elif day.kind is not DayKind.SHORT_DAY and (day.opens or day.closes):
        yield Fault(where, f"hours on a {day.kind.label}", "hours on a half day only")
    elif day.opens and day.closes and day.closes <= day.opens:
        yield _closes_too_early(where, day.opens, day.closes)


def _hours_faults(year: Year) -> Iterator[Fault]:
    if year.terms and not year.hours:
        yield Fault("opening hours", "none", "hours on one weekday or more")
    for what, every in (("opening hours", year.hours), ("visiting", year.visits)):
        for each in every:
            where = f"{what} on {each.weekday.label}"
            if each.closes <= each.opens:
                yield _closes_too_early(where, each.opens, each.closes)
            if len(each.what) > LONGEST_WHY:
                yield from _text_faults(f"{where}, what for", each.what, LONGEST_WHY)
    for before, after in pairwise(sorted(year.visits, key=in_the_week)):
        if (before.weekday, before.opens) == (after.weekday, after.opens):
            found = f"two that begin at {say_time(after.opens)}"
            yield Fault(f"visiting on {after.weekday.label}", found, "one")
    weekdays = [each.weekday for each in year.hours]
    for weekday in {each for each in weekdays if weekdays.count(each) > 1}:
        yield Fault(f"opening hours on {weekday.label}", "two lines", "one")


def _closes_too_early(where: str, opens: time, closes: time) -> Fault:
    found = f"{say_time(opens)} to {say_time(closes)}"
    return Fault(where, found, "a later end, on the same day")


def _date_faults(where: str, day: date) -> Iterator[Fault]:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        allowed = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
        yield Fault(where, f"the year {day.year}", allowed)


def _text_faults(where: str, text: str, longest: int) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(where, "nothing", "a few words")
    elif len(text) > longest:
        yield Fault(where, f"{len(text)} characters", f"at most {longest}")


# --- days: which term, open or not, and why -----------------------------------------
class DayState(StrEnum):
    """How a day stands in the picture of the year."""

    OPEN = "open"
    """School, with the hours of its weekday."""
    SHORT = "short"
    """School, with hours of its own."""
    CLOSED = "closed"
    """In a term, and closed for a reason."""
    HOLIDAY = "holiday"
    """In no term, on a day that else has school."""
    NO_SCHOOL = "no_school"
    """A day of the week without school."""


@dataclass(frozen=True, slots=True)
class DayPicture:
    """One day: how it stands, and why where it is not simply open."""

    on: date
    state: DayState
    why: str = ""


@dataclass(frozen=True, slots=True)
class MonthPicture:
    """One month in whole weeks from Monday; None beside its own days."""

    year: int
    month: int
    weeks: tuple[tuple[DayPicture | None, ...], ...]


def term_on(year: Year, on: date) -> TermDates | None:
    """Return the term a day is in, if any."""
    return next((term for term in year.terms if term.first <= on <= term.last), None)


def day_in(year: Year, on: date) -> DayPicture:
    """Return how a day stands, and why."""
    special = next((day for day in year.days if day.on == on), None)
    has_school = any(each.weekday is WEEKDAYS[on.weekday()] for each in year.hours)
    if term_on(year, on) is None:
        why = special.why if special else "holiday" if has_school else ""
        state = DayState.HOLIDAY if has_school else DayState.NO_SCHOOL
        return DayPicture(on, state, why)
    if special and special.opens and special.closes:
        hours = f"{say_time(special.opens)} to {say_time(special.closes)}"
        return DayPicture(on, DayState.SHORT, f"{special.why}, {hours}")
    if not has_school:
        return DayPicture(on, DayState.NO_SCHOOL)
    if special:
        return DayPicture(on, DayState.CLOSED, special.why)
    return DayPicture(on, DayState.OPEN)


def picture(year: Year, first: date, last: date) -> tuple[MonthPicture, ...]:
    """Return the months from one day's to another's, each day open or not, and why."""
    months: list[MonthPicture] = []
    month = first.replace(day=1)
    while month <= last:
        after = (month + timedelta(days=32)).replace(day=1)
        days = [month + timedelta(days=n) for n in range((after - month).days)]
        cells: list[DayPicture | None] = [None] * month.weekday()
        cells += [day_in(year, day) for day in days]
        cells += [None] * (-len(cells) % 7)
        weeks = tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))
        months.append(MonthPicture(month.year, month.month, weeks))
        month = after
    return tuple(months)


def school_year_of(on: date) -> tuple[date, date]:
    """Return the first and last day of the school year a day is in, August to July."""
    begins = on.year if on.month >= NEW_YEAR_MONTH else on.year - 1
    return date(begins, NEW_YEAR_MONTH, 1), date(
        begins + 1, NEW_YEAR_MONTH, 1
    ) - ONE_DAY


# --- what a file proposes -----------------------------------------------------------
def with_lines(year: Year, lines: Sequence[YearLine]) -> Year:
    """Return a year with what a person has accepted of a file.

    Terms of the file take the place of those they overlap; a day takes the place of
    what stood on it; a holiday parts the terms it lies in. A closure of several days
    closes those that have school.
    """
    of = {kind: [each for each in lines if each.kind is kind] for kind in LineKind}
    terms = [TermDates(one.first, one.last, one.what) for one in of[LineKind.TERM]]
    kept = [term for term in year.terms if not _touches(term, terms)]
    gaps = [(each.first, each.last) for each in of[LineKind.HOLIDAY]]
    parted = [part for term in (*kept, *terms) for part in _parts(term, gaps)]
    days = [day for line in lines for day in _days_of(line, year)]
    once = {day.on: day for day in days}
    return replace(year, terms=tuple(parted)).with_days(tuple(once.values()))


def _touches(term: TermDates, others: Sequence[TermDates]) -> bool:
    return any(term.first <= each.last and each.first <= term.last for each in others)


def _parts(term: TermDates, gaps: Sequence[tuple[date, date]]) -> Iterator[TermDates]:
    """Yield what holidays leave of a term, without weekends at the cuts."""
    pieces: list[tuple[date, date]] = []
    first = term.first
    for starts, ends in sorted(gaps):
        if ends < first or starts > term.last:
            continue
        if first < starts:
            pieces.append((first, _weekday_until(starts - ONE_DAY)))
        first = _weekday_from(ends + ONE_DAY)
    if first == term.first:
        yield term
        return
    if first <= term.last:
        pieces.append((first, term.last))
    for number, (starts, ends) in enumerate(pieces, start=1):
        yield TermDates(starts, ends, _part_name(term.name, number, len(pieces)))


def _part_name(name: str, number: int, of: int) -> str:
    if of == 1:
        return name
    part = f"{('first', 'second')[number - 1]} half" if of == 2 else f"part {number}"
    return f"{name[: LONGEST_TERM_NAME - len(part) - 2]}, {part}"


_DAYS_OF = {
    LineKind.TRAINING: DayKind.TRAINING,
    LineKind.BANK_HOLIDAY: DayKind.BANK_HOLIDAY,
    LineKind.CLOSURE: DayKind.CLOSURE,
    LineKind.SHORT_DAY: DayKind.SHORT_DAY,
}


def _days_of(line: YearLine, year: Year) -> Iterator[OtherDay]:
    if line.kind not in _DAYS_OF:
        return
    kind, hours = _DAYS_OF[line.kind], {each.weekday: each for each in year.hours}
    for number in range((line.last - line.first).days + 1):
        on = line.first + ONE_DAY * number
        usual = hours.get(WEEKDAYS[on.weekday()])
        if kind is DayKind.SHORT_DAY:
            opens = line.opens or (usual.opens if usual else None)
            yield OtherDay(on, kind, line.what, opens, line.closes)
        elif line.first == line.last or usual or (not hours and on.weekday() < 5):
            yield OtherDay(on, kind, line.what)


# --- what is missing, and what a nation's law and habit offer -----------------------
@dataclass(frozen=True, slots=True)
class Missing:
    """That the next year is not entered; `ends_on` None: there is no year at all."""

    ends_on: date | None
    is_over: bool

    @property
    def in_words(self) -> str:
        """Say what is missing, and since or until when there is no harm."""
        if self.ends_on is None:
            return "The school has no year yet, so no answer can be promised by a date."
        ends = "ended" if self.is_over else "ends"
        on = say_day_and_year(self.ends_on)
        return f"The school year {ends} on {on} and the next one is not entered."


def missing_from(ends_on: date | None, *, on: date) -> Missing | None:
    """Say whether the next year is missing: where the last term ends soon, or has.

    `ends_on` is the last day of the last term, None without any.
    """
    if ends_on is None:
        return Missing(None, is_over=True)
    if ends_on - on >= WARN_BEFORE:
        return None
    return Missing(ends_on, is_over=ends_on < on)


_DIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.NORTHERN_IRELAND: "NIR",
    Nation.SCOTLAND: "SCT",
    Nation.WALES: "WLS",
}


def bank_holidays(nation: Nation, first: date, last: date) -> tuple[OtherDay, ...]:
    """Return a nation's bank holidays on weekdays, from one day to another.

    One that falls on a weekend is listed by its substitute day, as the government
    lists it. Whether the school closes on one is the school's own decision.
    """
    known = holidays.country_holidays(
        "GB", subdiv=_DIVISIONS[nation], years=range(first.year, last.year + 1)
    )
    return tuple(
        OtherDay(on, DayKind.BANK_HOLIDAY, _named(name))
        for on, name in sorted(known.items())
        if first <= on <= last and on.weekday() < 5
    )


def _named(name: str) -> str:
    return name.replace(" (observed)", " (substitute day)").replace("'", "’")


def typical_terms(nation: Nation, begins_in: int) -> tuple[TermDates, ...]:
    """Return the terms that are usual in a nation, for a school to correct.

    Terms begin on a Monday and end on a Friday, but for the year's first and last day.
    """
    table = TYPICAL_TERMS[nation]
    terms = []
    for number, (name, first, last) in enumerate(table):
        starts, ends = (_in_school_year(begins_in, *day) for day in (first, last))
        is_first, is_last = number == 0, number == len(table) - 1
        starts += ONE_DAY * (-starts.weekday() % 7 if not is_first else 0)
        ends -= ONE_DAY * ((ends.weekday() - 4) % 7 if not is_last else 0)
        terms.append(TermDates(_weekday_from(starts), _weekday_until(ends), name))
    return tuple(terms)


def _in_school_year(begins_in: int, month: int, day: int) -> date:
    return date(begins_in if month >= NEW_YEAR_MONTH else begins_in + 1, month, day)


def _weekday_from(day: date) -> date:
    return day + ONE_DAY * max(0, 7 - day.weekday()) if day.weekday() > 4 else day


def _weekday_until(day: date) -> date:
    return day - ONE_DAY * max(0, day.weekday() - 4)
