"""Ending somebody's access: what they are here, their sessions, their invitations."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q

from schoolgate.domain.accounts.access.posts import (
    may_give_access,
    may_go,
    may_keep_staff,
)
from schoolgate.domain.accounts.actions.invitations import (
    end_open_invitations,
    kind_of,
)
from schoolgate.domain.accounts.enums import InvitationWay
from schoolgate.domain.accounts.models import Account, Membership, Post
from schoolgate.domain.accounts.queries.sign_ins import OpenSession
from schoolgate.domain.accounts.rules import GIVE_ACCESS_ROLES
from schoolgate.domain.people.actions import absences, records
from schoolgate.domain.people.actions.records import signature_of
from schoolgate.domain.people.models import Absence, Person, StaffMember, Student
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor, ActorKind
from schoolgate.kernel.decision import refuse


@dataclass(frozen=True)
class OldAddresses:
    """What ended with an address that is on record no more."""

    accounts: list[Account]
    must_come_in_again: bool
    """They had a way in, or a link to one, and have none left."""


@transaction.atomic
def end_access(person: Person, *, by: Actor, at: datetime) -> None:
    """End everything that lets somebody in here, at once.

    Their memberships at this school, every session of those accounts, and their open
    invitations. What an account is elsewhere stays: they sign in again for that.
    Refuses who gives no access and keeps no records: whoever may record that somebody
    has left may end what lets them in. Refuses too if nobody else gives access.
    """
    may_give_access(by).require()
    if isinstance(person, StaffMember) and by.kind is not ActorKind.SYSTEM:
        may_keep_staff(by, person).require()
        may_go(person, at=at).require()
    mine = Membership.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), **{kind_of(person): person}
    )
    accounts = set(mine.values_list("account_id", flat=True))
    ended = mine.update(ends_at=at)
    links = end_open_invitations(person, at=at)
    end_sessions(accounts)
    audit.record(
        "access.ended",
        school_id=person.school_id,
        by=by,
        at=at,
        about=signature_of(person),
        facts={"memberships": ended, "invitations": links},
    )


@transaction.atomic
def end_old_addresses(person: Person, *, by: Actor, at: datetime) -> OldAddresses:
    """End what lets in with another address than the one on record.

    Those memberships of this one person, every session of those accounts, and links
    that were sent and not used. What an account is besides stays. A letter is tied to
    no address, and stays open.
    """
    mine = Membership.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), **{kind_of(person): person}
    ).select_related("account")
    now = str(getattr(person, "email", "")).lower()
    here = list(mine)
    old = [each for each in here if each.account.email.lower() != now]
    Membership.objects.filter(pk__in=[each.pk for each in old]).update(
        ends_at=at, is_of_old_address=True
    )
    links = end_open_invitations(person, at=at, ways=[InvitationWay.MAIL])
    end_sessions({each.account_id for each in old})
    if old or links:
        audit.record(
            "access.ended_with_old_address",
            school_id=person.school_id,
            by=by,
            at=at,
            about=signature_of(person),
            facts={"memberships": len(old), "invitations": links},
        )
    return OldAddresses(
        accounts=[each.account for each in old],
        must_come_in_again=bool(old or links) and len(old) == len(here),
    )


@transaction.atomic
def record_leaving(
    person: Student | StaffMember, *, on: date, by: Actor, at: datetime
) -> None:
    """Set the first day on which somebody is no longer here; then nothing lets them in.

    From today, or an earlier day, that holds at once. Refuses who may not keep the
    record, and the last administrator.
    """
    if isinstance(person, StaffMember):
        may_keep_staff(by, person).require()
        may_go(person, at=at).require()
    records.record_leaving(person, on=on, by=by, at=at)
    if on <= person.school.day_of(at):
        end_access(person, by=by, at=at)


@transaction.atomic
def record_absence(
    staff: StaffMember,
    *,
    from_on: date,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> Absence:
    """Note that somebody is away. Refuses who may not fill posts.

    Refuses the last administrator for themselves, while nobody stands in for them.
    """
    if by.public_id == staff.public_id and not may_go(staff, at=at).allowed:
        mine = Post.objects.filter(role__in=GIVE_ACCESS_ROLES, holder=staff)
        if not mine.filter(deputy__isnull=False).exists():
            refuse(
                "nobody_stands_in",
                "Nobody but you gives access at this school, and nobody stands in for"
                " you. Name a deputy first, under School, Posts.",
            ).require()
    return absences.record_absence(
        staff, from_on=from_on, until_on=until_on, by=by, at=at
    )


def end_sessions(accounts: set[int]) -> None:
    """End every session of these accounts, listed or not, at its next request."""
    Account.objects.filter(pk__in=accounts).update(
        sessions_ended=F("sessions_ended") + 1
    )
    UserSession.objects.filter(user__in=accounts).delete()


def end_session(session: OpenSession) -> None:
    """End one session of one's own."""
    Session.objects.filter(session_key=session.key).delete()
    UserSession.objects.filter(session_key=session.key).delete()
