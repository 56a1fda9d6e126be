"""The school's year as one value: terms, days unlike others, hours, visiting times.

What a school has entered of its calendar, as plain values: read from rows or from a
file, changed as a copy, judged by the rules of `schools`, and only then written down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from zoneinfo import ZoneInfo

from schoolgate.kernel.vocabulary import DayKind, Weekday
from schoolgate.kernel.working_time import Hours, SchoolCalendar, Term

WEEKDAYS = tuple(Weekday)
"""In the order in which Python counts them: 0 is Monday."""


@dataclass(frozen=True, slots=True, order=True)
class TermDates:
    """A term: both days belong to it."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class OtherDay:
    """A day unlike its weekday: closed, or with hours of its own, and why."""

    on: date
    kind: DayKind
    why: str
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True)
class WeekdayHours:
    """When the school, or a visit, begins and ends on a day of the week."""

    weekday: Weekday
    opens: time
    closes: time
    what: str = ""
    """Of a visiting time: whom or what it is for."""


@dataclass(frozen=True, slots=True)
class Year:
    """All that a school has entered of its calendar, in order; may hold many years."""

    terms: tuple[TermDates, ...] = ()
    days: tuple[OtherDay, ...] = ()
    hours: tuple[WeekdayHours, ...] = ()
    visits: tuple[WeekdayHours, ...] = ()

    def calendar(self, timezone: ZoneInfo) -> SchoolCalendar:
        """Return the calendar that promises are counted in.

        Raises CalendarError where nothing can be counted, and says why.
        """
        return SchoolCalendar(
            timezone=timezone,
            terms=tuple(Term(each.first, each.last) for each in self.terms),
            hours={
                WEEKDAYS.index(each.weekday): Hours(each.opens, each.closes)
                for each in self.hours
            },
            hours_on={
                day.on: Hours(day.opens, day.closes)
                for day in self.days
                if day.opens and day.closes
            },
            closed=frozenset(day.on for day in self.days if day.opens is None),
        )

    def tidy(self) -> "Year":
        """Return it in the order in which it is kept and compared."""
        return Year(
            terms=tuple(sorted(self.terms)),
            days=tuple(sorted(self.days, key=lambda day: day.on)),
            hours=tuple(sorted(self.hours, key=in_the_week)),
            visits=tuple(sorted(self.visits, key=in_the_week)),
        )

    def with_term(self, term: TermDates, *, instead_of: date | None) -> "Year":
        """Return it with this term, in place of the one that starts on that day."""
        others = (each for each in self.terms if each.first != instead_of)
        return replace(self, terms=(*others, term)).tidy()

    def without_term(self, first: date) -> "Year":
        """Return it without the term that starts on this day."""
        kept = tuple(each for each in self.terms if each.first != first)
        return replace(self, terms=kept)

    def with_days(self, days: Sequence[OtherDay]) -> "Year":
        """Return it with these days, each in place of what stood on its date."""
        dates = {day.on for day in days}
        others = (each for each in self.days if each.on not in dates)
        return replace(self, days=(*others, *days)).tidy()

    def without_days(self, *dates: date) -> "Year":
        """Return it with these days like any other of their weekday."""
        return replace(self, days=tuple(d for d in self.days if d.on not in dates))


def in_the_week(hours: WeekdayHours) -> tuple[int, time]:
    """Return what to sort hours by: the weekday, then when they begin."""
    return WEEKDAYS.index(hours.weekday), hours.opens
