"""Who may look up people, and change what is on record of them.

Staff meet the people they answer in their enquiries; looking anybody up is for the
posts that keep the records.
"""

from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from schoolgate.domain.people.models import Contact, Correction, StaffMember, Student
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import Decision, permit
from schoolgate.kernel.vocabulary import Permission

Row = TypeVar("Row", bound=SchoolOwned)
LOOKS_UP = frozenset({Permission.KEEP_PEOPLE, Permission.NAME_NEXT_OF_KIN})


def may_look_up_people(actor: Actor) -> Decision:
    """Decide whether this person may look anybody up."""
    if actor.permissions & LOOKS_UP:
        return permit(actor, min(actor.permissions & LOOKS_UP))
    return permit(actor, Permission.KEEP_PEOPLE)


def may_keep_people(actor: Actor) -> Decision:
    """Decide whether this person may change what is on record of people."""
    return permit(actor, Permission.KEEP_PEOPLE)


def may_import_people(actor: Actor) -> Decision:
    """Decide whether this person may bring people in from a file, and take it back."""
    return permit(actor, Permission.IMPORT_PEOPLE)


def may_name_next_of_kin(actor: Actor) -> Decision:
    """Decide whether this person may change who is named for access (FE-2.6b)."""
    return permit(actor, Permission.NAME_NEXT_OF_KIN)


def visible_students(actor: Actor, *, on: date) -> QuerySet[Student]:
    """Return the students on roll, for those who may look people up."""
    rows = Student.objects.filter(Q(left_on=None) | Q(left_on__gt=on))
    return _for_those_who_may(actor, rows)


def visible_former_students(actor: Actor, *, on: date) -> QuerySet[Student]:
    """Return the students no longer on roll, for those who keep the records."""
    rows = Student.objects.filter(left_on__lte=on)
    return rows if may_keep_people(actor).allowed else rows.none()


def visible_former_staff(actor: Actor, *, on: date) -> QuerySet[StaffMember]:
    """Return who works here no longer, for those who keep the records."""
    rows = StaffMember.objects.filter(left_on__lte=on)
    return rows if may_keep_people(actor).allowed else rows.none()


def visible_contacts(actor: Actor) -> QuerySet[Contact]:
    """Return the contacts, for those who may look people up."""
    return _for_those_who_may(actor, Contact.objects.all())


def visible_staff(actor: Actor, *, on: date) -> QuerySet[StaffMember]:
    """Return who works here, for those who may look people up."""
    rows = StaffMember.objects.filter(Q(left_on=None) | Q(left_on__gt=on))
    return _for_those_who_may(actor, rows)


def visible_corrections(actor: Actor) -> QuerySet[Correction]:
    """Return what contacts ask to have put right, for those who keep the records."""
    rows = Correction.objects.select_related("contact")
    return rows if may_keep_people(actor).allowed else rows.none()


def _for_those_who_may(actor: Actor, rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows if may_look_up_people(actor).allowed else rows.none()
