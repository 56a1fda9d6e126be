"""The gate, told by the cast: who is told what about whom, and by which clause."""

from dataclasses import replace
from datetime import date

import pytest

from schoolgate.domain.disclosure.enums import (
    AdultSharing,
    Category,
    ConsentForm,
    Reason,
    Responsibility,
    RestrictionKind,
)
from schoolgate.domain.disclosure.rules import (
    Consent,
    ContactFacts,
    Facts,
    MissingFactError,
    Objection,
    Programme,
    Restriction,
    StudentFacts,
    decide,
)
from schoolgate.kernel.ages import Period
from schoolgate.kernel.packs import PACK_IDS, load_pack

ON = date(2026, 11, 23)
SINCE_SPRING = Period(date(2026, 5, 1), None)
PROGRAMME = Programme(date(2025, 9, 1), date(2027, 6, 30))
COLLEGE = load_pack("fe-college").disclosure
GRAMMAR = load_pack("grammar-ni").disclosure

MOTHER = ContactFacts("mother", Responsibility.PARENTAL, named_for_access=True)
GRANDMOTHER = ContactFacts("gran", Responsibility.CARE, named_for_access=True)
SOCIAL_WORKER = ContactFacts("sw", Responsibility.PROFESSIONAL, named_for_access=True)
NEIGHBOUR = ContactFacts("next door", Responsibility.NONE, named_for_access=True)
FATHER_UNDER_ORDER = ContactFacts(
    "father",
    Responsibility.PARENTAL,
    named_for_access=True,
    restrictions=(Restriction(RestrictionKind.NO_CONTACT, SINCE_SPRING),),
)

OF_15 = StudentFacts(date(2011, 3, 2), PROGRAMME)
OF_18_STARTED_AT_17 = StudentFacts(date(2008, 5, 1), PROGRAMME)
OF_19_STARTED_AT_18 = StudentFacts(date(2007, 5, 1), PROGRAMME)


def ask(rules, student, contact, category=Category.PROGRESS, *, held=False):
    return decide(rules, Facts(student, contact, category, held), ON)


def saying(student, *said):
    objections = tuple(each for each in said if isinstance(each, Objection))
    consents = tuple(each for each in said if isinstance(each, Consent))
    return StudentFacts(student.born, student.programme, objections, consents)


NO_TO_ALL = Objection("any", "any", SINCE_SPRING)
YES_SPOKEN = Consent("any", "any", ConsentForm.SPOKEN, SINCE_SPRING)
YES_WRITTEN = Consent("mother", Category.PROGRESS, ConsentForm.WRITTEN, SINCE_SPRING)


@pytest.mark.parametrize(
    ("student", "contact", "reason", "clause"),
    [
        (OF_15, MOTHER, Reason.ALLOWED_UNDER_18, "FE-1.7b"),
        (OF_15, GRANDMOTHER, Reason.ALLOWED_UNDER_18, "FE-1.7b"),
        (OF_15, SOCIAL_WORKER, Reason.ALLOWED_UNDER_18, "FE-1.7b"),
        (OF_15, NEIGHBOUR, Reason.NO_RESPONSIBILITY, "FE-1.5"),
        (OF_15, FATHER_UNDER_ORDER, Reason.RESTRICTED, None),
        (saying(OF_15, NO_TO_ALL), MOTHER, Reason.STUDENT_OBJECTS, "FE-1.8"),
        (
            OF_18_STARTED_AT_17,
            MOTHER,
            Reason.ADULT_HAS_NOT_CONSENTED,
            "FE-1.7c",
        ),
        (
            saying(OF_18_STARTED_AT_17, YES_SPOKEN),
            MOTHER,
            Reason.ALLOWED_ADULT_WITH_CONSENT,
            "FE-1.7c",
        ),
        (
            saying(OF_18_STARTED_AT_17, NO_TO_ALL, YES_SPOKEN),
            MOTHER,
            Reason.STUDENT_OBJECTS,
            "FE-1.7c",
        ),
        (
            saying(OF_19_STARTED_AT_18, YES_SPOKEN),
            MOTHER,
            Reason.ADULT_HAS_NOT_CONSENTED_IN_WRITING,
            "FE-1.9",
        ),
        (
            saying(OF_19_STARTED_AT_18, YES_WRITTEN),
            MOTHER,
            Reason.ALLOWED_ADULT_WITH_WRITTEN_CONSENT,
            "FE-1.9",
        ),
        (
            saying(OF_19_STARTED_AT_18, NO_TO_ALL),
            MOTHER,
            Reason.STUDENT_OBJECTS,
            "FE-1.9",
        ),
    ],
)
def test_who_is_told_at_the_college(student, contact, reason, clause):
    decision = ask(COLLEGE, student, contact)

    assert (decision.reason, decision.clause) == (reason, clause)
    assert decision.allowed == reason.value.startswith("allowed")
    assert all(sentence.endswith(".") for sentence in decision.because)


@pytest.mark.parametrize("pack", [each for each in PACK_IDS if each != "fe-college"])
def test_at_every_school_a_carer_counts_and_a_professional_does_not(pack):
    rules = load_pack(pack).disclosure

    assert ask(rules, OF_15, MOTHER).allowed
    assert ask(rules, OF_15, GRANDMOTHER).allowed
    assert not ask(rules, OF_15, SOCIAL_WORKER).allowed
    assert not ask(rules, OF_15, NEIGHBOUR).allowed


def test_what_is_held_is_told_to_nobody():
    assert ask(GRAMMAR, OF_15, MOTHER, held=True).clause == "GN-4.3"
    assert ask(COLLEGE, OF_15, MOTHER, held=True).clause is None


def test_a_restriction_speaks_before_everything_else():
    decision = ask(GRAMMAR, OF_15, FATHER_UNDER_ORDER, held=True)
    assert decision.reason == Reason.RESTRICTED


def test_a_policy_without_age_rules_needs_no_programme():
    assert ask(GRAMMAR, StudentFacts(date(2011, 3, 2)), MOTHER).allowed


def test_a_policy_with_age_rules_shows_nothing_without_a_programme():
    with pytest.raises(MissingFactError, match="first and last day"):
        ask(COLLEGE, StudentFacts(date(2011, 3, 2)), MOTHER)


def test_a_college_that_reads_either_shares_until_the_programme_ends():
    assert COLLEGE.ages
    ages = replace(COLLEGE.ages, adult_sharing=AdultSharing.EITHER)
    either = replace(COLLEGE, ages=ages)

    assert ask(either, OF_18_STARTED_AT_17, MOTHER).allowed
    assert not ask(either, OF_19_STARTED_AT_18, MOTHER).allowed
