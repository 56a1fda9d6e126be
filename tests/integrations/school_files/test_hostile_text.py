"""Strings that have broken programs, through every column: read as text or refused."""

import json
from collections.abc import Iterator

import pytest

from schoolgate.kernel.roll import Roll
from tests.integrations.school_files.bundles import BOTH, PEOPLE, USER, bundle_1_1
from tests.integrations.school_files.files import cases, read, table, workbook

COLUMNS = {
    "UPN": "H1",
    "Pupil Forename": "Amal",
    "Pupil Surname": "Haddad",
    "Known as": "Amal",
    "DOB": "2013-05-14",
    "Reg": "9B",
    "Year": "9",
    "Classes": "9B/Ma",
    "Course start date": "2026-09-01",
    "Parent Title": "Mrs",
    "Parent Name": "Leila Haddad",
    "Parent Email": "leila@family.example",
    "Parent Mobile": "07700900123",
    "Relationship": "Mother",
    "Parental Responsibility": "Yes",
    "Main carer": "Yes",
    "School name": "Oakfield",
    "Notes": "",
}

PIECE = 200


def hostile() -> list[str]:
    """Return strings from the published collections, without the blank ones."""
    naughty = json.loads(cases("text/blns").joinpath("blns.json").read_text("utf-8"))
    injected = cases("text/csv_injection/Intruder").joinpath("csv-payload.txt")
    lines = injected.read_text(encoding="utf-8").splitlines()
    return [each for each in (*naughty, *lines) if each.strip()]


def texts(roll: Roll) -> Iterator[str]:
    """Yield every text that a roll would bring in."""
    for student in roll.students:
        yield from (student.ref, student.given_name, student.family_name)
        yield from (student.preferred_name, student.form, student.year)
        yield from student.classes
        for adult in student.adults:
            yield from (adult.title, adult.given_name, adult.family_name)
            yield from (adult.email, adult.mobile)
    for member in roll.staff:
        yield from (member.ref, member.given_name, member.family_name, member.email)


def is_safe(text: str) -> bool:
    """Answer whether a text is no formula and hides nothing."""
    return not text.startswith(("=", "@")) and not set(text) & set("\0\u202e\u2066\x1b")


def some_at_a_time() -> list[list[str]]:
    """Return the strings in pieces, so that every fault of a file is listed."""
    strings = hostile()
    return [strings[start : start + PIECE] for start in range(0, len(strings), PIECE)]


@pytest.mark.parametrize("column", [each for each in COLUMNS if each != "UPN"])
def test_every_hostile_string_in_every_column_is_text_or_a_fault(column):
    for strings in some_at_a_time():
        rows = [
            [string if header == column else cell for header, cell in COLUMNS.items()]
            for string in strings
        ]
        numbered = [[f"H{number}", *row[1:]] for number, row in enumerate(rows)]

        roll = read(table(list(COLUMNS), *numbered))

        at_fault = {fault.row for fault in roll.faults}
        taken = {student.place.row for student in roll.students}
        assert taken.isdisjoint(at_fault)
        assert len(taken | at_fault) == len(rows)
        assert all(map(is_safe, texts(roll)))


def test_a_hostile_identifier_is_text_or_a_fault():
    rows = [[each, *list(COLUMNS.values())[1:]] for each in hostile()]

    roll = read(table(list(COLUMNS), *rows))

    assert roll.students
    assert roll.faults
    assert all(map(is_safe, texts(roll)))


def test_hostile_strings_in_a_workbook_are_text_or_a_fault():
    headers = ["UPN", "Forename", "Surname", "DOB"]
    strings = [each for each in hostile() if each.isprintable()][:PIECE]
    rows = [[f"H{n}", each, "Haddad", "2013-05-14"] for n, each in enumerate(strings)]

    roll = read(workbook(headers, *rows), "list.xlsx")

    at_fault = {fault.row for fault in roll.faults}
    assert len(roll.students) + len(at_fault) == len(rows)
    assert all(map(is_safe, texts(roll)))


def test_hostile_strings_in_a_bundle_are_text_or_a_fault():
    people = [
        [f"s{n}", each, "Haddad", "", "", "", "", "student"]
        for n, each in enumerate(hostile())
    ]
    born = [[each[0], "2013-05-14", ""] for each in people]
    demographics = [BOTH["demographics.csv"][0], *born]

    roll = read(
        bundle_1_1(
            users=[[*USER, "role"], *people, *PEOPLE[2:]], demographics=demographics
        )
    )

    assert roll.students
    assert roll.faults
    assert all(map(is_safe, texts(roll)))


def test_a_formula_would_be_found():
    assert not is_safe("=cmd|' /C calc'!A0")
    assert not is_safe("pay\u202efdp")
