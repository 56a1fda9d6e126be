"""Who is signed in, as what: the actors that every other `access` is asked by."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigAutoField, Q

from schoolgate.domain.accounts.enums import Permission, Role
from schoolgate.domain.accounts.models import (
    PEOPLE,
    Account,
    Invitation,
    Membership,
    Post,
)
from schoolgate.domain.accounts.rules import (
    permissions_of,
)
from schoolgate.domain.people.models import (
    Contact,
    Governor,
    Person,
    StaffMember,
    Student,
)
from schoolgate.foundation.prepared import Prepared
from schoolgate.foundation.tenancy import every_school
from schoolgate.kernel.actors import Actor, ActorKind


class AtOneSchool(Actor):
    """Somebody who acts at one school, as one person who is on record there."""

    @property
    def person(self) -> Person:
        """Return who that is on record."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """Return how this person is spoken of."""
        return self.person.polite_name

    @property
    def school_name(self) -> str:
        """Return the school they act in."""
        return self.person.school.name

    def day_of(self, moment: datetime) -> date:
        """Return the day it is where this person's school is."""
        return self.person.school.day_of(moment)

    @property
    def school_ids(self) -> tuple[int, ...]:
        """Return the one school this person acts in."""
        return (self.person.school_id,)


@dataclass(frozen=True)
class StaffActor(AtOneSchool):
    """A member of staff at one school, with the roles they hold there."""

    staff: StaffMember
    roles: frozenset[Role]

    @property
    def person(self) -> Person:
        """Return them as they are on record."""
        return self.staff

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return what their posts permit."""
        return permissions_of(self.roles)


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
class StudentActor(AtOneSchool):
    """A student at one school."""

    student: Student

    @property
    def person(self) -> Person:
        """Return them as they are on record."""
        return self.student

    @property
    def name(self) -> str:
        """Return how to greet this student."""
        return self.student.given_name


@dataclass(frozen=True)
class GovernorActor(AtOneSchool):
    """A governor of one school, in office."""

    governor: Governor

    @property
    def person(self) -> Person:
        """Return them as they are on record."""
        return self.governor


AnyActor = StaffActor | FamilyActor | StudentActor | GovernorActor


def actors_of(account: Account, *, at: datetime) -> tuple[AnyActor, ...]:
    """Return everything this account is, now, in the order of where they start.

    Staff first, then family, student and governor. A membership that has ended, staff
    who have left, and governors out of office give nothing.
    """
    kinds = (staff_actors_of, family_actors_of, student_actors_of, governor_actors_of)
    return tuple(actor for kind in kinds for actor in kind(account, at=at))


def staff_actors_of(account: Account, *, at: datetime) -> list[StaffActor]:
    """Return what this account is as a member of staff: at each school, one."""
    return [
        _staff_actor(row.staff, row.loaded_roles)
        for row in _memberships(account, "staff", at)
        if row.staff and row.staff.is_employed(row.staff.school.day_of(at))
    ]


def family_actors_of(account: Account, *, at: datetime) -> list[FamilyActor]:
    """Return what this account is as a parent or carer: one, for all schools."""
    rows = _memberships(account, "contact", at)
    contacts = tuple(row.contact for row in rows if row.contact)
    return [_family_actor(contacts)] if contacts else []


def student_actors_of(account: Account, *, at: datetime) -> list[StudentActor]:
    """Return what this account is as a student: at each school, one."""
    rows = [row.student for row in _memberships(account, "student", at) if row.student]
    return [
        StudentActor(ActorKind.STUDENT, one.public_id, one)
        for one in rows
        if one.is_on_roll(one.school.day_of(at))
    ]


def governor_actors_of(account: Account, *, at: datetime) -> list[GovernorActor]:
    """Return what this account is as a governor in office: at each school, one."""
    rows = [
        row.governor for row in _memberships(account, "governor", at) if row.governor
    ]
    return [
        GovernorActor(ActorKind.GOVERNOR, one.public_id, one)
        for one in rows
        if one.is_in_office(one.school.day_of(at))
    ]


def _memberships(account: Account, person: str, at: datetime) -> list[Membership]:
    """Return the memberships of one kind, each with its person and their school."""
    rows = account.loaded_memberships
    if rows is None:
        rows = _memberships_with_account(account.pk)
    return [
        row
        for row in rows
        if getattr(row, f"{person}_id") and (row.ends_at is None or at < row.ends_at)
    ]


def _memberships_with_account(account_id: int) -> list[Membership]:
    with every_school(reason="signing in: at which schools is this person known?"):
        rows: list[Membership] = _OF_AN_ACCOUNT(account=account_id)
        for row in rows:
            if row.staff:
                row.loaded_roles = roles_held_by(row.staff)
        return rows


_OF_AN_ACCOUNT = Prepared(
    lambda account: (
        Membership.objects.filter(account=account)
        .select_related("account", *(f"{person}__school" for person in PEOPLE))
        .order_by("pk")
    ),
    account=BigAutoField(),
)


def account_of_session(user_id: int) -> Account | None:
    """Return an account with its memberships, in one query where it has any."""
    found = _memberships_with_account(user_id)
    if not found:
        return Account.objects.filter(pk=user_id).first()
    account: Account | None = found[0].account
    assert account is not None  # noqa: S101 (for the type)
    account.loaded_memberships = found
    return account


_KINDS = (ActorKind.FAMILY, ActorKind.STAFF, ActorKind.STUDENT, ActorKind.GOVERNOR)
"""What each of PEOPLE is as an actor."""


def kinds_of(account: Account, *, at: datetime) -> tuple[ActorKind, ...]:
    """Return as what this account may be here now, each kind once, staff first."""
    places = zip(PEOPLE, _KINDS, strict=True)
    found = {kind for name, kind in places if places_of(account, at=at, kinds=(name,))}
    return tuple(kind for kind in ActorKind if kind in found)


def places_of(
    account: Account, *, at: datetime, kinds: tuple[str, ...] = PEOPLE
) -> list[Membership]:
    """Return what an account is now, at every school: all of it, or of some kinds."""
    rows = [row for kind in kinds for row in _memberships(account, kind, at)]
    return [row for row in rows if is_here(row.person, on=row.person.school.day_of(at))]


def works_at_several(account: Account, *, at: datetime) -> bool:
    """Answer whether this account is a member of staff at more than one school."""
    mine = places_of(account, at=at, kinds=("staff",))
    return len({row.school_id for row in mine}) > 1


def invitation_with(secret_hash: str) -> Invitation | None:
    """Return the invitation that this opens, used or not, with whom it is for."""
    with every_school(reason="joining: which school has asked this person in?"):
        people = [f"{person}__school" for person in PEOPLE]
        found = Invitation.objects.select_related("school", *people)
        return found.filter(token_hash=secret_hash).first()


def first_membership(account: Account, *, at: datetime) -> Membership | None:
    """Return the oldest membership in force: its school writes to this account."""
    with every_school(reason="signing in: which school sends the code?"):
        rows = Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at))
        mine = rows.filter(account=account).select_related("school")
        return mine.order_by("pk").first()


def staff_actor(staff: StaffMember) -> StaffActor:
    """Return this member of staff as one who acts. Their school is in force."""
    return _staff_actor(staff, roles_held_by(staff))


def family_actor(contact: Contact) -> FamilyActor:
    """Return this contact as one who acts, at this one school."""
    return _family_actor((contact,))


def roles_held_by(staff: StaffMember) -> frozenset[Role]:
    """Return the roles that this person holds, or stands in for while vacant."""
    return frozenset(Role(role) for role in _HELD_BY(staff=staff.pk))


_HELD_BY = Prepared(
    lambda staff: Post.objects.filter(
        Q(holder=staff) | Q(holder=None, deputy=staff)
    ).values_list("role", flat=True),
    staff=BigAutoField(),
)


def _staff_actor(staff: StaffMember, roles: frozenset[Role]) -> StaffActor:
    return StaffActor(ActorKind.STAFF, staff.public_id, staff, roles)


def _family_actor(contacts: tuple[Contact, ...]) -> FamilyActor:
    return FamilyActor(ActorKind.FAMILY, contacts[0].public_id, contacts)


def is_here(person: Person, *, on: date) -> bool:
    """Answer whether somebody is still employed, on roll or in office.

    A contact is as long as they are on record.
    """
    if isinstance(person, StaffMember):
        return person.is_employed(on)
    if isinstance(person, Student):
        return person.is_on_roll(on)
    return person.is_in_office(on) if isinstance(person, Governor) else True
