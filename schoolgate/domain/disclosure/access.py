"""The gate, asked with what is on record. Every page, mail and command asks here."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from schoolgate.domain.disclosure.enums import Category, Reason
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.disclosure.queries import snapshot
from schoolgate.domain.disclosure.rules import MissingFactError, decide
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.domain.people.queries import ties_in_force
from schoolgate.domain.policies.queries import policy_of
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.vocabulary import Responsibility


def may_be_told(
    contact: Contact, student: Student, *, on: date
) -> Mapping[Category, Decision]:
    """Decide, for each category, whether this contact may be told about this student.

    A policy that decides by a fact nobody recorded refuses (safety rule 15).
    """
    rules = policy_of(student.school_id).pack.disclosure
    loaded = snapshot(contact, student, on=on)
    decisions: dict[Category, Decision] = {}
    for category in Category:
        try:
            decisions[category] = decide(rules, loaded.facts(category, on), on)
        except MissingFactError as missing:
            decisions[category] = Decision(
                allowed=False,
                reason="fact_missing",
                clause=None,
                because=(str(missing),),
            )
    return decisions


def may_be_reached(contact: Contact, student: Student, *, on: date) -> Decision:
    """Decide whether anything at all may go to this contact about this student.

    A restriction stops every word, also one that tells nothing about the student; so
    does a tie that has ended.
    """
    if not visible_ties(contact, on=on).filter(student=student).exists():
        return Decision(
            allowed=False,
            reason=Reason.RESTRICTED,
            clause=None,
            because=("This contact is not to be reached about this student.",),
        )
    return Decision(
        allowed=True,
        reason="may_be_reached",
        clause=None,
        because=("This contact answers for this student.",),
    )


def visible_ties(contact: Contact, *, on: date) -> QuerySet[Tie]:
    """Return this contact's ties to the students they may raise something about.

    Without those under a restriction, and those that carry no responsibility: a
    restricted contact's pages look as if the student was not there.
    """
    return (
        ties_in_force(on)
        .filter(contact=contact)
        .filter(~Q(responsibility=Responsibility.NONE) | Q(is_prime_carer=True))
        .exclude(Exists(restrictions_in_force(on).filter(_of_the_same_pair())))
    )


def restrictions_in_force(on: date) -> QuerySet[Restriction]:
    """Return the restrictions that hold on this day."""
    return Restriction.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on
    )


def _of_the_same_pair() -> Q:
    return Q(
        tie__contact=OuterRef("contact_id"), tie__student=OuterRef("student_id")
    )


def who_may_be_told(
    student: Student, *, on: date
) -> list[tuple[Tie, Mapping[Category, Decision]]]:
    """Return each adult tied to a student, with the gate's answer for each category."""
    ties = ties_in_force(on).filter(student=student).order_by("pk")
    return [(tie, may_be_told(tie.contact, student, on=on)) for tie in ties]
