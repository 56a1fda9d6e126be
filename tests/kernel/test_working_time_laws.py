"""Working time: its laws, and its agreement with a slow day-stepper."""

import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings, strategies as st

from schoolgate.cli.explain.due import TOPIC
from schoolgate.kernel.working_time import CalendarEndsError
from tests.cli.questions import due
from tests.kernel import day_stepper
from tests.kernel.day_stepper import WEEKDAYS
from tests.kernel.real_calendars import real_calendars

READ_CALENDAR = next(
    field.shape for field in TOPIC.question.fields if field.key == "calendar"
)
FIRST, LAST = date(2026, 8, 1), date(2027, 8, 31)
CLOCKS = st.times().map(lambda each: f"{each.hour:02}:{each.minute:02}")
DAYS = st.dates(FIRST, LAST)
HOURS = st.lists(CLOCKS, min_size=2, max_size=2, unique=True).map(sorted)


@st.composite
def calendars(draw):
    """Any calendar at all: from a weekly club to a school with many terms."""
    edges = sorted(draw(st.lists(DAYS, min_size=2, max_size=8, unique=True)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return {
        "timezone": draw(
            st.sampled_from(["Europe/London", "Pacific/Auckland", "America/New_York"])
        ),
        "hours": draw(st.dictionaries(st.sampled_from(WEEKDAYS), HOURS)),
        "hours_on": draw(st.dictionaries(DAYS.map(str), HOURS, max_size=5)),
        "terms": [[str(first), str(last)] for first, last in pairs],
        "closed": [str(day) for day in draw(st.lists(DAYS, max_size=20))],
    }


MOMENTS = st.datetimes(
    datetime.combine(FIRST, time()),
    datetime.combine(LAST, time()),
    timezones=st.just(UTC),
)
NUMBERS = st.integers(1, 12)


def read(calendar):
    return READ_CALENDAR.read(calendar, "calendar")


def due_at(calendar, received, n):
    """Return when a promise ends, or None if the calendar ends before."""
    school = read(calendar)
    try:
        day0 = school.counts_from(received).day
        return school.close_of_nth_working_day_after(day0, n)
    except CalendarEndsError:
        return None


@settings(deadline=None)
@given(calendars(), MOMENTS, NUMBERS)
def test_a_due_day_is_always_open_and_after_day_0(calendar, received, n):
    moment = due_at(calendar, received, n)
    assume(moment is not None)
    school = read(calendar)

    assert school.is_working_day(moment.date())
    assert (
        moment.date()
        > school.counts_from(received).day
        >= (school.counts_from(received).received_on)
    )
    between = school.working_days_between(
        school.counts_from(received).day, moment.date()
    )
    assert between == n


@settings(deadline=None)
@given(calendars(), MOMENTS, NUMBERS)
def test_more_days_are_never_earlier(calendar, received, n):
    sooner, later = due_at(calendar, received, n), due_at(calendar, received, n + 1)
    assert later is None or sooner < later


@settings(deadline=None)
@given(calendars(), MOMENTS, st.timedeltas(timedelta(0)), NUMBERS)
def test_what_comes_later_is_never_due_earlier(calendar, received, after, n):
    assume(after < timedelta(days=400))
    sooner = due_at(calendar, received, n)
    later = due_at(calendar, received + after, n)
    assert later is None or sooner <= later


@settings(deadline=None)
@given(calendars(), MOMENTS, DAYS, NUMBERS)
def test_closing_a_day_makes_nothing_due_earlier(calendar, received, day, n):
    closing = {**calendar, "closed": [*calendar["closed"], str(day)]}
    before, after = due_at(calendar, received, n), due_at(closing, received, n)
    assert after is None or before <= after


@settings(max_examples=200, deadline=None)
@given(calendars(), MOMENTS, NUMBERS)
def test_any_calendar_agrees_with_the_day_stepper(calendar, received, n):
    local = received.astimezone(ZoneInfo(calendar["timezone"]))
    assume(not local.fold)
    assert due_at(calendar, received, n) == day_stepper.due(calendar, received, n)


def test_every_moment_that_matters_of_the_real_calendars_agrees(capsys):
    compared = 0
    for calendar in real_calendars().values():
        school = read(calendar)
        zone = ZoneInfo(calendar["timezone"])
        for day in day_stepper.every_day(calendar):
            for clock in ("00:00:00", "08:44:59", "15:15:59", "15:16:00", "23:59:59"):
                received = datetime.combine(day, time.fromisoformat(clock), zone)
                expected = day_stepper.due(calendar, received, 2)
                assert due_at(calendar, received, 2) == expected
                compared += 1
            assert school.is_working_day(day) == bool(
                day_stepper.hours_on(calendar, day)
            )

    with capsys.disabled():
        sys.stdout.write(f"\n  working time against stepper: {compared:,} moments\n")
    assert compared > 20_000


def test_the_published_number_of_school_days_is_found():
    school = read(real_calendars()["cambridgeshire-2026-27-proposed"])
    blocks = [
        school.working_days_between(term.first - timedelta(days=1), term.last)
        for term in school.terms
    ]
    assert blocks == [39, 35, 30]


def test_a_county_asks_many_questions_of_one_calendar_quickly():
    """No clock here: the working days are worked out once, whoever asks."""
    school = read(due()["calendar"])
    assert school.working_days is school.working_days
    assert read(due()["calendar"]) is school
