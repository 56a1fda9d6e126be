"""Workbooks: the values a person sees, and the workbooks that must not be opened."""

import io
import zipfile
from datetime import date

import pytest

from schoolgate.integrations.school_files.reading import opened_table
from tests.integrations.school_files.files import (
    AMAL,
    HEADERS,
    YUSUF,
    archive,
    read,
    workbook,
)

BORN_ON = date(2013, 5, 14)
SHEET = "xl/worksheets/sheet1.xml"


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with something else in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert old in parts[part]
    return archive({**parts, part: parts[part].replace(old, new)})


def test_days_numbers_and_texts_are_what_a_person_sees():
    row = [1234, "Amal", "Haddad", BORN_ON, "9B", 9]
    text = ["0012", "Yusuf", "Haddad", "03/02/2015", "7A", "07"]

    roll = read(workbook(HEADERS, row, text), "list.xlsx")

    amal, yusuf = roll.students
    assert (amal.ref, amal.born_on, amal.year) == ("1234", BORN_ON, "9")
    assert (yusuf.ref, yusuf.born_on, yusuf.year) == ("0012", date(2015, 2, 3), "7")


def test_a_workbook_is_known_by_what_is_in_it():
    roll = read(workbook(HEADERS, AMAL), "list.csv")

    assert len(roll.students) == 1


def test_a_formula_is_its_saved_value_and_is_never_run():
    formula = ('=CONCATENATE("Am","al")', "Amal")

    roll = read(workbook(HEADERS, ["H1", formula, *AMAL[2:]]), "list.xlsx")

    assert roll.students[0].given_name == "Amal"


def test_a_formula_that_failed_is_a_fault_and_no_empty_cell():
    failed = [*AMAL[:4], ("=VLOOKUP(1,2,3)", "#N/A"), "9"]

    roll = read(workbook(HEADERS, failed, YUSUF), "list.xlsx")

    [fault] = roll.faults
    assert (fault.row, fault.column) == (2, "Reg")
    assert fault.found == "“a formula that failed”"
    assert [each.given_name for each in roll.students] == ["Yusuf"]


def test_a_formula_without_its_result_is_a_fault():
    data = workbook(HEADERS, [*AMAL[:4], ("=A1", 7), "9"])
    data = replaced(data, SHEET, b"<f>A1</f><v>7</v>", b"<f>A1</f>")

    roll = read(data, "list.xlsx")

    assert roll.faults[0].found == "“a formula without its result”"


def test_a_text_that_became_a_day_is_a_fault_and_not_another_name():
    roll = read(workbook(HEADERS, [*AMAL[:4], BORN_ON, "9"]), "list.xlsx")

    assert roll.faults[0].column == "Reg"
    assert "made a date of it" in roll.faults[0].do


def test_a_table_may_stand_anywhere_on_its_sheet():
    shifted = [["", "", *row] for row in (["Class list"], [], HEADERS, AMAL)]

    roll = read(workbook(*shifted), "list.xlsx")

    assert roll.students[0].place.row == 4


def test_the_sheet_that_is_known_best_is_read_and_the_others_are_named():
    data = workbook(["About this file"], Pupils=[HEADERS, AMAL])

    roll = read(data, "list.xlsx")

    assert len(roll.students) == 1
    assert roll.doubts[0].what == "Only the sheet “Pupils” was read, not “List”."
    found = opened_table("list.xlsx", data)
    assert found is not None
    assert found.proposed().columns[0].header == "UPN"


def test_a_sheet_laid_out_without_end_is_refused_before_it_takes_all_memory():
    data = workbook(HEADERS, AMAL)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = replaced(data, SHEET, b"</sheetData>", far)

    roll = read(data, "list.xlsx")

    assert roll.students == ()
    assert roll.faults[0].found == "something in XFD1048576"


def test_a_sheet_that_is_mostly_air_is_refused_too():
    data = workbook(HEADERS, AMAL)
    far = b'<row r="199999"><c r="IV199999"><v>1</v></c></row></sheetData>'

    roll = read(replaced(data, SHEET, b"</sheetData>", far), "list.xlsx")

    assert roll.faults[0].found.startswith("a workbook of 51,199,744 cells")


def test_a_sheet_with_a_document_type_is_refused():
    bomb = b'?>\n<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet '
    data = replaced(workbook(HEADERS, AMAL), SHEET, b"?>\n<worksheet ", bomb)

    assert "document type" in read(data, "list.xlsx").faults[0].found


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_workbook_that_is_cut_off_is_refused(share):
    data = workbook(HEADERS, AMAL, YUSUF)

    roll = read(data[: int(len(data) * share)], "list.xlsx")

    assert roll.students == ()
    assert len(roll.faults) == 1


def test_an_empty_workbook_is_refused():
    assert read(workbook(), "list.xlsx").faults[0].found == (
        "a workbook with nothing in it"
    )


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
def test_a_part_in_an_encoding_nobody_knows_is_refused(part):
    data = replaced(workbook(HEADERS, AMAL), part, b"UTF-8", b"UTF-X")

    assert read(data, "list.xlsx").faults


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="99999999'),
        (SHEET, b'r="A2"', b'r="A99999999"'),
        (SHEET, b'<row r="2"', b'<row r="99999999"'),
    ],
)
def test_a_number_that_asks_for_all_memory_is_refused(part, old, new):
    roll = read(replaced(workbook(HEADERS, AMAL), part, old, new), "list.xlsx")

    assert roll.students == ()
    assert "99999999" in roll.faults[0].found
