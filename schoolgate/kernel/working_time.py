"""Working days of one school, and the moments at which promises end.

The convention, one for the whole product: a working day is a day on which the school
is open. What arrives up to the minute of closing counts as received that day, also
before opening; anything else on the next working day. That day is day 0, and "within
n working days" ends at the close of the n-th working day after it.
See docs/decisions/0002-one-rule-for-promises.md.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

from schoolgate.kernel.words import say_day_and_year

ONE_DAY = timedelta(days=1)
CLOSING_MINUTE = timedelta(minutes=1)
"""The minute of closing still counts: 15:15:59 for a school that closes at 15:15."""

MAX_CALENDAR_DAYS = 40_000
"""The most term days one calendar may hold: more than a century of school years."""


class CalendarError(ValueError):
    """A calendar, or a question to it, that makes no sense; says what is allowed."""


class CalendarEndsError(CalendarError):
    """The calendar ends before the answer: the school has to enter more terms.

    `first_unknown_day` is the day after the last term.
    """

    def __init__(self, first_unknown_day: date) -> None:
        self.first_unknown_day = first_unknown_day
        super().__init__(
            f"The calendar ends too early: nothing is known from"
            f" {first_unknown_day.isoformat()} on, the day after the last term."
            f" Add the terms that follow."
        )


class Arrival(StrEnum):
    """When something came in, as the rule for promises sees it."""

    IN_THE_SCHOOL_DAY = "in_the_school_day"
    """Between opening and the minute of closing: counts that day."""
    BEFORE_OPENING = "before_opening"
    """Early on a working day: counts that day."""
    AFTER_CLOSING = "after_closing"
    """Late on a working day: counts on the next one."""
    ON_A_DAY_WITHOUT_SCHOOL = "on_a_day_without_school"
    """In term, on a day of the week without hours, such as a Saturday."""
    ON_A_CLOSED_DAY = "on_a_closed_day"
    """In term, on a day the school is closed, such as a training day."""
    IN_A_HOLIDAY = "in_a_holiday"
    """In no term: between two terms, or after the last one."""
    BEFORE_THE_FIRST_TERM = "before_the_first_term"
    """Before the calendar begins: counts from the first working day."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When the school opens and closes on a day, in its own zone.

    Raises CalendarError unless the school closes after it opens.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise CalendarError(
                f"hours: found {self.opens:%H:%M} to {self.closes:%H:%M};"
                f" allowed: a closing time after the opening time, on the same day"
            )


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of school days; both days belong to it.

    Raises CalendarError if it ends before it starts.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise CalendarError(
                f"terms: found a term from {self.first} to {self.last};"
                f" allowed: a last day on or after the first"
            )


@dataclass(frozen=True, slots=True)
class CountedFrom:
    """The day a message counts as received (day 0), and how it got there."""

    day: date
    received_on: date
    arrival: Arrival

    @property
    def has_moved(self) -> bool:
        """Say whether it counts from a later day than the one it came in on."""
        return self.day != self.received_on


