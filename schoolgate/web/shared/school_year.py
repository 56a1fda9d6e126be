"""A school's year in words and as a picture, for every site that shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.rules import (
    DayPicture,
    DayState,
    MonthPicture,
    day_in,
    picture,
    term_on,
)
from schoolgate.kernel.school_year import OtherDay, WeekdayHours, Year
from schoolgate.kernel.words import say_day, say_day_and_year, say_time

ONE_DAY = timedelta(days=1)
MOST_AHEAD = 8
"""Closed days a family sees at once; the rest stands among the terms."""
MOST_TERMS = 6
"""A school year of halves of terms; what comes later is not yet interesting."""
A_WEEKEND = 3
"""Days apart that two closed days of one reason may be and still be one stretch."""
STATES = {
    DayState.OPEN: "open",
    DayState.SHORT: "half day",
    DayState.CLOSED: "closed",
    DayState.HOLIDAY: "holiday",
    DayState.NO_SCHOOL: "no school",
}
SHAPES = {DayState.SHORT: "½", DayState.CLOSED: "✕"}
"""What stands beside the number of a day, so that colour is not alone."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One day of the picture."""

    number: int
    state: str
    shape: str
    says: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of the picture."""

    name: str
    weeks: list[list[Cell | None]]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days that are not like others, from the first to the last, and why."""

    first: date
    last: date
    why: str
    state: DayState

    @property
    def id(self) -> str:
        """Name its line on a page, so that the picture can point at it."""
        return f"from-{self.first.isoformat()}"

    @property
    def when(self) -> str:
        """Say when: one day, or from one to another."""
        if self.first == self.last:
            return say_day_and_year(self.first)
        return f"{say_day(self.first)} to {say_day_and_year(self.last)}"

    @property
    def word(self) -> str:
        """Say how the school is then."""
        return STATES[self.state]


@dataclass(frozen=True, kw_only=True)
class SchoolYear:
    """What families and students read of one school's year."""

    school: str
    public_id: str
    today: str
    ahead: list[Stretch]
    terms: list[tuple[str, str, str]]
    visits: list[str]
    office: str
    is_empty: bool


def school_year_in_words(school: School, year: Year, *, on: date) -> SchoolYear:
    """Put one school's year into words, from a day on."""
    return SchoolYear(
        school=school.name,
        public_id=school.public_id,
        today=today_in_words(year, on),
        ahead=[each for each in stretches(year) if each.last >= on][:MOST_AHEAD],
        terms=[
            (term.name, say_day_and_year(term.first), say_day_and_year(term.last))
            for term in [each for each in year.terms if each.last >= on][:MOST_TERMS]
        ],
        visits=[visit_in_words(visit) for visit in year.visits],
        office=school.office_address,
        is_empty=not any(term.last >= on for term in year.terms),
    )


def today_in_words(year: Year, on: date) -> str:
    """Say how the school is today."""
    day = day_in(year, on)
    if day.state is DayState.SHORT:
        return f"Today is a half day: {day.why}."
    hours = [h for h in year.hours if h.weekday.label == f"{on:%A}"]
    if day.state is DayState.OPEN and hours:
        return f"Open today, {hours_in_words(hours[0])}."
    why = f": {day.why}" if day.why and day.why != "holiday" else ""
    kind = "for the holiday" if day.state is DayState.HOLIDAY and not why else ""
    opens = next_open_day(year, on)
    again = f" Open again on {say_day_and_year(opens)}." if opens else ""
    return f"Closed today{f' {kind}' if kind else ''}{why}.{again}"


def next_open_day(year: Year, on: date) -> date | None:
    """Return the first day after this one on which the school is open."""
    last = year.terms[-1].last if year.terms else on
    days = (on + ONE_DAY * number for number in range(1, (last - on).days + 1))
    is_open = {DayState.OPEN, DayState.SHORT}
    return next((day for day in days if day_in(year, day).state in is_open), None)


def hours_in_words(hours: WeekdayHours) -> str:
    """Say "8:45am to 3:15pm"."""
    return f"{say_time(hours.opens)} to {say_time(hours.closes)}"


def visit_in_words(visit: WeekdayHours) -> str:
    """Say when parents may come in on a day of the week, and to whom."""
    when = f"{visit.weekday.label}s, {hours_in_words(visit)}"
    return f"{when}: {visit.what}" if visit.what else when


def stretches(year: Year, *, in_terms_only: bool = True) -> list[Stretch]:
    """Return all that is unlike a plain school day, in order: days and holidays.

    Days entered outside every term change nothing; only those who enter them see them.
    """
    days = [day for day in year.days if not in_terms_only or term_on(year, day.on)]
    return sorted((*_runs(days), *_gaps(year)), key=lambda each: each.first)


def _runs(days: Sequence[OtherDay]) -> Iterator[Stretch]:
    """Join days in a row that are closed for one reason, also across a weekend."""
    run: list[OtherDay] = []
    for day in days:
        if run and not _goes_on(run[-1], day):
            yield _stretch(run)
            run = []
        run.append(day)
    if run:
        yield _stretch(run)


def _goes_on(before: OtherDay, day: OtherDay) -> bool:
    is_alike = (before.why, before.kind) == (day.why, day.kind)
    are_near = (day.on - before.on).days <= A_WEEKEND
    return is_alike and are_near and day.opens is None


def _stretch(run: Sequence[OtherDay]) -> Stretch:
    day, why = run[0], run[0].why
    if day.opens and day.closes:
        why = f"{why}, {say_time(day.opens)} to {say_time(day.closes)}"
    state = DayState.SHORT if day.opens else DayState.CLOSED
    return Stretch(first=day.on, last=run[-1].on, why=why, state=state)


def _gaps(year: Year) -> Iterator[Stretch]:
    for before, after in zip(year.terms, year.terms[1:], strict=False):
        first, last = before.last + ONE_DAY, after.first - ONE_DAY
        if (last - first).days + 1 > 2:  # more than the weekend between two terms
            why = f"School begins again on {say_day_and_year(after.first)}"
            yield Stretch(first=first, last=last, why=why, state=DayState.HOLIDAY)


def months_of(year: Year, first: date, last: date) -> list[Month]:
    """Return the picture of the months, each special day pointing at its line."""
    lines = stretches(year)
    return [_month(each, lines) for each in picture(year, first, last)]


def _month(month: MonthPicture, lines: Sequence[Stretch]) -> Month:
    weeks = [[_cell(day, lines) if day else None for day in w] for w in month.weeks]
    return Month(name=f"{date(month.year, month.month, 1):%B %Y}", weeks=weeks)


def _cell(day: DayPicture, lines: Sequence[Stretch]) -> Cell:
    line = next((each for each in lines if each.first <= day.on <= each.last), None)
    is_special = day.state in SHAPES
    why = f": {day.why}" if day.why else ""
    return Cell(
        number=day.on.day,
        state=day.state.value.replace("_", "-"),
        shape=SHAPES.get(day.state, ""),
        says=f"{STATES[day.state]}{why}" if is_special else STATES[day.state],
        href=f"#{line.id}" if line and is_special else "",
    )
