"""From figures to the state of a clause."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from schoolgate.domain.governance.enums import ClauseState
from schoolgate.domain.governance.rules import (
    FEWEST,
    SCHOOL_WEEKS,
    Figure,
    last_school_weeks,
    monday_of,
    state_of,
    told_apart,
)

days = st.lists(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), unique=True, max_size=200
).map(sorted)


@pytest.mark.parametrize(
    ("kept", "of", "share", "state"),
    [
        (0, 0, 0.9, ClauseState.NO_EVIDENCE),
        (9, 10, 0.9, ClauseState.KEPT),
        (90, 100, 0.9, ClauseState.KEPT),
        (89, 100, 0.9, ClauseState.AT_RISK),
        (85, 100, 0.9, ClauseState.AT_RISK),
        (84, 100, 0.9, ClauseState.BROKEN),
        (99, 100, 1.0, ClauseState.AT_RISK),
        (0, 1, 1.0, ClauseState.BROKEN),
    ],
)
def test_a_figure_is_held_against_its_share(
    kept: int, of: int, share: float, state: ClauseState
) -> None:
    assert Figure("letters", kept, of, share).state is state


def test_the_worst_figure_decides() -> None:
    good, bad = Figure("a", 1, 1, 1.0), Figure("b", 0, 1, 1.0)

    assert state_of([good, bad]) is ClauseState.BROKEN
    assert state_of([good, Figure("c", 0, 0, 1.0)]) is ClauseState.KEPT
    assert state_of([]) is ClauseState.NO_EVIDENCE


def test_a_plain_count_is_kept_once_there_is_one() -> None:
    assert Figure.plain("calls", 3).state is ClauseState.KEPT
    assert Figure.plain("calls", 0).state is ClauseState.NO_EVIDENCE


def test_a_holiday_takes_no_place_among_the_school_weeks() -> None:
    term = [date(2026, 10, 19) + timedelta(days=day) for day in range(5)]
    after_half_term = [date(2026, 11, 2), date(2026, 11, 3)]

    weeks = last_school_weeks([*term, *after_half_term], on=date(2026, 11, 2))

    assert weeks == (date(2026, 10, 19), date(2026, 11, 2))


def test_on_a_sunday_the_week_is_the_one_that_ends() -> None:
    assert monday_of(date(2026, 11, 29)) == date(2026, 11, 23)


@given(working_days=days, on=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_weeks_are_mondays_in_order_few_and_none_to_come(
    working_days: list[date], on: date
) -> None:
    weeks = last_school_weeks(working_days, on=on)

    assert list(weeks) == sorted(set(weeks))
    assert len(weeks) <= SCHOOL_WEEKS
    assert all(week.weekday() == 0 and week <= on for week in weeks)
    assert {monday_of(day) for day in working_days if day <= on} >= set(weeks)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=8))
def test_no_line_is_small_nor_can_a_small_one_be_worked_out(
    counts: dict[str, int],
) -> None:
    alone, together = told_apart(counts)

    lines = [counts[each] for each in alone]
    rest = sum(counts[each] for each in together)
    total = sum(counts.values())
    assert all(line >= FEWEST for line in lines)
    assert rest == 0 or rest >= FEWEST
    assert (sum(lines) + rest == total) if total >= FEWEST else not lines
    assert set(alone).isdisjoint(together)
