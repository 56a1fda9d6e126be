"""The clocks of the law on data: one month, two more, standing still, thirty days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from schoolgate.kernel.data_clock import (
    Pause,
    acknowledge_complaint_by,
    answer_request_by,
    may_take_longer,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
NOVEMBER = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("came", "due"),
    [
        ("2026-11-24", "2026-12-24"),
        ("2026-12-24", "2027-01-24"),  # a Sunday, in the holidays: it counts
        ("2027-01-31", "2027-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2026-08-31", "2026-09-30"),
        ("2026-02-28", "2026-03-28"),
    ],
)
def test_a_request_is_answered_within_one_calendar_month(came: str, due: str) -> None:
    found = answer_request_by(date.fromisoformat(came))

    assert found == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ("2026-11-24", "2027-02-24"),
        ("2026-12-24", "2027-02-24"),  # the last day of the first month
        ("2026-12-25", "2026-12-24"),  # too late: it mends nothing
    ],
)
def test_two_months_more_only_if_told_within_the_first(told: str, due: str) -> None:
    told_on = date.fromisoformat(told)

    found = answer_request_by(NOVEMBER, extended_on=told_on)

    assert found == date.fromisoformat(due)
    assert may_take_longer(NOVEMBER, on=told_on) is (told != "2026-12-25")


def test_the_clock_stands_still_while_proof_is_awaited() -> None:
    waiting = Pause(date(2026, 11, 26), None)

    assert answer_request_by(NOVEMBER, pauses=[waiting]) is None
    assert not may_take_longer(NOVEMBER, on=date(2026, 11, 27), pauses=[waiting])


def test_each_day_of_waiting_comes_on_top() -> None:
    pauses = [
        Pause(date(2026, 11, 26), date(2026, 12, 1)),
        Pause(date(2026, 12, 7), date(2026, 12, 9)),
    ]

    found = answer_request_by(NOVEMBER, pauses=pauses)

    assert found == date(2026, 12, 31)


def test_the_first_month_is_longer_by_the_waiting_before_more_time_is_told() -> None:
    pauses = [Pause(date(2026, 11, 26), date(2026, 12, 6))]

    found = answer_request_by(NOVEMBER, pauses=pauses, extended_on=date(2027, 1, 3))

    assert found == date(2027, 3, 6)


@pytest.mark.parametrize(
    ("came", "due"),
    [
        ("2026-11-24", "2026-12-23"),
        ("2026-12-31", "2027-01-29"),
        ("2027-02-01", "2027-03-02"),
    ],
)
def test_a_complaint_is_acknowledged_within_thirty_days_the_first_is_its_own(
    came: str, due: str
) -> None:
    found = acknowledge_complaint_by(date.fromisoformat(came))

    assert found == date.fromisoformat(due)


@given(came=DAYS, told_after=st.integers(0, 120))
def test_more_time_is_never_less_and_never_beyond_three_months(
    came: date, told_after: int
) -> None:
    plain = answer_request_by(came)
    longer = answer_request_by(came, extended_on=came + timedelta(days=told_after))

    assert plain is not None
    assert longer is not None
    assert plain <= longer <= came + timedelta(days=92)
    assert came < plain <= came + timedelta(days=31)


@given(came=DAYS, after=st.integers(0, 25), waited=st.integers(0, 60))
def test_waiting_moves_the_day_by_just_so_many_days(
    came: date, after: int, waited: int
) -> None:
    since = came + timedelta(days=after)
    pause = Pause(since, since + timedelta(days=waited))

    found, plain = answer_request_by(came, pauses=[pause]), answer_request_by(came)

    assert found is not None
    assert plain is not None
    assert found - plain == timedelta(days=waited)
