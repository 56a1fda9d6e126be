"""From the lines of a file to a year: proposed by their words, put in by a person."""

from dataclasses import replace
from datetime import date, time

import pytest

from schoolgate.domain.schools.enums import DayKind
from schoolgate.domain.schools.rules import faults_of, with_lines
from schoolgate.kernel.school_year import OtherDay, TermDates, Year
from schoolgate.kernel.year_lines import LineKind, YearLine, kind_of
from tests.domain.schools.years import A_YEAR, WEEK

HALF_TERM = (date(2026, 10, 26), date(2026, 10, 30))


def line(what, first, last=None, kind=LineKind.TERM, **times):
    return YearLine("row 2", what, first, last or first, kind, **times)


@pytest.mark.parametrize(
    ("what", "days", "kind"),
    [
        ("Autumn term", 100, LineKind.TERM),
        ("Autumn half term 1", 53, LineKind.TERM),
        ("Half term", 5, LineKind.HOLIDAY),
        ("Half-term holiday", 9, LineKind.HOLIDAY),
        ("Christmas holiday", 16, LineKind.HOLIDAY),
        ("Summer holidays", 42, LineKind.HOLIDAY),
        ("Mid-term", 2, LineKind.HOLIDAY),
        ("INSET day", 1, LineKind.TRAINING),
        ("Staff development day", 1, LineKind.TRAINING),
        ("Training day (start of term)", 1, LineKind.TRAINING),
        ("May Day bank holiday", 1, LineKind.BANK_HOLIDAY),
        ("St Patrick's Day", 1, LineKind.BANK_HOLIDAY),
        ("School closed for elections", 1, LineKind.CLOSURE),
        ("Polling day", 1, LineKind.CLOSURE),
        ("Half day for everybody", 1, LineKind.SHORT_DAY),
        ("School closes at 12", 1, LineKind.SHORT_DAY),
        ("Year 9 trip to the museum", 1, LineKind.LEFT_OUT),
        ("Spring concert", 1, LineKind.LEFT_OUT),
        ("Term ends", 1, LineKind.LEFT_OUT),
    ],
)
def test_a_line_is_proposed_by_its_words_and_its_length(what, days, kind):
    first = date(2026, 9, 1)

    assert kind_of(what, first, date.fromordinal(first.toordinal() + days - 1)) is kind


def test_terms_and_days_of_a_file_make_a_year():
    lines = [
        line("Autumn", date(2026, 9, 1), date(2026, 12, 18)),
        line("Half term", *HALF_TERM, kind=LineKind.HOLIDAY),
        line("INSET", date(2026, 11, 30), kind=LineKind.TRAINING),
        line(
            "Last day", date(2026, 12, 18), kind=LineKind.SHORT_DAY, closes=time(12, 0)
        ),
        line("Concert", date(2026, 12, 10), kind=LineKind.LEFT_OUT),
    ]

    year = with_lines(Year(hours=WEEK), lines)

    assert year.terms == (
        TermDates(date(2026, 9, 1), date(2026, 10, 23), "Autumn, first half"),
        TermDates(date(2026, 11, 2), date(2026, 12, 18), "Autumn, second half"),
    )
    assert year.days == (
        OtherDay(date(2026, 11, 30), DayKind.TRAINING, "INSET"),
        OtherDay(
            *(date(2026, 12, 18), DayKind.SHORT_DAY, "Last day"), time(8, 45), time(12)
        ),
    )
    assert faults_of(year) == ()


def test_a_term_of_the_file_takes_the_place_of_what_it_overlaps():
    lines = [line("Autumn, corrected", date(2026, 9, 2), date(2026, 10, 22))]

    year = with_lines(A_YEAR, lines)

    assert [term.name for term in year.terms] == ["Autumn, corrected", "Winter"]


def test_the_same_file_twice_changes_nothing_more():
    lines = [
        line("Autumn", date(2026, 9, 1), date(2026, 12, 18)),
        line("Half term", *HALF_TERM, kind=LineKind.HOLIDAY),
        line("INSET", date(2026, 11, 30), kind=LineKind.TRAINING),
    ]

    once = with_lines(Year(hours=WEEK), lines)

    assert with_lines(once, lines) == once


def test_a_closure_of_several_days_leaves_out_the_weekend():
    flood = line("Flood", date(2026, 11, 5), date(2026, 11, 10), kind=LineKind.CLOSURE)

    year = with_lines(replace(A_YEAR, days=()), [flood])

    assert [day.on.day for day in year.days] == [5, 6, 9, 10]


def test_a_half_day_without_its_end_is_a_fault_that_names_the_day():
    half = line("Half day", date(2026, 12, 17), kind=LineKind.SHORT_DAY)

    [fault] = faults_of(with_lines(A_YEAR, [half]))

    assert str(fault) == (
        "Thursday 17 December 2026: found a half day without hours;"
        " allowed: when it opens and closes"
    )
