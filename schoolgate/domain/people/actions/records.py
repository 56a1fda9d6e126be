"""Adding people, and correcting what is on record of one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from schoolgate.domain.people.access import may_keep_people
from schoolgate.domain.people.actions.readdressing import (
    Follow,
    Readdressed,
    is_another,
)
from schoolgate.domain.people.models import Contact, Person, StaffMember, Student
from schoolgate.domain.schools.models import School
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor

AnyPerson = TypeVar("AnyPerson", Student, Contact, StaffMember)
Details = Mapping[str, object]
"""Names of fields, and what shall stand there."""


def signature_of(person: Person) -> str:
    """Return how the audit names somebody: `student:4k2m…`, never by name."""
    return f"{type(person).__name__.lower()}:{person.public_id}"


@transaction.atomic
def add_student(
    school: School, details: Details, *, by: Actor, at: datetime
) -> Student:
    """Put a student on roll. Refuses who may not keep the records."""
    return _added(Student(school=school, **details), by=by, at=at)


@transaction.atomic
def add_staff(
    school: School, details: Details, *, by: Actor, at: datetime
) -> StaffMember:
    """Put a member of staff on record. Refuses who may not keep the records."""
    return _added(StaffMember(school=school, **details), by=by, at=at)


@transaction.atomic
def correct_details(
    person: Student | Contact | StaffMember,
    details: Details,
    *,
    follow: Follow,
    by: Actor,
    at: datetime,
) -> None:
    """Correct what is on record of somebody; the audit names the fields, not the words.

    `follow` is told if that changes their address. Locks the row. Refuses who may not
    keep the records.
    """
    may_keep_people(by).require()
    found = type(person).objects.select_for_update().get(pk=person.pk)
    was = getattr(found, "email", "")
    changed = [name for name, value in details.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, details[name])
    if changed:
        found.save(update_fields=changed)
        _record("person.corrected", found, by=by, at=at, fields=",".join(changed))
    if not isinstance(found, Student) and is_another(was, found.email):
        follow([Readdressed(found, was)])


@transaction.atomic
def record_leaving(
    person: Student | StaffMember, *, on: date, by: Actor, at: datetime
) -> None:
    """Set the first day on which somebody is no longer here.

    From then on nothing of theirs opens a page, and what staff answered comes to the
    office. Refuses who may not keep the records.
    """
    may_keep_people(by).require()
    person.left_on = on
    person.save(update_fields=["left_on"])
    _record("person.left", person, by=by, at=at, on=on.isoformat())


@transaction.atomic
def take_back_leaving(
    person: Student | StaffMember, *, by: Actor, at: datetime
) -> None:
    """Put somebody back on record who has not left, or has come back.

    What they could open stays closed until they are asked in again. Refuses who may
    not keep the records.
    """
    may_keep_people(by).require()
    person.left_on = None
    person.save(update_fields=["left_on"])
    _record("person.is_here_again", person, by=by, at=at)


def _added(person: AnyPerson, *, by: Actor, at: datetime) -> AnyPerson:
    may_keep_people(by).require()
    person.save()
    _record("person.added", person, by=by, at=at)
    return person


def _record(
    action: str, person: Person, *, by: Actor, at: datetime, **facts: str
) -> None:
    audit.record(
        action,
        school_id=person.school_id,
        by=by,
        at=at,
        about=signature_of(person),
        facts={**facts},
    )
