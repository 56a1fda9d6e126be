"""Days as people write them, and what is refused with both names."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given, strategies as st

from schoolgate.integrations.year_files.days import (
    DayError,
    read_day,
    read_days,
    read_time,
)
from schoolgate.kernel.words import say_day_and_year

FRIDAY = date(2026, 7, 17)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-17",
        "2026/07/17",
        "20260717",
        "17/07/2026",
        "17.7.2026",
        "17-07-26",
        "17 July 2026",
        "17th July 2026",
        "17 Jul 26",
        "Friday 17 July 2026",
        "Fri, 17th of July 2026",
        "17 July 2026 (Friday)",
        "July 17, 2026",
        "17/07/2026 00:00",
        "2026-07-17T00:00:00",
        "  Friday   17\u00a0July 2026 ",
    ],
)
def test_a_day_is_read_as_people_write_it(text):
    assert read_day(text) == FRIDAY


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Monday 17th July 2026",
            '"Monday 17th July 2026", a Monday, but that date is a Friday',
        ),
        ("17/07/20256", '"17/07/20256", with the year 20256'),
        ("17 July 20256", '"17 July 20256", with the year 20256'),
        ("20256-07-17", '"20256-07-17", with the year 20256'),
        ("17 July 1926", '"17 July 1926", with the year 1926'),
        ("07/17/2026", '"07/17/2026", with the month 17'),
        ("31/06/2026", '"31/06/2026", which is no day of the calendar'),
        ("29 Feb 2027", '"29 Feb 2027", which is no day of the calendar'),
        ("17 Juli 2026x", '"17 Juli 2026x"'),
        ("17 Brumaire 2026", '"17 Brumaire 2026", with the month "Brumaire"'),
        ("17 July", '"17 July"'),
        ("soon", '"soon"'),
        ("", '""'),
        ("\u0661\u0667/07/2026", '"\\u0661'),
    ],
)
def test_what_is_no_day_is_refused_with_what_was_found(text, found):
    with pytest.raises(DayError) as error:
        read_day(text)

    assert error.value.found.startswith(found)
    assert error.value.allowed


def test_a_weekday_in_a_column_of_its_own_is_checked_too():
    assert read_day("17/07/2026", weekday="Friday") == FRIDAY
    with pytest.raises(DayError, match="Monday"):
        read_day("17/07/2026", weekday="Monday")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("26 - 30 October 2026", date(2026, 10, 26)),
        ("26 October – 30 October 2026", date(2026, 10, 26)),
        ("Monday 26 to Friday 30 October 2026", date(2026, 10, 26)),
        ("26/10/2026 to 30/10/2026", date(2026, 10, 26)),
        ("21 December 2025 to 30 October 2026", date(2025, 12, 21)),
        ("20 December to 30 October 2026", date(2025, 12, 20)),
    ],
)
def test_two_days_in_one_cell_share_what_the_first_leaves_out(text, first):
    assert read_days(text) == (first, date(2026, 10, 30))


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_we_say_can_be_read_again(day):
    assert read_day(say_day_and_year(day)) == day
    assert read_days(f"{day:%d/%m/%Y}") == (day, day)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_fault_and_never_a_crash(text):
    for read in (read_day, read_days, read_time):
        with suppress(DayError):
            assert read(text) is not None


@pytest.mark.parametrize(
    ("text", "at"),
    [("8:45", time(8, 45)), ("12.00", time(12)), ("3:15pm", time(15, 15))],
)
def test_a_time_of_day_is_read(text, at):
    assert read_time(text) == at
