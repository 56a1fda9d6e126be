"""Ages, birthdays and periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from schoolgate.kernel.ages import (
    Period,
    age_on,
    birthday,
    eighteenth_birthday,
    is_adult,
)

BIRTHS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("born", "eighteen"),
    [
        (date(2008, 5, 1), date(2026, 5, 1)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(1982, 2, 28), date(2000, 2, 28)),
        (date(2008, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_18th_birthday(born, eighteen):
    assert eighteenth_birthday(born) == eighteen
    assert is_adult(born, eighteen)
    assert not is_adult(born, eighteen - timedelta(days=1))


def test_a_birthday_on_29_february_stays_in_a_leap_year():
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)
    assert birthday(date(1896, 2, 29), 4) == date(1900, 3, 1)


def test_a_birthday_beyond_the_calendar_is_refused():
    with pytest.raises(ValueError, match="9990-01-01; allowed"):
        eighteenth_birthday(date(9990, 1, 1))


@settings(deadline=None)
@given(BIRTHS, st.integers(0, 120))
def test_an_age_changes_on_the_birthday_and_on_no_other_day(born, age):
    on = birthday(born, age)
    assert age_on(born, on) == age
    assert age_on(born, on - timedelta(days=1)) == age - 1


@settings(deadline=None)
@given(BIRTHS, BIRTHS)
def test_an_adult_is_someone_of_18_or_more(born, on):
    assert is_adult(born, on) is (age_on(born, on) >= 18)


@settings(deadline=None)
@given(st.none() | BIRTHS, st.none() | BIRTHS, BIRTHS)
def test_a_period_holds_from_its_first_day_until_its_last_day_is_reached(
    first, until, day
):
    expected = (first or date.min) <= day < (until or date.max)
    assert Period(first, until).covers(day) is expected