@dataclass(frozen=True)
class SchoolCalendar:
    """The days and hours on which one school is open.

    `hours` is by weekday, 0 for Monday; `hours_on` replaces the hours of one day and
    may open a day of the week that has none, never a day outside the terms or closed.
    Raises CalendarError for no term, for terms out of order or overlapping, and for a
    calendar beyond MAX_CALENDAR_DAYS. Made once, it answers in microseconds.
    """

    timezone: ZoneInfo
    hours: Mapping[int, Hours]
    terms: tuple[Term, ...]
    hours_on: Mapping[date, Hours] = field(
        default_factory=lambda: MappingProxyType(dict[date, Hours]())
    )
    closed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        _check_weekdays(self.hours)
        _check_terms(self.terms)

    @cached_property
    def working_days(self) -> tuple[date, ...]:
        """Every day on which the school is open, in order."""
        return tuple(
            day
            for term in self.terms
            for day in _days(term)
            if day not in self.closed and self._hours_in_term(day) is not None
        )

    @property
    def first_unknown_day(self) -> date:
        """The day after the last term: from here on the calendar knows nothing."""
        return self.terms[-1].last + ONE_DAY

    def is_working_day(self, day: date) -> bool:
        """Say whether the school is open on a day."""
        return self.hours_of(day) is not None

    def hours_of(self, day: date) -> Hours | None:
        """Return the hours of a working day, or None if the school is not open."""
        if day in self.closed or not self._is_in_term(day):
            return None
        return self._hours_in_term(day)

    def close_of(self, day: date) -> datetime:
        """Return the moment a working day ends, in the school's zone.

        Raises CalendarError if the school is not open on that day.
        """
        hours = self.hours_of(day)
        if hours is None:
            raise CalendarError(
                f"day: found {say_day_and_year(day)}, when the school is not open;"
                f" allowed: a working day"
            )
        return datetime.combine(day, hours.closes, tzinfo=self.timezone)

    def is_open_at(self, moment: datetime) -> bool:
        """Say whether it is between opening and closing of a working day."""
        local = moment.astimezone(self.timezone)
        hours = self.hours_of(local.date())
        return hours is not None and hours.opens <= local.time() < hours.closes

    def opens_after(self, moment: datetime) -> datetime:
        """Return when the school opens next, in its own zone.

        Raises CalendarEndsError if the calendar has no later working day.
        """
        local = moment.astimezone(self.timezone)
        hours = self.hours_of(local.date())
        day = local.date()
        if hours is None or local.time() >= hours.opens:
            day = self.next_working_day(day)
            hours = self.hours_of(day)
        assert hours is not None  # noqa: S101 (for the type: it is a working day)
        return datetime.combine(day, hours.opens, tzinfo=self.timezone)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after a day.

        Raises CalendarEndsError if the calendar has none.
        """
        return self._nth_working_day_after(day, 1)

    def counts_from(self, received_at: datetime) -> CountedFrom:
        """Return the working day on which something counts as received.

        Raises CalendarError for a moment without an offset, and CalendarEndsError if
        no working day follows.
        """
        if received_at.tzinfo is None:
            raise CalendarError(
                f"received: found {received_at.isoformat()}; allowed: with an offset"
            )
        received_on = received_at.astimezone(self.timezone).date()
        arrival = self._arrival(received_at, received_on)
        if arrival in {Arrival.IN_THE_SCHOOL_DAY, Arrival.BEFORE_OPENING}:
            return CountedFrom(received_on, received_on, arrival)
        return CountedFrom(self.next_working_day(received_on), received_on, arrival)

    def close_of_nth_working_day_after(self, day0: date, n: int) -> datetime:
        """Return the moment "within n working days" of day 0 ends.

        `n` is at least 1. Raises CalendarEndsError if the calendar ends before.
        """
        return self.close_of(self._nth_working_day_after(day0, n))

    def working_days_between(self, day0: date, day: date) -> int:
        """Count the working days after day 0, up to and including another day."""
        days = self.working_days
        return bisect_right(days, day) - bisect_right(days, day0)

    def _nth_working_day_after(self, day0: date, n: int) -> date:
        if n < 1:
            raise CalendarError(f"working days: found {n}; allowed: 1 or more")
        days = self.working_days
        position = bisect_right(days, day0) + n - 1
        if position >= len(days):
            raise CalendarEndsError(self.first_unknown_day)
        return days[position]

    def _arrival(self, received_at: datetime, received_on: date) -> Arrival:
        hours = self.hours_of(received_on)
        if hours is None:
            return self._why_closed(received_on)
        # Compared as moments, not as clock faces: when the clocks go back, a clock
        # face comes twice, and a later message would count from an earlier day.
        if received_at >= _moment(self.close_of(received_on)) + CLOSING_MINUTE:
            return Arrival.AFTER_CLOSING
        opening = datetime.combine(received_on, hours.opens, tzinfo=self.timezone)
        if received_at < _moment(opening):
            return Arrival.BEFORE_OPENING
        return Arrival.IN_THE_SCHOOL_DAY

    def _why_closed(self, day: date) -> Arrival:
        if day < self.terms[0].first:
            return Arrival.BEFORE_THE_FIRST_TERM
        if not self._is_in_term(day):
            return Arrival.IN_A_HOLIDAY
        if day in self.closed:
            return Arrival.ON_A_CLOSED_DAY
        return Arrival.ON_A_DAY_WITHOUT_SCHOOL

    @cached_property
    def _last_days(self) -> tuple[date, ...]:
        return tuple(term.last for term in self.terms)

    def _is_in_term(self, day: date) -> bool:
        position = bisect_left(self._last_days, day)
        return position < len(self.terms) and self.terms[position].first <= day

    def _hours_in_term(self, day: date) -> Hours | None:
        return self.hours_on.get(day) or self.hours.get(day.weekday())


@lru_cache(maxsize=1_000)  # more zones than there are
def zone_named(name: str) -> ZoneInfo:
    """Return a time zone by its name in the zone database, such as Europe/London.

    Raises CalendarError if there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise CalendarError(
            f"timezone: found {ascii(name)[:80]};"
            f" allowed: a name from the time zone database, such as Europe/London"
        ) from None


def _moment(local: datetime) -> datetime:
    return local.astimezone(UTC)


def _days(term: Term) -> list[date]:
    length = (term.last - term.first).days + 1
    return [term.first + timedelta(days=offset) for offset in range(length)]


def _check_weekdays(hours: Mapping[int, Hours]) -> None:
    unknown = sorted(set(hours) - set(range(7)))
    if unknown:
        raise CalendarError(
            f"hours: found weekday {unknown[0]}; allowed: 0 (Monday) to 6 (Sunday)"
        )


def _check_terms(terms: tuple[Term, ...]) -> None:
    if not terms:
        raise CalendarError("terms: found none; allowed: one or more")
    if terms[-1].last == date.max:
        raise CalendarError(f"terms: found {date.max}; allowed: an earlier last day")
    for before, after in pairwise(terms):
        if after.first <= before.last:
            raise CalendarError(
                f"terms: found {after.first} to {after.last} after {before.first} to"
                f" {before.last}; allowed: in order and not overlapping"
            )
    total = sum((term.last - term.first).days + 1 for term in terms)
    if total > MAX_CALENDAR_DAYS:
        raise CalendarError(
            f"terms: found {total} days; allowed: at most {MAX_CALENDAR_DAYS}"
        )
