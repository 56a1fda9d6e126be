"""Working time: the questions a page asks a calendar."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from schoolgate.kernel.working_time import (
    Arrival,
    CalendarEndsError,
    CalendarError,
    Hours,
    SchoolCalendar,
    Term,
    zone_named,
)

LONDON = ZoneInfo("Europe/London")
SCHOOL_DAY = Hours(time(8, 45), time(15, 15))
AUTUMN = Term(date(2026, 9, 1), date(2026, 10, 23))
WINTER = Term(date(2026, 11, 2), date(2026, 12, 18))
SATURDAY = date(2026, 11, 14)
TRAINING_DAY = date(2026, 12, 4)


def calendar(terms=(AUTUMN, WINTER)):
    return SchoolCalendar(
        LONDON,
        dict.fromkeys(range(5), SCHOOL_DAY),
        terms,
        {SATURDAY: Hours(time(10), time(12))},
        frozenset({TRAINING_DAY}),
    )


@pytest.mark.parametrize(
    ("received_at", "day", "arrival"),
    [
        (datetime(2026, 11, 10, 10), date(2026, 11, 10), Arrival.IN_THE_SCHOOL_DAY),
        (datetime(2026, 11, 10, 6), date(2026, 11, 10), Arrival.BEFORE_OPENING),
        (datetime(2026, 11, 10, 16), date(2026, 11, 11), Arrival.AFTER_CLOSING),
        (datetime(2026, 11, 8, 10), date(2026, 11, 9), Arrival.ON_A_DAY_WITHOUT_SCHOOL),
        (datetime(2026, 12, 4, 10), date(2026, 12, 7), Arrival.ON_A_CLOSED_DAY),
        (datetime(2026, 10, 28, 10), date(2026, 11, 2), Arrival.IN_A_HOLIDAY),
        (datetime(2026, 8, 3, 10), date(2026, 9, 1), Arrival.BEFORE_THE_FIRST_TERM),
    ],
)
def test_the_day_something_counts_from_and_why(received_at, day, arrival):
    counted = calendar().counts_from(received_at.replace(tzinfo=LONDON))

    assert (counted.day, counted.arrival) == (day, arrival)
    assert counted.has_moved is (counted.day != received_at.date())


def test_a_message_in_the_hour_that_comes_twice_never_counts_from_an_earlier_day():
    nights = SchoolCalendar(
        LONDON,
        dict.fromkeys(range(7), Hours(time(0, 30), time(1, 30))),
        (Term(date(2026, 10, 20), date(2026, 10, 30)),),
    )
    first = nights.counts_from(datetime(2026, 10, 25, 1, 40, tzinfo=LONDON))
    second = nights.counts_from(datetime(2026, 10, 25, 1, 10, fold=1, tzinfo=LONDON))

    assert first.day == second.day == date(2026, 10, 26)


def test_days_are_counted_over_a_holiday_and_a_closed_day():
    school = calendar()

    assert school.next_working_day(date(2026, 10, 23)) == date(2026, 11, 2)
    assert school.next_working_day(date(2026, 12, 3)) == date(2026, 12, 7)
    assert school.next_working_day(date(2026, 11, 13)) == SATURDAY
    assert school.close_of_nth_working_day_after(date(2026, 10, 22), 2) == datetime(
        2026, 11, 2, 15, 15, tzinfo=LONDON
    )


def test_hours_of_a_day():
    school = calendar()

    assert school.hours_of(SATURDAY) == Hours(time(10), time(12))
    assert school.hours_of(TRAINING_DAY) is None
    assert school.hours_of(date(2026, 10, 26)) is None
    assert not school.is_working_day(date(2027, 1, 4))
    assert school.close_of(date(2026, 9, 1)).isoformat() == "2026-09-01T15:15:00+01:00"


def test_a_calendar_that_ends_says_from_when_on_it_knows_nothing():
    with pytest.raises(CalendarEndsError, match="2026-12-19") as caught:
        calendar().next_working_day(date(2026, 12, 18))
    assert caught.value.first_unknown_day == date(2026, 12, 19)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: calendar(terms=()), "terms: found none"),
        (lambda: calendar(terms=(WINTER, AUTUMN)), "in order and not overlapping"),
        (lambda: calendar(terms=(AUTUMN, AUTUMN)), "not overlapping"),
        (lambda: Term(WINTER.last, WINTER.first), "on or after the first"),
        (lambda: Hours(time(15), time(15)), "15:00 to 15:00; allowed: a closing"),
        (
            lambda: SchoolCalendar(LONDON, {7: SCHOOL_DAY}, (AUTUMN,)),
            "weekday 7; allowed: 0",
        ),
        (
            lambda: calendar((Term(date(1900, 1, 1), date(2100, 1, 1)),)),
            "allowed: at most 40000",
        ),
        (lambda: zone_named("Mars/Base"), "found 'Mars/Base'; allowed: a name"),
        (lambda: zone_named("Europe"), "time zone database"),
        (lambda: zone_named("/etc/passwd"), "time zone database"),
        (lambda: calendar().close_of(TRAINING_DAY), "Friday 4 December 2026"),
        (
            lambda: calendar().close_of_nth_working_day_after(AUTUMN.first, 0),
            "found 0; allowed: 1 or more",
        ),
        (
            lambda: calendar().counts_from(datetime(2026, 11, 10, 10)),
            "allowed: with an offset",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_is_allowed(make, words):
    with pytest.raises(CalendarError, match=words):
        make()
