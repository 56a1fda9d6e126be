"""Who is signed in, as what: the actors that every other `access` is asked by."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q

from schoolgate.domain.accounts.enums import Permission, Role
from schoolgate.domain.accounts.models import Account, Membership, Post
from schoolgate.domain.accounts.rules import permissions_of
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.foundation.tenancy import every_school, school_in_force
from schoolgate.kernel.actors import Actor, ActorKind


@dataclass(frozen=True)
class StaffActor(Actor):
    """A member of staff at one school, with the roles they hold there."""

    staff: StaffMember
    roles: frozenset[Role]

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return what their posts permit."""
        return permissions_of(self.roles)

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
    kinds = (staff_actors_of, family_actors_of, student_actors_of)
    return tuple(actor for kind in kinds for actor in kind(account, at=at))


def staff_actors_of(account: Account, *, at: datetime) -> list[StaffActor]:
    """Return what this account is as a member of staff: at each school, one."""
    rows = [row.staff for row in _memberships(account, at) if row.staff]
    actors = []
    for staff in rows:
        if staff.is_employed(staff.school.day_of(at)):
            with school_in_force(staff.school_id):
                actors.append(staff_actor(staff))
    return actors


def family_actors_of(account: Account, *, at: datetime) -> list[FamilyActor]:
    """Return what this account is as a parent or carer: one, for all schools."""
    contacts = tuple(row.contact for row in _memberships(account, at) if row.contact)
    return [_family_actor(contacts)] if contacts else []


def student_actors_of(account: Account, *, at: datetime) -> list[StudentActor]:
    """Return what this account is as a student: at each school, one."""
    rows = [row.student for row in _memberships(account, at) if row.student]
    return [
        StudentActor(ActorKind.STUDENT, one.public_id, one)
        for one in rows
        if one.is_on_roll(one.school.day_of(at))
    ]


class SignedIn(ModelBackend):
    """Finds out who is signed in: the account with its memberships, in one query."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session, if it may still sign in."""
        found = _memberships_with_account(user_id)
        if not found:
            account = Account.objects.filter(pk=user_id).first()
        else:
            account = found[0].account
            account.loaded_memberships = found
        return account if account and self.user_can_authenticate(account) else None


def _memberships(account: Account, at: datetime) -> list[Membership]:
    """Return what an account is now; loaded with it where it signed in."""
    if account.loaded_memberships is None:
        account.loaded_memberships = _memberships_with_account(account.pk)
    return [row for row in account.loaded_memberships if row.is_in_force(at)]


def _memberships_with_account(account_id: int) -> list[Membership]:
    with every_school(reason="signing in: at which schools is this person known?"):
        return list(
            Membership.objects.filter(account_id=account_id)
            .select_related("account", *(f"{person}__school" for person in PERSONS))
            .order_by("pk")
        )


PERSONS = ("staff", "contact", "student")
"""What a membership makes of an account: one of these."""


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


def _family_actor(contacts: tuple[Contact, ...]) -> FamilyActor:
    return FamilyActor(ActorKind.FAMILY, contacts[0].public_id, contacts)
