"""What is wrong in a year, what is missing, what its picture shows."""

import json
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from schoolgate.domain.schools.enums import DayKind, Nation, Weekday
from schoolgate.domain.schools.rules import (
    DayState,
    bank_holidays,
    day_in,
    doubts_of,
    faults_of,
    missing_from,
    picture,
    school_year_of,
    typical_terms,
)
from schoolgate.kernel.school_year import OtherDay, TermDates, WeekdayHours, Year
from tests.domain.schools.years import (
    A_YEAR,
    AUTUMN,
    DAYS,
    NOON,
    TRAINING,
    WEEK,
    WINTER,
    any_year,
)
from tests.kernel.real_calendars import CALENDARS

LONDON = ZoneInfo("Europe/London")
OPEN = {DayState.OPEN, DayState.SHORT}


def with_days(*days: OtherDay) -> Year:
    return replace(A_YEAR, days=days)


def test_a_year_as_schools_have_it_has_no_fault():
    assert faults_of(A_YEAR) == ()
    assert faults_of(Year()) == ()


@pytest.mark.parametrize(
    ("year", "where", "found"),
    [
        (
            replace(A_YEAR, terms=(AUTUMN, replace(WINTER, first=date(2026, 10, 23)))),
            'term "Winter", first day',
            'Friday 23 October 2026, within "Autumn"',
        ),
        (
            replace(A_YEAR, terms=(replace(AUTUMN, last=date(2026, 8, 31)),)),
            'term "Autumn", last day',
            "Monday 31 August 2026, before the first day",
        ),
        (
            replace(A_YEAR, terms=(replace(AUTUMN, last=date(2027, 9, 1)),)),
            'term "Autumn"',
            "366 days",
        ),
        (
            replace(A_YEAR, terms=(replace(AUTUMN, name=" "),)),
            'term " "',
            "nothing",
        ),
        (replace(A_YEAR, hours=()), "opening hours", "none"),
        (
            replace(A_YEAR, hours=(WeekdayHours(Weekday.MON, time(9), time(8)),)),
            "opening hours on Monday",
            "9am to 8am",
        ),
        (replace(A_YEAR, hours=(*WEEK, WEEK[0])), "opening hours on Monday", "two"),
        (
            replace(A_YEAR, visits=(WEEK[0], WEEK[0])),
            "visiting on Monday",
            "two that begin at 8:45am",
        ),
        (
            with_days(replace(NOON, closes=None)),
            "Friday 18 December 2026",
            "a half day without hours",
        ),
        (
            with_days(replace(NOON, closes=time(8))),
            "Friday 18 December 2026",
            "8:45am to 8am",
        ),
        (
            with_days(replace(TRAINING, opens=time(9), closes=time(12))),
            "Monday 30 November 2026",
            "hours on a training day",
        ),
        (with_days(TRAINING, TRAINING), "Monday 30 November 2026", "the day twice"),
        (
            with_days(OtherDay(date(2206, 11, 30), DayKind.CLOSURE, "Far off")),
            "Sunday 30 November 2206",
            "the year 2206",
        ),
        (
            with_days(replace(TRAINING, why="x" * 121)),
            "Monday 30 November 2026, why",
            "121 characters",
        ),
    ],
)
def test_a_fault_says_where_it_is_what_was_found_and_what_is_allowed(
    year, where, found
):
    [fault] = faults_of(year)

    assert fault.where == where
    assert fault.found.startswith(found)
    assert fault.allowed


def test_what_is_odd_is_said_and_no_fault():
    summer = OtherDay(date(2026, 7, 13), DayKind.BANK_HOLIDAY, "Substitute day")
    saturday = OtherDay(date(2026, 11, 7), DayKind.CLOSURE, "Painting")
    visit = WeekdayHours(Weekday.SUN, time(9), time(10))
    year = replace(with_days(summer, saturday), visits=(visit,))

    assert doubts_of(year) == (
        (
            "Monday 13 July 2026 (Substitute day) is in no term, so the school is"
            " closed on it anyway."
        ),
        (
            "Saturday 7 November 2026 (Painting) is a day of the week without school"
            " anyway."
        ),
        "Parents may come in on a Sunday, a day without school.",
    )
    assert faults_of(year) == ()
    assert doubts_of(A_YEAR) == ()


