"""ILR files: learners as students, and XML that is an attack."""

from datetime import date

import pytest

from schoolgate.kernel.roll import Part
from tests.integrations.school_files.files import read

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Message xmlns="ESFA/ILR/2026-27">'
    "<Header><CollectionDetails><Year>2627</Year></CollectionDetails></Header>"
    "<LearningProvider><UKPRN>10003867</UKPRN></LearningProvider>\n"
)
DELIVERY = (
    "<LearningDelivery><LearnStartDate>{}</LearnStartDate>"
    "<LearnPlanEndDate>{}</LearnPlanEndDate></LearningDelivery>"
)


def learner(ref: str = "L1", born_on: str = "2008-09-14", name: str = "Zainab") -> str:
    """Return a learner with two things to learn."""
    return (
        f"<Learner><LearnRefNumber>{ref}</LearnRefNumber><FamilyName>Khan</FamilyName>"
        f"<GivenNames>{name}</GivenNames><DateOfBirth>{born_on}</DateOfBirth>"
        + DELIVERY.format("2026-09-07", "2027-06-30")
        + DELIVERY.format("2025-09-08", "2026-12-18")
        + "</Learner>\n"
    )


def message(*learners: str) -> bytes:
    """Return an ILR file with these learners."""
    return f"{HEAD}{''.join(learners)}</Message>".encode()


def test_a_learner_is_a_student_from_the_first_start_to_the_last_end():
    roll = read(message(learner()), "ILR.xml")

    [zainab] = roll.students
    assert (zainab.ref, zainab.given_name, zainab.family_name) == (
        "L1",
        "Zainab",
        "Khan",
    )
    assert zainab.programme_starts_on == date(2025, 9, 8)
    assert zainab.programme_ends_on == date(2027, 6, 30)
    assert zainab.place.row == 3
    assert roll.says == {Part.STUDENTS, Part.PROGRAMMES}
    assert (roll.schools, roll.school_year) == (("10003867",), "2627")
    assert not roll.doubts


def test_the_file_of_another_year_is_doubted():
    roll = read(message(learner()).replace(b"2627", b"2526"), "ILR.xml")

    assert roll.doubts[0].what == "The file is of the school year 2025/26."


def test_a_learner_at_fault_is_left_out_with_line_and_element():
    roll = read(message(learner(), learner("L2", "2108-09-14")), "ILR.xml")

    [fault] = roll.faults
    assert (fault.row, fault.column, fault.found) == (4, "DateOfBirth", "“2108-09-14”")
    assert [each.ref for each in roll.students] == ["L1"]


def test_a_learner_twice_is_a_fault_and_neither_is_taken():
    roll = read(message(learner(), learner(name="Chloe")), "ILR.xml")

    assert roll.students == ()
    assert roll.faults[0].allowed == "each learner once"


@pytest.mark.parametrize("share", [0.4, 0.6, 0.8, 0.99])
def test_a_file_that_breaks_off_says_so(share):
    data = message(learner(), learner("L2"))

    roll = read(data[: int(len(data) * share)], "ILR.xml")

    assert "broken or cut off" in roll.faults[-1].found


@pytest.mark.parametrize(
    ("attack", "found"),
    [
        ('<!DOCTYPE M [<!ENTITY a "b">]><Message>&a;</Message>', "a document type"),
        ('<!DOCTYPE M SYSTEM "file:///etc/passwd"><Message/>', "a document type"),
        ("<Message>" + "<a>" * 1_000, "elements nested"),
        ("<Message><Learner/></Message>", "XML that begins like an ILR file"),
    ],
)
def test_xml_that_is_an_attack_or_another_is_refused(attack, found):
    [fault, *_] = read(attack.encode(), "ILR.xml").faults

    assert fault.found.startswith(found)
