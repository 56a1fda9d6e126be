"""Tying an adult to a student, and changing what that means."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from schoolgate.domain.people.access import may_keep_people, may_name_next_of_kin
from schoolgate.domain.people.enums import Relationship, Responsibility
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor


class TiedAlreadyError(ValueError):
    """This adult is tied to this student already."""


@dataclass(frozen=True)
class Standing:
    """What an adult is to a student."""

    relationship: Relationship
    responsibility: Responsibility
    is_prime_carer: bool


@transaction.atomic
def add_contact(
    student: Student,
    contact: Contact,
    standing: Standing,
    *,
    by: Actor,
    at: datetime,
) -> Tie:
    """Tie an adult to a student from today; a new contact is put on record with it.

    Not named for access: that is said at enrolment, or by who may say so later.
    Refuses who may not keep the records; raises TiedAlreadyError.
    """
    may_keep_people(by).require()
    on = student.school.day_of(at)
    if not Contact.objects.filter(public_id=contact.public_id).exists():
        contact.save()
    elif _in_force(student, contact, on):
        raise TiedAlreadyError("This adult is on record for this student already.")
    tie, _ = Tie.objects.update_or_create(
        school_id=student.school_id,
        student=student,
        contact=contact,
        starts_on=on,
        defaults={
            "relationship": standing.relationship,
            "responsibility": standing.responsibility,
            "is_prime_carer": standing.is_prime_carer,
            "is_named_for_access": False,
            "ends_on": None,
        },
    )
    _record("tie.begun", tie, by=by, at=at, **_facts(standing))
    return tie


@transaction.atomic
def change_standing(tie: Tie, standing: Standing, *, by: Actor, at: datetime) -> None:
    """Change what an adult is to a student. Rights follow from it at once.

    Never touches a restriction. Refuses who may not keep the records.
    """
    may_keep_people(by).require()
    found = Tie.objects.select_for_update().get(pk=tie.pk)
    found.relationship = standing.relationship
    found.responsibility = standing.responsibility
    found.is_prime_carer = standing.is_prime_carer
    found.save()
    _record("tie.changed", found, by=by, at=at, **_facts(standing))


@transaction.atomic
def name_for_access(tie: Tie, *, is_named: bool, by: Actor, at: datetime) -> None:
    """Say whether this next of kin has access; every change is on record (FE-2.6b).

    Refuses all but those who look after it: student services at a college.
    """
    may_name_next_of_kin(by).require()
    found = Tie.objects.select_for_update().get(pk=tie.pk)
    if found.is_named_for_access == is_named:
        return
    found.is_named_for_access = is_named
    found.save(update_fields=["is_named_for_access"])
    _record("tie.named_for_access", found, by=by, at=at, is_named=is_named)


@transaction.atomic
def end_tie(tie: Tie, *, on: date, by: Actor, at: datetime) -> None:
    """End a tie on this day: the first on which it no longer holds. Deletes nothing.

    Refuses who may not keep the records.
    """
    may_keep_people(by).require()
    found = Tie.objects.select_for_update().get(pk=tie.pk)
    found.ends_on = max(on, found.starts_on)
    found.save(update_fields=["ends_on"])
    _record("tie.ended", found, by=by, at=at, on=found.ends_on.isoformat())


def _in_force(student: Student, contact: Contact, on: date) -> bool:
    ties = Tie.objects.filter(student=student, contact=contact)
    return any(tie.is_in_force(on) for tie in ties)


def _facts(standing: Standing) -> dict[str, audit.Fact]:
    return {
        "relationship": standing.relationship.value,
        "responsibility": standing.responsibility.value,
        "is_prime_carer": standing.is_prime_carer,
    }


def _record(
    action: str, tie: Tie, *, by: Actor, at: datetime, **facts: audit.Fact
) -> None:
    audit.record(
        action,
        school_id=tie.school_id,
        by=by,
        at=at,
        about=f"tie:{tie.student.public_id}:{tie.contact.public_id}",
        facts=facts,
    )