@pytest.mark.parametrize(
    ("ends_on", "words"),
    [
        (date(2027, 6, 30), None),
        (date(2027, 3, 23), None),
        (
            date(2027, 3, 22),
            (
                "The school year ends on Monday 22 March 2027 and the next one is not"
                " entered."
            ),
        ),
        (
            date(2026, 6, 30),
            (
                "The school year ended on Tuesday 30 June 2026 and the next one is not"
                " entered."
            ),
        ),
        (None, "The school has no year yet, so no answer can be promised by a date."),
    ],
)
def test_a_missing_year_is_said_four_months_before_the_known_one_ends(ends_on, words):
    missing = missing_from(ends_on, on=date(2026, 11, 23))

    assert (missing.in_words if missing else None) == words


@pytest.mark.parametrize(
    ("on", "state", "why"),
    [
        (date(2026, 11, 23), DayState.OPEN, ""),
        (date(2026, 11, 28), DayState.NO_SCHOOL, ""),
        (date(2026, 11, 30), DayState.CLOSED, "Training day"),
        (date(2026, 12, 18), DayState.SHORT, "Last day, 8:45am to 12 noon"),
        (date(2026, 10, 26), DayState.HOLIDAY, "holiday"),
    ],
)
def test_a_day_says_how_it_stands_and_why(on, state, why):
    day = day_in(A_YEAR, on)

    assert (day.state, day.why) == (state, why)


@given(any_year(), DAYS)
def test_the_picture_is_open_exactly_where_promises_count_a_working_day(year, on):
    if not year.terms:
        return
    calendar = year.calendar(LONDON)

    assert (day_in(year, on).state in OPEN) == (calendar.hours_of(on) is not None)


@given(DAYS)
def test_a_month_has_all_its_days_once_in_whole_weeks_from_monday(first):
    [month] = picture(A_YEAR, first, first)

    cells = [(n, day) for week in month.weeks for n, day in enumerate(week) if day]
    days = [day.on for _, day in cells]
    assert all(len(week) == 7 for week in month.weeks)
    assert days[0].day == 1
    assert (days[-1] + timedelta(days=1)).day == 1
    assert len(days) == days[-1].day
    assert all(day.on.weekday() == n for n, day in cells)


@given(any_year())
def test_a_year_made_by_hand_or_by_machine_has_no_fault_and_stays_itself(year):
    assert faults_of(year) == ()
    assert year.tidy() == year


@given(any_year(), DAYS)
def test_a_day_put_in_and_taken_out_leaves_the_others_alone(year, on):
    closed = year.with_days([OtherDay(on, DayKind.CLOSURE, "Snow")])

    assert [day for day in closed.days if day.on == on] == [
        OtherDay(on, DayKind.CLOSURE, "Snow")
    ]
    assert closed.without_days(on) == year.without_days(on)


def test_a_school_year_runs_from_august_to_july():
    year = (date(2026, 8, 1), date(2027, 7, 31))

    assert school_year_of(date(2026, 8, 1)) == year
    assert school_year_of(date(2027, 7, 31)) == year


@pytest.mark.parametrize("nation", Nation)
@pytest.mark.parametrize("begins_in", range(2024, 2040))
def test_the_usual_terms_of_a_nation_can_be_saved_as_they_are(nation, begins_in):
    terms = typical_terms(nation, begins_in)

    assert faults_of(Year(terms=terms, hours=WEEK)) == ()
    assert all(each.first.weekday() < 5 and each.last.weekday() < 5 for each in terms)


def test_a_term_put_in_place_of_another_takes_its_place_alone():
    longer = TermDates(WINTER.first, date(2026, 12, 21), "Winter")

    year = A_YEAR.with_term(longer, instead_of=WINTER.first)

    assert year.terms == (AUTUMN, longer)
    assert year.without_term(WINTER.first).terms == (AUTUMN,)


DIVISIONS = {
    Nation.ENGLAND: "england-and-wales",
    Nation.WALES: "england-and-wales",
    Nation.SCOTLAND: "scotland",
    Nation.NORTHERN_IRELAND: "northern-ireland",
}
ANNOUNCED_LATER = {Nation.SCOTLAND: {date(2026, 6, 15)}}
"""Announced after the stored feed was published."""


@pytest.mark.parametrize("nation", Nation)
def test_bank_holidays_are_those_the_government_lists(nation):
    if not CALENDARS.is_dir():
        pytest.skip(f"NOT RUN: no published bank holidays in {CALENDARS}")
    folder = CALENDARS / "govuk_bank_holidays" / "govuk_bank_holidays"
    feed = json.loads((folder / "bank-holidays.json").read_text())
    listed = {
        date.fromisoformat(event["date"]) for event in feed[DIVISIONS[nation]]["events"]
    }

    first, last = min(listed).replace(month=1, day=1), max(listed)
    found = {day.on for day in bank_holidays(nation, first, last)}

    assert len(listed) > 100
    assert found == listed | ANNOUNCED_LATER.get(nation, set())
