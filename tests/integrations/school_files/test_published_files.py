"""Files that others have published, each by name with what becomes of it."""

from datetime import date
from pathlib import Path

import pytest

from schoolgate.integrations.school_files.reading import read_school_file
from schoolgate.kernel.roll import Roll
from tests.integrations.school_files.files import TODAY, cases

LISTS = "nhs_class_lists/spec/fixtures/files"
CLASS, COHORT = f"{LISTS}/class_import", f"{LISTS}/cohort_import"
VALIDATION = "ilr/src/ESFA.DC.ILR.ValidationService"
TESTS, CONSOLE = f"{VALIDATION}.Providers.Tests/Files", f"{VALIDATION}.Console/Files"

TAKEN = {
    f"{CLASS}/duplicates.csv": (3, 3),
    f"{CLASS}/pds_extravaganza.csv": (1, 0),
    f"{CLASS}/review_one.csv": (4, 4),
    f"{CLASS}/review_one_new_patient.csv": (1, 1),
    f"{CLASS}/review_two.csv": (5, 4),
    f"{CLASS}/valid.csv": (4, 5),
    f"{CLASS}/valid_extra_fields.csv": (3, 4),
    f"{CLASS}/valid_instruction_row.csv": (1, 0),
    f"{CLASS}/valid_minimal.csv": (1, 0),
    f"{CLASS}/valid_with_bom.csv": (1, 0),
    f"{COHORT}/duplicate_except_postcode.csv": (1, 0),
    f"{COHORT}/duplicate_nhs_numbers.csv": (1, 2),
    f"{COHORT}/pds_extravaganza.csv": (10, 8),
    f"{COHORT}/pds_extravaganza_invalid.csv": (10, 8),
    f"{COHORT}/valid.csv": (3, 3),
    f"{COHORT}/valid_extra_fields.csv": (3, 3),
    f"{COHORT}/valid_instruction_row.csv": (1, 0),
    f"{COHORT}/valid_iso_8859_1_encoding.csv": (16, 0),
    f"{COHORT}/valid_minimal.csv": (1, 0),
    f"{COHORT}/valid_unknown_school.csv": (2, 2),
    f"{COHORT}/valid_with_changes.csv": (1, 0),
    f"{COHORT}/valid_with_duplicates.csv": (4, 3),
    f"{CONSOLE}/ILR-90000064-1718-20180409-102223-01.xml": (7, 0),
    f"{TESTS}/ILR_Valid.xml": (1, 0),
    f"{TESTS}/ILR_Valid.zip": (1, 0),
    f"{TESTS}/ILR_XSD_invalid_ULN_WorkPlacementHours.xml": (1, 0),
}
"""Taken whole: how many students, and how many adults of theirs."""

NO_NAME, NO_BIRTHDAY = "the student's name", "the student's birthday"
EMAIL, PHONE, DAY = "one e-mail address", "a phone number", "a day such as"
FAULTS = {
    f"{CLASS}/invalid_fields.csv": [
        (8, NO_NAME),
        (9, NO_BIRTHDAY),
        (14, EMAIL),
        (15, PHONE),
        (16, DAY),
    ],
    f"{COHORT}/invalid_fields.csv": [
        (8, NO_NAME),
        (10, NO_BIRTHDAY),
        (16, EMAIL),
        (17, PHONE),
        (18, DAY),
        (21, "a name; £"),
        (22, "a name; ©"),
    ],
    f"{CLASS}/invalid_instruction_row.csv": [(3, NO_BIRTHDAY)],
    f"{COHORT}/invalid_instruction_row.csv": [(3, NO_BIRTHDAY)],
    f"{CLASS}/invalid_minimal.csv": [(2, NO_BIRTHDAY)],
    f"{COHORT}/invalid_minimal.csv": [(2, NO_BIRTHDAY)],
    f"{COHORT}/invalid_iso_8859_1_encoding.csv": [(2, "21, as in the header")],
    f"{TESTS}/ILR_InValid.xml": [(25, "a FamilyName")],
}
"""Read, with every fault by row and what is allowed there."""

REFUSED = {
    "edfi_contact_trimmed/Contact.trimmed.xml": "an Ed-Fi interchange file",
    f"{CLASS}/malformed.csv": "text that is no table",
    f"{COHORT}/malformed.csv": "text that is no table",
    f"{LISTS}/notify-template.txt": "text that is no table",
    f"{LISTS}/dfe-schools.zip": "the Department for Education's list of schools",
    f"{TESTS}/Invalid_Zip.zip": "an archive with something before its beginning",
    f"{TESTS}/Zip_In_Zip.zip": "ILR_Valid.zip, an archive",
    f"{TESTS}/Zip_Too_Many_Files.zip": "an archive of 2 files",
    f"{VALIDATION}.Providers/Files/ILR-2018-19-v2.xsd": "a schema (XSD)",
}
"""Refused whole, because of what they are."""

ABOUT_THE_FILES = {"ORIGIN.txt", "UPSTREAM_LICENSE.txt"}


def read_published(name: str) -> Roll:
    path = cases("school") / name
    return read_school_file(path.name, path.read_bytes(), today=TODAY)


def published() -> set[str]:
    """Return the names of all published files of schools."""
    folder: Path = cases("school")
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ABOUT_THE_FILES
    }


def test_every_published_file_has_its_outcome_here():
    assert published() == {*TAKEN, *FAULTS, *REFUSED}


@pytest.mark.parametrize("name", TAKEN)
def test_it_is_taken_whole(name):
    roll = read_published(name)

    adults = sum(len(student.adults) for student in roll.students)
    assert (len(roll.students), adults) == TAKEN[name]
    assert roll.faults == ()


@pytest.mark.parametrize("name", FAULTS)
def test_it_is_read_and_each_fault_is_named(name):
    roll = read_published(name)

    assert len(roll.faults) == len(FAULTS[name])
    for fault, (row, allowed) in zip(roll.faults, FAULTS[name], strict=True):
        assert fault.row == row
        assert fault.allowed.startswith(allowed)


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_the_reason(name):
    roll = read_published(name)

    assert roll.students == ()
    assert roll.says == frozenset()
    assert roll.faults[0].found.startswith(REFUSED[name])
    assert roll.faults[0].do


@pytest.mark.parametrize(
    "name", [name for name in (*TAKEN, *FAULTS) if name.endswith(".csv")]
)
def test_cut_after_any_row_it_has_the_rows_before(name):
    lines = (cases("school") / name).read_bytes().splitlines(keepends=True)
    whole = len(read_published(name).students)

    found = [
        read_school_file("cut.csv", b"".join(lines[:row]), today=TODAY)
        for row in range(len(lines))
    ]

    assert all(len(roll.students) <= whole + 1 for roll in found)
    assert all(roll.students or roll.faults for roll in found)


def test_names_in_their_own_letters_are_kept():
    roll = read_published(f"{COHORT}/valid_iso_8859_1_encoding.csv")

    family_names = {student.family_name for student in roll.students}
    assert "Jalapeño-Pérez" in family_names
    assert {student.born_on for student in roll.students} >= {date(2010, 3, 11)}
