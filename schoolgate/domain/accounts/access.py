"""Who is signed in, as what: the actors that every other `access` is asked by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Account, Membership, Post
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.foundation.tenancy import every_school, school_in_force
from schoolgate.kernel.actors import Actor, ActorKind


@dataclass(frozen=True)
class StaffActor(Actor):
    """A member of staff at one school, with the roles they hold there."""

    staff: StaffMember
    roles: frozenset[Role]

    @property
    def name(self) -> str:
        """Return how this person is spoken of."""
        return self.staff.polite_name

    @property
    def school_name(self) -> str:
        """Return the school they act in."""
        return self.staff.school.name

    def day_of(self, moment: datetime) -> date:
        """Return the day it is where this person's school is."""
        return self.staff.school.day_of(moment)

    @property
    def school_ids(self) -> tuple[int, ...]:
        """Return the one school this person acts in."""
        return (self.staff.school_id,)


@dataclass(frozen=True)
class FamilyActor(Actor):
    """A parent or carer: one contact at each school of their children."""

    contacts: tuple[Contact, ...]

    def day_of(self, moment: datetime) -> date:
        """Return the day it is where this person's school is."""
        return self.contacts[0].school.day_of(moment)

    @property
    def school_ids(self) -> tuple[int, ...]:
        """Return the schools of their children."""
        return tuple(contact.school_id for contact in self.contacts)

    @property
    def name(self) -> str:
        """Return how to greet this person."""
        return self.contacts[0].polite_name

    @property
    def school_name(self) -> str:
        """Return the school of their children; with several, none before another."""
        names = {contact.school.name for contact in self.contacts}
        return names.pop() if len(names) == 1 else ""


@dataclass(frozen=True)
class StudentActor(Actor):
    """A student at one school."""

    student: Student

    @property
    def name(self) -> str:
        """Return how to greet this student."""
        return self.student.given_name

    @property
    def school_name(self) -> str:
        """Return the school they go to."""
        return self.student.school.name

    def day_of(self, moment: datetime) -> date:
        """Return the day it is where this person's school is."""
        return self.student.school.day_of(moment)

    @property
    def school_ids(self) -> tuple[int, ...]:
        """Return the one school this student goes to."""
        return (self.student.school_id,)


AnyActor = StaffActor | FamilyActor | StudentActor


def actors_of(account: Account, *, at: datetime) -> tuple[AnyActor, ...]:
    """Return everything this account is, now: staff roles first, then family, student.

    A membership that has ended, and staff who have left, give nothing.
    """
    with every_school(reason="signing in: at which schools is this person known?"):
        memberships = list(
            Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at))
            .filter(account=account)
            .select_related("contact__school", "staff__school", "student__school")
            .order_by("pk")
        )
    staff = [m.staff for m in memberships if m.staff and _still_works(m.staff, at)]
    contacts = tuple(m.contact for m in memberships if m.contact)
    students = [m.student for m in memberships if m.student]
    return (
        *_staff_actors(staff),
        *([_family_actor(contacts)] if contacts else []),
        *(StudentActor(ActorKind.STUDENT, one.public_id, one) for one in students),
    )


def staff_actor(staff: StaffMember) -> StaffActor:
    """Return this member of staff as one who acts. Their school is in force."""
    return StaffActor(ActorKind.STAFF, staff.public_id, staff, roles_held_by(staff))


def family_actor(contact: Contact) -> FamilyActor:
    """Return this contact as one who acts, at this one school."""
    return _family_actor((contact,))


def roles_held_by(staff: StaffMember) -> frozenset[Role]:
    """Return the roles that this person holds, or stands in for while vacant."""
    posts = Post.objects.filter(Q(holder=staff) | Q(holder=None, deputy=staff))
    return frozenset(Role(role) for role in posts.values_list("role", flat=True))


def _staff_actors(staff: Iterable[StaffMember]) -> list[StaffActor]:
    actors = []
    for one in staff:
        with school_in_force(one.school_id):
            actors.append(staff_actor(one))
    return actors


def _family_actor(contacts: tuple[Contact, ...]) -> FamilyActor:
    return FamilyActor(ActorKind.FAMILY, contacts[0].public_id, contacts)


def _still_works(staff: StaffMember, at: datetime) -> bool:
    return staff.left_on is None or staff.school.day_of(at) < staff.left_on
