"""How the product says dates, times and counts."""

from datetime import date, datetime, time

import pytest

from schoolgate.kernel import words
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.scripts import is_written_in_latin


def test_days_carry_their_weekday():
    assert words.say_day(date(2026, 11, 25)) == "Wednesday 25 November"
    assert words.say_day_and_year(date(2026, 10, 3)) == "Saturday 3 October 2026"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(15, 15), "3:15pm"),
        (time(9, 5, 59), "9:05am"),
        (time(9), "9am"),
        (time(12), "12 noon"),
        (time(12, 30), "12:30pm"),
        (time(0), "12 midnight"),
        (time(0, 1), "12:01am"),
    ],
)
def test_times_are_said_as_people_do(at, said):
    assert words.say_time(at) == said


def test_moments():
    at = datetime(2026, 11, 25, 15, 15)
    assert words.say_moment(at) == "Wednesday 25 November, 3:15pm"
    assert words.say_moment_and_year(at) == "Wednesday 25 November 2026, 3:15pm"


def test_counts_and_lists():
    assert words.say_count(1, "working day") == "1 working day"
    assert words.say_count(10, "working day") == "10 working days"
    assert words.say_list(["letter"]) == "letter"
    assert words.say_list(["letter", "email", "phone"]) == "letter, email and phone"
    assert words.say_list(["tutor", "head"], last="then") == "tutor then head"
    assert words.say_list([]) == ""


def test_a_decision_is_no_truth_value():
    decision = Decision(allowed=False, reason="held", clause=None, because=("Held.",))
    with pytest.raises(TypeError, match="allowed"):
        bool(decision)


def test_a_script_in_the_tag_speaks_before_the_language():
    assert is_written_in_latin("PL")
    assert is_written_in_latin("pa-Latn")
    assert not is_written_in_latin("en-Arab")
    assert is_written_in_latin("de-CH-1996")
