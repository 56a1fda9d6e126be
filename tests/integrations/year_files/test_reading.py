"""Files of a school's year: tables, calendars, and everything that is neither."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from schoolgate.domain.schools.enums import DayKind
from schoolgate.integrations.year_files.calendars import write_calendar
from schoolgate.integrations.year_files.limits import MOST_BYTES, MOST_ROWS
from schoolgate.integrations.year_files.reading import read_year_file
from schoolgate.kernel.school_year import OtherDay
from schoolgate.kernel.year_lines import LineKind, ReadLines, YearLine
from tests.domain.schools.years import A_YEAR
from tests.kernel.real_calendars import SHARED

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 23)
CASES = SHARED / "cases" / "ical"
FILES = sorted(path for path in CASES.rglob("*") if path.is_file())


def read(text: str | bytes, name: str = "year.csv") -> ReadLines:
    data = text.encode() if isinstance(text, str) else text
    return read_year_file(data, name=name, zone=LONDON, on=TODAY)


def event(*lines: str) -> str:
    body = "\r\n".join(("UID:1@x", "DTSTAMP:20260101T000000Z", *lines))
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
        f"BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def one(text: str) -> YearLine:
    found = read(text, "year.ics")
    assert found.faults == ()
    [line] = found.lines
    return line


def test_a_table_is_read_with_any_sensible_columns():
    table = (
        "Oakfield: dates 2026/27;;\n\n"
        "Event;Start date;End date\n"
        "Autumn term;Tuesday 1 September 2026;Friday 23rd October 2026\n"
        "INSET;30.11.2026;\n"
    )

    found = read(table)

    assert found.faults == ()
    assert [(each.where, each.what, each.kind) for each in found.lines] == [
        ("row 4", "Autumn term", LineKind.TERM),
        ("row 5", "INSET", LineKind.TRAINING),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "date,day,what\n30/11/2026,Monday,Training day\n",
        "Day,Event\nMonday 30 November 2026,Training day\n",
        "\ufeffWhat\tOn\nTraining day\t2026-11-30\n",
        "name,on,type\nFirst aid,30 Nov 2026,INSET\n",
    ],
)
def test_a_training_day_is_found_however_the_table_is_laid_out(text):
    [line] = read(text).lines

    assert (line.first, line.kind) == (date(2026, 11, 30), LineKind.TRAINING)


def test_a_half_day_brings_its_hours():
    [line] = read("what,date,closes\nHalf day,18/12/2026,12:00\n").lines

    assert (line.kind, line.closes) == (LineKind.SHORT_DAY, time(12))


def test_the_slips_of_real_pages_are_named_with_file_row_and_column():
    found = read(
        "What,From,To\n"
        "Summer term ends,Monday 17th July 2026,\n"
        "Autumn term,1 September 20256,18/12/2026\n"
        "Spring term,4/1/2027,3/1/2027\n"
        ",4/1/2027,\n"
        "Training day,30/11/2026,\n"
    )

    assert [str(fault) for fault in found.faults] == [
        (
            'year.csv, row 2, From: found "Monday 17th July 2026", a Monday, but that'
            " date is a Friday; allowed: a weekday and a date that belong together:"
            " Friday 17 July 2026, or the Monday that is meant"
        ),
        (
            'year.csv, row 3, From: found "1 September 20256", with the year 20256;'
            " allowed: a year from 2000 to 2100, in four digits"
        ),
        (
            "year.csv, row 4, To: found 2027-01-03, before 2027-01-04;"
            " allowed: the first day or later"
        ),
        "year.csv, row 5, What: found nothing; allowed: what it is, in a few words",
    ]
    assert [line.what for line in found.lines] == ["Training day"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "nothing"),
        (b"PK\x03\x04rest", "a spreadsheet"),
        (b"\x00\x01\x02", "bytes that are no text"),
        (b"x" * (MOST_BYTES + 1), "1,000,001 bytes"),
        (b"What,On\n" + b"A,2026-11-30\n" * MOST_ROWS, "1001 rows"),
        (b"just words\nand more\n", "no columns for a year"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no events"),
    ],
)
def test_what_is_no_year_is_refused_as_a_whole(data, found):
    [fault] = read(data, "x").faults

    assert fault.found == found


def test_an_event_of_several_days_ends_on_the_day_before_its_end():
    line = one(
        event(
            "SUMMARY:Half term",
            "DTSTART;VALUE=DATE:20261026",
            "DTEND;VALUE=DATE:20261031",
        )
    )

    assert (line.first, line.last) == (date(2026, 10, 26), date(2026, 10, 30))
    assert line.kind is LineKind.HOLIDAY


def test_a_moment_is_the_day_it_is_at_the_school():
    line = one(
        event("SUMMARY:Late", "DTSTART:20260630T233000Z", "DTEND:20260630T234500Z")
    )

    assert line.first == date(2026, 7, 1)  # summer time in London
    assert line.kind is LineKind.LEFT_OUT


def test_an_event_that_repeats_is_read_around_today_without_its_exceptions():
    found = read(
        event(
            "SUMMARY:Training day",
            "DTSTART;VALUE=DATE:20260907",
            "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=4",
            "EXDATE;VALUE=DATE:20261005",
        ),
        "year.ics",
    )

    assert found.faults == ()
    assert [line.first.isoformat() for line in found.lines] == [
        "2026-09-07",
        "2026-11-02",
        "2026-12-07",
    ]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("FREQ=SECONDLY", "an event that repeats by the hour or faster"),
        ("FREQ=DAILY", "more occurrences than are read"),
    ],
)
def test_an_event_that_repeats_without_end_does_no_harm(rule, found):
    read_file = read(
        event("SUMMARY:x", "DTSTART;VALUE=DATE:20260907", f"RRULE:{rule}"), "a.ics"
    )

    assert [fault.found for fault in read_file.faults] == [found]
    assert len(read_file.lines) <= 400


def test_what_was_long_ago_is_left_out_and_said():
    found = read(event("SUMMARY:Old", "DTSTART;VALUE=DATE:20100101"), "a.ics")

    assert found.lines == ()
    assert found.notes == (
        (
            "1 event before Sunday 19 October 2025 or after Tuesday 27 November 2029:"
            " left out."
        ),
    )


def test_control_characters_and_length_of_a_title_do_no_harm():
    line = one(event("SUMMARY:A\x07B " + "long " * 40, "DTSTART;VALUE=DATE:20261130"))

    assert line.what.startswith("A B long")
    assert len(line.what) <= 60
    assert line.doubts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_calendar_of_others_is_read_or_refused_and_never_crashes(path: Path) -> None:
    found = read(path.read_bytes(), path.name)

    assert found.lines or found.faults or found.notes
    assert all(fault.where.startswith(path.name) for fault in found.faults)
    assert all(line.first <= line.last for line in found.lines)


def test_the_calendars_of_others_are_there():
    if not CASES.is_dir():
        pytest.skip(f"NOT RUN: no calendars in {CASES}; set SHARED_DIR")

    assert len(FILES) > 150


def test_a_year_that_was_written_can_be_read_again():
    data = write_calendar(
        A_YEAR,
        school="Oakfield",
        school_id="abc",
        at=datetime(2026, 11, 23, 10, tzinfo=UTC),
        since=date(2026, 11, 1),
    )

    found = read(data, "year.ics")

    assert found.faults == ()
    assert [(line.first, line.what) for line in found.lines] == [
        (date(2026, 11, 2), "Winter begins"),
        (date(2026, 11, 30), "Training day (school closed)"),
        (date(2026, 12, 18), "Last day (school closes at 12 noon)"),
        (date(2026, 12, 18), "Winter: last day"),
    ]


def test_no_two_days_of_a_written_year_share_an_id():
    days = [
        OtherDay(date(2026, 11, n), DayKind.CLOSURE, f"Closed {n}") for n in range(2, 9)
    ]

    data = write_calendar(
        A_YEAR.with_days(days),
        school="Oakfield",
        school_id="abc",
        at=datetime(2026, 11, 23, 10, tzinfo=UTC),
        since=date(2026, 1, 1),
    )

    ids = [line for line in data.split(b"\r\n") if line.startswith(b"UID:")]
    assert len(set(ids)) == len(ids) > 7
