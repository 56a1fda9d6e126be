"""What a plan says of one family, one roll, one warning at a time."""

from dataclasses import replace
from datetime import date

import pytest

from schoolgate.kernel.importing.changes import Table
from schoolgate.kernel.importing.on_record import ContactRow, OnRecord, StudentRow
from schoolgate.kernel.roll import Doubt, Fault, Part, StaffLine
from schoolgate.kernel.vocabulary import Relationship, Responsibility
from tests.kernel.importing.rolls import adult, after, child, planned, roll

ANN = adult(email="ann@family.example", responsibility=Responsibility.PARENTAL)
TOM = adult("Tom", email="tom@family.example", relationship=Relationship.FATHER)
HERE = after(roll(child("Cleo", ANN, TOM), child("Cy", ANN)))


def codes(said, record, **options):
    return {each.code for each in planned(said, record, **options).cautions}


def test_siblings_share_a_mother_by_address_and_name():
    assert {row.given_name for row in HERE.contacts} == {"Ann", "Tom"}
    assert len(HERE.contacts) == 2
    assert len(HERE.ties) == 3


def test_two_who_share_an_address_and_no_name_are_two_and_listed():
    other = adult("Mia", email="ann@family.example")

    found = planned(roll(child("Cleo", ANN), child("Cy", other)), OnRecord())

    assert len([each for each in found.changes if each.table is Table.CONTACTS]) == 2
    assert len(found.alike) == 1


def test_an_adult_of_another_child_is_never_taken_for_this_ones():
    found = planned(roll(child("Zoe", ANN)), HERE)

    [contact] = [each for each in found.changes if each.table is Table.CONTACTS]
    assert contact.before is None
    assert [each.may_be for each in found.alike] == [
        tuple(row.id for row in HERE.contacts if row.given_name == "Ann")
    ]


def test_a_blank_in_the_file_erases_nothing():
    found = planned(roll(child("Cleo", adult(), adult("Tom"))), HERE)

    assert [each for each in found.changes if each.table is Table.CONTACTS] == []


def test_somebody_with_the_mothers_address_and_another_name_is_held():
    stranger = adult("Una", "Roe", email="ann@family.example")

    found = planned(roll(child("Cleo", stranger, TOM)), HERE)

    assert [each.adult for each in found.held] == ["Una Roe"]
    assert found.changes == ()


def test_a_person_says_that_it_is_the_same():
    stranger = adult("Una", "Roe", email="ann@family.example")
    said = roll(child("Cleo", stranger, TOM))
    [held] = planned(said, HERE).held

    found = planned(said, HERE, choices={held.key: str(held.may_be[0])})

    [change] = found.changes
    assert isinstance(change.after, ContactRow)
    assert change.after.given_name == "Una"


@pytest.mark.parametrize(
    ("says", "ended"),
    [(frozenset(Part), 1), (frozenset({Part.STUDENTS}), 0)],
    ids=["speaks of adults", "does not"],
)
def test_only_what_the_file_speaks_of_ends(says, ended):
    found = planned(roll(child("Cleo", ANN), says=says), HERE)

    assert len([each for each in found.changes if each.table is Table.TIES]) == ended


def test_a_fault_anywhere_ends_nobody():
    fault = Fault("roll.csv", 3, "", "4 cells", "5", "Correct it.")

    found = planned(roll(child("Cleo", ANN), faults=(fault,)), HERE, is_whole_roll=True)

    assert found.changes == ()


def test_a_child_without_any_adult_in_the_file_loses_none():
    found = planned(roll(child("Cleo"), child("Cy", ANN)), HERE)

    assert found.changes == ()


def test_access_is_named_for_nobody_who_is_on_record_already():
    named = replace(ANN, is_named_for_access=True)

    found = planned(roll(child("Cleo", named, TOM)), HERE)

    assert found.changes == ()
    assert [each.about for each in found.left_alone] == ["Ann Doe"]


def test_nobody_new_answers_for_a_child_unless_somebody_says_so():
    mother = adult("Eve")

    cautious = after(roll(child("Zoe", mother)))
    told = after(roll(child("Zoe", mother)), parents_answer=True)

    assert cautious.ties[0].responsibility == Responsibility.NONE
    assert told.ties[0].responsibility == Responsibility.PARENTAL


def test_a_number_that_contradicts_is_for_a_person():
    here = after(roll(child("Cleo", ref="1")))

    found = planned(roll(child("Cleo", ref="2")), here)

    assert found.changes == ()
    assert "“1” on record" in found.faults[0].found


def test_a_tie_that_was_ended_begins_again_only_with_a_warning():
    ended = after(roll(child("Cleo", ANN), child("Cy", ANN)), HERE)

    found = codes(roll(child("Cleo", ANN, TOM)), ended)

    assert "begun-again" in found


def test_each_doubt_of_the_reader_must_be_ticked():
    doubt = Doubt("It may be last year's file.", "Most are a year older.")

    assert "doubt-1" in codes(roll(child("Cleo", ANN, TOM), doubts=(doubt,)), HERE)


def test_another_schools_file_is_noticed():
    strangers = [child(f"Child {number}", ref=f"S{number}") for number in range(9)]
    here = replace(HERE, school_name="Oakfield", mail_domain="oakfield.example")
    teacher = StaffLine("", "", "Ed", "Oh", "ed@other.example", ANN.place)

    found = codes(roll(*strangers, schools=("Elsewhere",), staff=(teacher,)), here)

    assert found >= {"another-school", "another-domain", "few-known"}
    assert codes(roll(child("Cleo", ANN, TOM), schools=("Oakfield",)), here) == set()


def test_a_column_of_names_that_moved_is_a_fault_in_every_row():
    names = [chr(65 + n) * 3 for n in range(8)]
    here = after(roll(*(child(name, ref=name) for name in names)))
    moved = [child(names[n - 1], ref=name) for n, name in enumerate(names)]

    found = planned(roll(*moved), here)

    assert len(found.faults) == 8
    assert found.changes == ()


def test_many_new_first_names_at_once_are_noticed():
    here = after(roll(*(child(f"C{n}", ref=str(n)) for n in range(8))))
    renamed = [child(f"New{n}", ref=str(n)) for n in range(8)]

    assert "moved-column" in codes(roll(*renamed), here)


def test_a_column_of_addresses_that_moved_by_a_row_is_noticed():
    adults = [adult(f"Ad{n}", f"Fam{n}", email=f"a{n}@x.example") for n in range(8)]
    here = after(roll(*(child(f"C{n}", each) for n, each in enumerate(adults))))
    moved = [
        child(f"C{n}", replace(each, email=adults[n - 1].email))
        for n, each in enumerate(adults)
    ]

    assert "moved-row" in codes(roll(*moved), here)


def test_many_ends_are_noticed():
    found = codes(roll(child("Cleo", ANN)), HERE, is_whole_roll=True)

    assert found >= {"many-ties-ended", "many-students-ended"}


def test_a_student_who_had_left_is_back():
    gone = HERE.students[0]._replace(left_on=date(2026, 7, 1))
    here = replace(HERE, students=(gone, *HERE.students[1:]))

    found = planned(roll(child(gone.given_name)), here)

    [change] = found.changes
    assert isinstance(change.after, StudentRow)
    assert change.after.left_on is None
