"""Which column means what: proposed, corrected, remembered."""

import json

import pytest

from schoolgate.integrations.school_files.headers import Sureness
from schoolgate.integrations.school_files.mapping import (
    ColumnMapping,
    TableKind,
    labels,
)
from schoolgate.integrations.school_files.proposing import propose
from schoolgate.integrations.school_files.reading import opened_table
from tests.integrations.school_files.files import AMAL, HEADERS, read, table

SIMS = [
    *("Adno", "UPN", "Legal Forename", "Legal Surname", "DOB", "Reg"),
    *("Year Taught In", "Contact Title", "Contact Forename", "Contact Surname"),
    *("Relationship", "Parental Responsibility", "Priority", "Mobile Phone"),
    *("Home Phone", "Email", "Court Order"),
]


def meanings(mapping: ColumnMapping) -> dict[str, str]:
    """Return the columns that are used, by header."""
    return {each.header: each.meaning for each in mapping.columns if each.is_used}


def test_the_columns_of_an_information_system_are_known():
    proposed = propose(SIMS)

    assert proposed.kind is TableKind.STUDENTS
    assert meanings(proposed) == {
        "UPN": "student.ref",
        "Legal Forename": "student.given_name",
        "Legal Surname": "student.family_name",
        "DOB": "student.born_on",
        "Reg": "student.form",
        "Year Taught In": "student.year",
        "Contact Title": "adult.contact.title",
        "Contact Forename": "adult.contact.given_name",
        "Contact Surname": "adult.contact.family_name",
        "Relationship": "adult.contact.relationship",
        "Parental Responsibility": "adult.contact.responsibility",
        "Mobile Phone": "adult.contact.mobile",
        "Email": "adult.contact.email",
        "Court Order": "adult.contact.restriction",
    }


def test_the_order_of_calling_gives_no_rights_and_says_so():
    priority = propose(SIMS).meaning_of("Priority")

    assert priority is not None
    assert not priority.is_used
    assert "gives nobody a right" in priority.why


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["Staff Code", "Title", "Forename", "Surname", "Email"], TableKind.STAFF),
        (["Title", "First name", "Last name", "E-mail"], TableKind.STAFF),
        (["Class", "Subject", "Main Teacher"], TableKind.CLASSES),
        (["Tutor group", "Form tutor"], TableKind.CLASSES),
        (["Forename", "Surname", "Year", "Reg"], TableKind.STUDENTS),
        (["Forename", "Surname", "DOB", "Class", "Teacher"], TableKind.STUDENTS),
    ],
)
def test_the_kind_of_a_table_shows_in_its_headers(headers, kind):
    assert propose(headers).kind is kind


def test_a_plain_name_beside_the_childs_is_the_adults_and_is_to_be_checked():
    proposed = propose(["Pupil Name", "DOB", "Relationship", "Forename", "Surname"])

    forename = proposed.meaning_of("Forename")
    assert forename is not None
    assert forename.meaning == "adult.contact.given_name"
    assert forename.sureness is Sureness.CHECK


def test_a_plain_address_belongs_to_nobody_where_two_adults_are_named():
    headers = ["Forename", "Surname", "DOB", "Mother Name", "Father Name", "Email"]

    proposed = propose(headers)

    email = proposed.meaning_of("Email")
    assert email is not None
    assert (email.meaning, email.why) == ("", "its header does not say whose it is")
    assert proposed.meaning_of("Mother Name").meaning == "adult.mother.name"  # type: ignore[union-attr]


def test_a_near_miss_is_proposed_to_be_checked():
    column = propose(["Forename", "Surname", "Date of Brith"]).columns[2]

    assert (column.meaning, column.sureness) == ("student.born_on", Sureness.CHECK)


def test_cells_that_do_not_look_like_their_header_are_to_be_checked():
    sample = [["Amal", "2013-05-14", "07700 900123"]]

    proposed = propose(["Child name", "DOB", "Parent email"], sample)

    assert proposed.columns[1].sureness is Sureness.KNOWN
    assert proposed.columns[2].sureness is Sureness.CHECK


def test_a_mapping_survives_being_stored():
    proposed = propose(SIMS)

    stored = ColumnMapping.from_data(json.loads(json.dumps(proposed.as_data())))

    assert meanings(stored) == meanings(proposed)
    assert {each.sureness for each in stored.columns} == {Sureness.CHOSEN}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "pupils", "columns": []},
        {"kind": "students", "columns": [{"header": "A", "meaning": "student.shoe"}]},
        {"kind": "students", "columns": [{"header": "A", "meaning": "adult.email"}]},
        {"kind": "students", "columns": [{"header": "A"}]},
    ],
)
def test_a_stored_mapping_that_says_nonsense_is_refused(data):
    with pytest.raises(ValueError, match=r"found .*; allowed: "):
        ColumnMapping.from_data(data)


def test_a_table_is_read_as_a_person_said():
    headers = ["Nummer", "Vorname", "Name", "geboren"]
    row = ["7", "Amal", "Haddad", "2013-05-14"]
    chosen = (
        propose(headers)
        .changed("Nummer", "student.ref")
        .changed("Vorname", "student.given_name")
        .changed("Name", "student.family_name")
        .changed("geboren", "student.born_on")
    )

    roll = read(table(headers, row), mapping=chosen)

    [amal] = roll.students
    assert (amal.ref, amal.given_name, amal.family_name) == ("7", "Amal", "Haddad")


def test_a_header_of_the_mapping_that_is_gone_is_a_fault_and_nothing_is_read():
    before = opened_table("list.csv", table(HEADERS, AMAL))
    assert before is not None
    remembered = before.proposed()

    roll = read(table([*HEADERS[:4], "Form room", "Year"], AMAL), mapping=remembered)

    assert roll.students == ()
    assert roll.faults[0].column == "Reg"
    assert "“Form room”" in roll.faults[0].found


def test_two_headers_for_one_meaning_are_a_fault_until_somebody_chooses():
    headers = ["Forename", "First Name", "Surname", "DOB"]
    row = ["Amal", "Amy", "Haddad", "2013-05-14"]
    proposed = propose(headers)

    undecided = read(table(headers, row))
    decided = read(table(headers, row), mapping=proposed.changed("First Name", ""))

    assert undecided.students == ()
    assert "the same meaning as “Forename”" in undecided.faults[0].found
    assert decided.students[0].given_name == "Amal"


def test_columns_that_are_not_used_are_named_with_the_reason():
    roll = read(table([*HEADERS, "NHS Number", "Shoe size"], [*AMAL, "1", "37"]))

    assert "The column “NHS Number” is not used: is not held here." in roll.notes
    assert "The column “Shoe size” is not used: its header is not known." in roll.notes


def test_every_column_has_a_name_of_its_own():
    found = labels(["Forename", " forename ", "", ""])

    assert found == ["Forename", "forename (2)", "column 3", "column 4"]
