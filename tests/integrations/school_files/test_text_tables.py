"""Text tables as bytes: encodings, delimiters, quotes, and files that break off."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from schoolgate.integrations.school_files.delimited import delimited_rows
from schoolgate.integrations.school_files.findings import Findings, RefusedFileError
from schoolgate.integrations.school_files.tables import Cell
from schoolgate.kernel.roll import Roll
from tests.integrations.school_files.files import (
    AMAL,
    HEADERS,
    YUSUF,
    cases,
    read,
    table,
)

JOSE = ["H3", "José", "Núñez", "2013-05-15", "9B", "9"]
WHOLE = table(HEADERS, AMAL, JOSE, YUSUF)
STUDENTS = 3


def rows(data: bytes) -> tuple[list[list[Cell]], Findings]:
    """Return the rows of a text table, and what was found on the way."""
    findings = Findings("list.csv")
    return [list(cells) for _, cells in delimited_rows(data, findings)], findings


def test_published_tables_are_read_as_published():
    spectrum = cases("text/csv_spectrum")

    for path in sorted((spectrum / "csvs").glob("*.csv")):
        (headers, *lines), findings = rows(path.read_bytes())
        expected = json.loads(
            (spectrum / "json" / f"{path.stem}.json").read_text(encoding="utf-8")
        )
        read_as = [dict(zip(headers, line, strict=True)) for line in lines]
        assert read_as == expected, path.name
        assert findings.faults == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter):
    text = table(HEADERS, AMAL, YUSUF).decode().replace(",", delimiter)

    assert len(read(text.encode()).students) == 2


def test_a_line_that_names_the_delimiter_is_no_header():
    text = "sep=;\r\n" + table(HEADERS, AMAL).decode().replace(",", ";")

    assert len(read(text.encode()).students) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_without_a_doubt(encoding):
    roll = read(table(HEADERS, JOSE, encoding=encoding))

    assert roll.students[0].family_name == "Núñez"
    assert not roll.doubts


def test_windows_1252_is_read_if_plausible_and_the_words_are_shown():
    roll = read(table(HEADERS, JOSE, encoding="cp1252"))

    assert roll.students[0].given_name == "José"
    assert roll.doubts[0].why == "Look whether these words are right: José, Núñez."


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Łukasz", "cp1250"),
        ("Müller", "mac-roman"),
        ("Иван", "utf-16-le"),
        ("Siân", "cp850"),
    ],
)
def test_letters_of_another_encoding_are_never_taken_for_others(name, encoding):
    roll = read(table(HEADERS, ["H4", name, "X", *AMAL[3:]], encoding=encoding))

    assert roll.students == ()
    assert len(roll.faults) == 1
    assert "CSV" in roll.faults[0].do


def test_a_quotation_mark_that_is_not_closed_is_a_fault_of_its_row():
    text = table(HEADERS, AMAL).decode() + '"H2,Yusuf\r\n' + table(YUSUF).decode()

    roll = read(text.encode())

    assert roll.faults[0].row == 3
    assert "everything after it was not read" in roll.faults[0].do
    assert [each.given_name for each in roll.students] == ["Amal"]


def test_a_last_row_without_a_line_end_is_doubted():
    roll = read(WHOLE[:-2])

    assert "may be cut off" in roll.doubts[0].what


def says_something(roll: Roll) -> bool:
    """Answer whether a roll says more than its students."""
    return bool(roll.faults or roll.doubts)


@pytest.mark.parametrize("row", range(4))
def test_a_file_cut_after_a_row_has_the_rows_before(row):
    cut = b"".join(WHOLE.splitlines(keepends=True)[:row])

    roll = read(cut)

    assert len(roll.students) == max(0, row - 1)
    assert says_something(roll) or row > 1


@given(st.integers(0, len(WHOLE)), st.sampled_from(["utf-8", "cp1252"]))
def test_a_file_cut_anywhere_never_loses_a_row_in_silence(length, encoding):
    data = table(HEADERS, AMAL, JOSE, YUSUF, encoding=encoding)

    roll = read(data[:length])

    is_after_a_row = data[length:].startswith((b"\n", b"H")) or not data[length:]
    assert says_something(roll) or is_after_a_row


@pytest.mark.parametrize("characters", [1, 2, 3])
def test_a_utf_16_file_cut_within_a_row_is_never_read_in_silence(characters):
    data = table(HEADERS, AMAL, YUSUF, encoding="utf-16")

    assert says_something(read(data[: -2 * characters - 2]))
    assert says_something(read(data[:-1]))


@given(st.binary(max_size=200), st.integers(0, len(WHOLE)))
def test_bytes_of_any_kind_are_read_or_refused(junk, place):
    roll = read(WHOLE[:place] + junk + WHOLE[place:])

    assert len(roll.students) <= STUDENTS + len(junk)
    assert all(fault.do and fault.allowed for fault in roll.faults)


def test_an_encoding_that_is_none_refuses_the_file():
    with pytest.raises(RefusedFileError, match="neither UTF-8 nor Windows-1252"):
        rows("Łukasz\n".encode("cp1250"))


def test_rows_keep_the_numbers_a_spreadsheet_shows():
    two_lines = [*AMAL[:2], "Haddad\nMoran", *AMAL[3:]]

    roll = read(table(HEADERS, two_lines, [], YUSUF))

    places = [each.place.row for each in roll.students]
    assert places == [2, 4]
    assert all(before < after for before, after in pairwise(places))
