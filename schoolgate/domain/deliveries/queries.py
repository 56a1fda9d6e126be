"""Who has been asked in, who has come, and who may be asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from schoolgate.domain.accounts.access.actors import is_here
from schoolgate.domain.accounts.access.posts import may_invite
from schoolgate.domain.accounts.enums import InvitationWay
from schoolgate.domain.accounts.models import PEOPLE, Invitation, Membership
from schoolgate.domain.people.models import (
    Contact,
    Governor,
    Person,
    StaffMember,
    Student,
)
from schoolgate.domain.people.queries import ties_in_force
from schoolgate.kernel.actors import Actor

MODELS: dict[str, type[Person]] = {
    "contact": Contact,
    "staff": StaffMember,
    "student": Student,
    "governor": Governor,
}
MOST_SHOWN = 50
"""Of one kind on a page; more are found by name."""
MOST_AT_ONCE = 200
"""How many invitations go out at one press of the button."""


@dataclass(frozen=True)
class Access:
    """What one person has: a way in, an invitation, or neither."""

    kind: str
    person: Person
    memberships: tuple[Membership, ...]
    invitation: Invitation | None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return the addresses they sign in with; mostly one."""
        return tuple(each.account.email for each in self.memberships)

    @property
    def last_here(self) -> datetime | None:
        """Return when they signed in last, at any school."""
        said = [each.account.last_login for each in self.memberships]
        return max((moment for moment in said if moment), default=None)


def access_of(
    actor: Actor, kind: str, *, said: str = "", at: datetime, most: int = MOST_SHOWN
) -> list[Access]:
    """Return people of one kind who are here, each with what they have."""
    rows = _invitable(actor, kind, at=at)
    for word in said.split()[:5]:
        rows = rows.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word)
        )
    return list(_with_access(kind, list(rows[:most]), at))


def access_named(actor: Actor, kind: str, public_id: str, *, at: datetime) -> Access:
    """Return one person with what they have; raises DoesNotExist."""
    person = _invitable(actor, kind, at=at).get(public_id=public_id)
    return next(_with_access(kind, [person], at))


def without_access(actor: Actor, kind: str, *, at: datetime) -> list[Person]:
    """Return who has an address on record, no way in, and no open invitation."""
    if kind == "student":
        return []
    mine = {kind: OuterRef("pk")}
    ins = Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), **mine)
    asked = Invitation.objects.filter(
        used_at=None, ended_at=None, expires_at__gt=at, **mine
    )
    rows = _invitable(actor, kind, at=at).exclude(email="")
    rows = rows.exclude(Exists(ins)).exclude(Exists(asked))
    return list(rows.select_related("school")[:MOST_AT_ONCE])


def count_with_access(kind: str, *, at: datetime) -> int:
    """Count the people of one kind who have a way in."""
    ins = Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at))
    of_kind = ins.filter(**{f"{kind}__isnull": False})
    return int(of_kind.values(kind).distinct().count())


def joined_by_letter(actor: Actor, *, at: datetime) -> list[Invitation]:
    """Return who came in with a letter and still has access, the newest first."""
    came = Invitation.objects.filter(
        Q(membership__ends_at=None) | Q(membership__ends_at__gt=at),
        way=InvitationWay.LETTER,
        used_at__isnull=False,
        membership__isnull=False,
    ).select_related(*PEOPLE, "membership__account")
    newest = came.order_by("-used_at")[:MOST_SHOWN]
    return [each for each in newest if may_invite(actor, each.person).allowed]


def readdressed(actor: Actor, *, at: datetime) -> list[Membership]:
    """Return what ended with an old address, of whom nothing lets in yet; newest first.

    Only those whom this person may ask in again.
    """
    ended = Membership.objects.filter(is_of_old_address=True, ends_at__lte=at)
    for kind in ("contact", "staff"):
        mine = Membership.objects.filter(**{kind: OuterRef(kind)})
        ended = ended.exclude(Exists(mine.filter(Q(ends_at=None) | Q(ends_at__gt=at))))
    rows = ended.select_related(*PEOPLE, "account").order_by("-ends_at")[:MOST_SHOWN]
    on = at.date()
    return [
        each
        for each in rows
        if may_invite(actor, each.person).allowed and is_here(each.person, on=on)
    ]


def letter_named(actor: Actor, public_id: str, *, at: datetime) -> Invitation:
    """Return a letter that can still be used; raises Invitation.DoesNotExist."""
    found = Invitation.objects.select_related("school", *PEOPLE).get(
        public_id=public_id, way=InvitationWay.LETTER
    )
    if not found.is_open(at) or not may_invite(actor, found.person).allowed:
        raise Invitation.DoesNotExist
    return found


def _invitable(actor: Actor, kind: str, *, at: datetime) -> QuerySet[Any]:
    """Return who of a kind is here, for those who may ask them in."""
    model = MODELS.get(kind)
    if model is None:
        raise Contact.DoesNotExist
    rows: QuerySet[Any] = model.objects.select_related("school")
    if not may_invite(actor, model()).allowed:
        return rows.none()
    on = at.date()
    if kind == "contact":
        return rows.filter(Exists(ties_in_force(on).filter(contact=OuterRef("pk"))))
    if kind == "governor":
        return rows.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)
    return rows.filter(Q(left_on=None) | Q(left_on__gt=on))


def _with_access(kind: str, people: list[Person], at: datetime) -> Iterator[Access]:
    keys = {f"{kind}__in": [each.pk for each in people]}
    ins = Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), **keys)
    by_person: dict[int, list[Membership]] = {}
    for each in ins.select_related("account").order_by("pk"):
        by_person.setdefault(getattr(each, f"{kind}_id"), []).append(each)
    asked = Invitation.objects.filter(
        used_at=None, ended_at=None, expires_at__gt=at, **keys
    )
    open_for = {getattr(one, f"{kind}_id"): one for one in asked}
    for person in people:
        mine = tuple(by_person.get(person.pk, ()))
        yield Access(kind, person, mine, open_for.get(person.pk))
