"""OneRoster bundles of both versions: students, their adults, classes and teachers."""

from datetime import date

import pytest

from schoolgate.kernel.roll import Part
from schoolgate.kernel.vocabulary import Relationship
from tests.integrations.school_files.bundles import (
    BOTH,
    PEOPLE,
    USER,
    bundle_1_1,
    bundle_1_2,
)
from tests.integrations.school_files.files import read

BUNDLES = pytest.mark.parametrize("bundle", [bundle_1_1, bundle_1_2])


@BUNDLES
def test_a_bundle_has_students_with_birthdays_forms_and_classes(bundle):
    roll = read(bundle(), "oneroster.zip")

    amal, yusuf = roll.students
    assert (amal.ref, amal.given_name, amal.born_on) == (
        "s1",
        "Amal",
        date(2013, 5, 14),
    )
    assert (amal.form, amal.year, amal.classes) == ("9B", "9", ("9B/Ma",))
    assert (yusuf.form, yusuf.classes) == ("", ())
    assert roll.schools == ("123456",)
    assert not roll.faults
    assert not roll.doubts


@BUNDLES
def test_adults_are_tied_whichever_of_the_two_names_the_other(bundle):
    roll = read(bundle(), "oneroster.zip")

    amal, yusuf = roll.students
    [leila] = amal.adults
    assert (leila.ref, leila.email) == ("p1", "leila@family.example")
    assert (leila.relationship, leila.mobile) == (Relationship.PARENT, "07700900123")
    assert leila.responsibility is None
    assert [each.given_name for each in yusuf.adults] == ["Leila", "Bridget"]


@BUNDLES
def test_staff_and_classes_with_their_teachers(bundle):
    roll = read(bundle(), "oneroster.zip")

    assert [each.family_name for each in roll.staff] == ["Byrne"]
    maths, form = roll.classes
    assert (maths.name, maths.kind, maths.subject) == ("9B/Ma", "class", "Maths")
    assert maths.teachers == ("b1",)
    assert (form.name, form.kind) == ("9B", "form")
    assert roll.says == set(Part) - {Part.PROGRAMMES}


def test_a_bundle_without_adults_does_not_speak_of_them():
    only = [[*USER, "role"], [*PEOPLE[0][:5], "", *PEOPLE[0][6:]], PEOPLE[4]]
    demographics = BOTH["demographics.csv"][:2]
    changes = {"users": only, "demographics": demographics, "enrollments": None}

    roll = read(bundle_1_1(**changes, classes=None), "oneroster.zip")

    assert roll.says == {Part.STUDENTS, Part.STAFF, Part.YEARS}


def test_a_student_without_a_birthday_is_a_fault_named_by_file_and_row():
    roll = read(bundle_1_1(demographics=BOTH["demographics.csv"][:2]), "a.zip")

    [fault] = roll.faults
    assert (fault.file, fault.row, fault.column) == ("a.zip, users.csv", 3, "sourcedId")
    assert [each.ref for each in roll.students] == ["s1"]


def test_a_bad_address_of_an_adult_leaves_out_the_children_tied_to_them():
    wrong = [[*USER, "role"], *PEOPLE[:2], [*PEOPLE[2][:3], "wrong", *PEOPLE[2][4:]]]

    roll = read(bundle_1_1(users=[*wrong, *PEOPLE[3:]]), "a.zip")

    assert roll.students == ()
    assert roll.faults[0].column == "email"


def test_an_enrollment_in_a_class_that_is_not_there_is_a_fault():
    lost = [*BOTH["enrollments.csv"], ["e9", "c9", "s1", "student", ""]]

    roll = read(bundle_1_1(enrollments=lost), "a.zip")

    assert roll.faults[0].found == "“c9”"
    assert [each.ref for each in roll.students] == ["s2"]


def test_terms_that_have_all_ended_are_doubted():
    last_year = [BOTH["academicSessions.csv"][0], ["t0", "", "", "", "2026-07-01", ""]]

    roll = read(bundle_1_2(academicSessions=last_year), "a.zip")

    assert "Every term in the bundle has ended" in roll.doubts[0].what


@pytest.mark.parametrize(
    ("manifest", "found"),
    [
        ([["oneroster.version", "1.0"]], "OneRoster 1.0"),
        ([], "no oneroster.version"),
        (
            [["oneroster.version", "1.1"], ["file.users", "delta"]],
            "a delta (users): only what has changed",
        ),
        (
            [["oneroster.version", "1.1"], ["file.users", "bulk"]],
            "a bundle without demographics",
        ),
    ],
)
def test_a_bundle_that_cannot_be_taken_whole_is_refused(manifest, found):
    roll = read(bundle_1_1(manifest=[["propertyName", "value"], *manifest]), "a.zip")

    assert roll.students == ()
    assert roll.faults[0].found == found


def test_a_file_that_is_announced_and_missing_refuses_the_bundle():
    manifest = [["propertyName", "value"], ["oneroster.version", "1.1"]]
    manifest += [["file.users", "bulk"], ["file.demographics", "bulk"]]

    roll = read(bundle_1_1(manifest=manifest, demographics=None), "a.zip")

    assert "demographics.csv, and no such file" in roll.faults[0].found
