"""The college's rules on who may be told, clause by clause, through the command."""

from itertools import product

import pytest

from tests.cli.asking import ask, ask_all
from tests.cli.questions import consent, contact, disclosure, objection, student

CATEGORIES = (
    "learning",
    "attendance",
    "progress",
    "behaviour",
    "sen",
    "health",
    "other",
)
TURNED_18 = {"born": "2008-05-01", "programme_started": "2025-09-01"}
ADULT_FROM_THE_START = {"born": "2007-05-01", "programme_started": "2025-09-01"}


def answer(**changes):
    return ask("disclosure", disclosure(**changes))


@pytest.mark.clause("FE-1.5")
@pytest.mark.parametrize("responsibility", ["parental", "care", "professional"])
def test_whoever_answers_for_the_student_counts_as_parent_or_carer(responsibility):
    assert answer(contact=contact(responsibility=responsibility))["allowed"]


@pytest.mark.clause("FE-1.5")
def test_who_answers_for_nobody_does_not():
    refused = answer(contact=contact(responsibility="none"))
    assert (refused["allowed"], refused["clause"]) == (False, "FE-1.5")


@pytest.mark.clause("FE-1.7a")
def test_nothing_is_shown_without_a_rule_that_allows_it():
    allowing = {
        "FE-1.7b": "allowed_under_18",
        "FE-1.7c": "allowed_adult_with_consent",
        "FE-1.9": "allowed_adult_with_written_consent",
    }
    questions = [
        disclosure(
            student=student(**who, consents=consents),
            contact=contact(responsibility=responsibility, named_for_access=named),
        )
        for who, consents, responsibility, named in product(
            ({}, TURNED_18, ADULT_FROM_THE_START),
            ([], [consent()], [consent(contact="somebody else")]),
            ("parental", "care", "professional", "none"),
            (True, False),
        )
    ]
    answers = ask_all("disclosure", questions)

    shown = [each for each in answers if each["allowed"]]
    assert {each["clause"]: each["reason"] for each in shown} == allowing
    assert len(shown) < len(answers) / 2


@pytest.mark.clause("FE-1.7b")
@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_is_shared_with_the_parent_of_a_student_under_18(category):
    shared = answer(category=category)
    assert (shared["allowed"], shared["clause"]) == (True, "FE-1.7b")


@pytest.mark.clause("FE-1.7b")
@pytest.mark.parametrize("withheld", CATEGORIES)
def test_each_category_is_closed_on_its_own(withheld):
    who = student(objections=[objection(category=withheld)])
    answers = ask_all(
        "disclosure",
        [disclosure(student=who, category=category) for category in CATEGORIES],
    )
    closed = [
        category
        for category, each in zip(CATEGORIES, answers, strict=True)
        if not each["allowed"]
    ]
    assert closed == [withheld]


@pytest.mark.clause("FE-1.7c")
@pytest.mark.parametrize(
    ("reading", "consents", "ends", "allowed"),
    [
        ("both", True, "2027-06-30", True),
        ("both", False, "2027-06-30", False),
        ("both", True, "2026-11-22", False),
        ("either", True, "2027-06-30", True),
        ("either", False, "2027-06-30", True),
        ("either", False, "2026-11-22", False),
        (None, False, "2027-06-30", False),
        (None, True, "2027-06-30", True),
    ],
)
def test_an_adult_who_started_before_18(reading, consents, ends, allowed):
    who = student(
        **TURNED_18,
        programme_ends=ends,
        consents=[consent(form="spoken")] if consents else [],
    )
    settings = {"adult_sharing": reading} if reading else {}

    decided = answer(student=who, settings=settings)

    assert (decided["allowed"], decided["clause"]) == (allowed, "FE-1.7c")


@pytest.mark.clause("FE-1.7c")
def test_consent_is_asked_from_the_start_of_the_birthday():
    who = student(**TURNED_18)
    assert answer(student=who, on="2026-04-30")["allowed"]
    assert not answer(student=who, on="2026-05-01")["allowed"]


@pytest.mark.clause("FE-1.8")
def test_a_student_under_18_who_says_no_is_heard_from_that_day_on():
    who = student(objections=[objection(contact="mother", made="2026-11-23")])

    assert answer(student=who, on="2026-11-22")["allowed"]
    refused = answer(student=who, on="2026-11-23")
    assert (refused["allowed"], refused["clause"]) == (False, "FE-1.8")
    assert answer(student=who, contact=contact(id="father"))["allowed"]


@pytest.mark.clause("FE-1.8")
def test_a_no_also_binds_against_a_later_yes_until_it_is_withdrawn():
    said_no = objection(made="2026-09-10")
    said_both = student(objections=[said_no], consents=[consent(given="2026-10-01")])
    withdrawn = student(objections=[{**said_no, "withdrawn": "2026-10-01"}])

    assert not answer(student=said_both)["allowed"]
    assert answer(student=withdrawn)["allowed"]


@pytest.mark.clause("FE-1.9")
@pytest.mark.parametrize("reading", ["both", "either"])
@pytest.mark.parametrize(
    ("form", "allowed"), [("written", True), ("spoken", False), (None, False)]
)
def test_an_adult_from_the_start_has_to_consent_in_writing(reading, form, allowed):
    consents = [consent(form=form)] if form else []
    decided = answer(
        student=student(**ADULT_FROM_THE_START, consents=consents),
        settings={"adult_sharing": reading},
    )
    assert (decided["allowed"], decided["clause"]) == (allowed, "FE-1.9")


@pytest.mark.clause("FE-1.9")
def test_a_start_on_the_18th_birthday_is_a_start_at_18():
    who = {"born": "2008-09-01", "programme_started": "2026-09-01"}
    spoken = [consent(form="spoken")]
    assert answer(student=student(**who, consents=spoken))["clause"] == "FE-1.9"
