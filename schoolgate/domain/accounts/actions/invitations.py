"""Asking people in: by a link in a mail, or by a code in a letter.

The link and the code are made of the row's seed and of the installation's key: neither
a copy of the database nor the key alone lets anybody in. They are for one person, hold
for a time, and work once.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from schoolgate.domain.accounts.access.actors import is_here
from schoolgate.domain.accounts.access.posts import may_invite
from schoolgate.domain.accounts.enums import InvitationWay
from schoolgate.domain.accounts.models import PEOPLE, Account, Invitation, Membership
from schoolgate.domain.people.actions.records import signature_of
from schoolgate.domain.people.models import Person
from schoolgate.foundation import audit
from schoolgate.foundation.ids import REFERENCE_ALPHABET
from schoolgate.kernel.actors import Actor, ActorKind
from schoolgate.kernel.decision import Decision, refuse

SEED_BYTES = 32
LETTER_LENGTH, LETTER_GROUP = 20, 4
"""Twenty of twenty-eight characters: 96 bits."""
HOLDS_FOR = {
    InvitationWay.MAIL: timedelta(days=7),
    InvitationWay.LETTER: timedelta(days=30),
}
_SALT = "schoolgate.invitation"


class InvitationClosedError(PermissionError):
    """An invitation that lets nobody in: unknown, used, ended, too old, or refused."""

    def __init__(self) -> None:
        super().__init__("This invitation can no longer be used.")


def kind_of(person: Person) -> str:
    """Return which of PEOPLE somebody is."""
    name = type(person).__name__.lower()
    return "staff" if name == "staffmember" else name


@transaction.atomic
def invite(
    person: Person, way: InvitationWay, *, gate: Decision, by: Actor, at: datetime
) -> Invitation:
    """Ask somebody in. An earlier invitation that is still open ends.

    `gate` says whether they may be reached at all (disclosure.access.may_join).
    Refuses who may not invite them, whom the gate refuses, and who has left.
    """
    may_invite(by, person).require()
    gate.require()
    if not is_here(person, on=person.school.day_of(at)):
        refuse("not_here", f"{person.full_name} is not here any more.").require()
    end_open_invitations(person, at=at)
    invitation = Invitation(
        school_id=person.school_id,
        way=way,
        seed=secrets.token_hex(SEED_BYTES),
        made_at=at,
        made_by=by.signature,
        expires_at=at + HOLDS_FOR[way],
        **{kind_of(person): person},
    )
    invitation.token_hash = hash_of(secret_of(invitation))
    invitation.save()
    _record("access.invited", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def end_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Let an invitation end before its time. Refuses who may not invite the person."""
    may_invite(by, invitation.person).require()
    open_ones = Invitation.objects.filter(pk=invitation.pk, used_at=None, ended_at=None)
    if open_ones.update(ended_at=at):
        _record("access.invitation_ended", invitation, by=by, at=at)


def end_open_invitations(
    person: Person, *, at: datetime, ways: Iterable[InvitationWay] = InvitationWay
) -> int:
    """Let every open invitation of somebody end; return how many there were."""
    mine = Invitation.objects.filter(**{kind_of(person): person}, way__in=list(ways))
    return mine.filter(used_at=None, ended_at=None).update(ended_at=at)


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, email: str, gate: Decision, at: datetime
) -> Account:
    """Let somebody in with this address, which is proven; return their account.

    An account with the address gets this membership too. Works once: of two at the
    same moment, one is refused. Raises InvitationClosedError, for every reason alike.
    """
    on = invitation.school.day_of(at)
    if not gate.allowed or not is_here(invitation.person, on=on):
        raise InvitationClosedError
    if not email or not still_opens(invitation) or _is_a_students(email, invitation):
        raise InvitationClosedError
    used = Invitation.objects.filter(
        pk=invitation.pk, used_at=None, ended_at=None, expires_at__gt=at
    ).update(used_at=at)
    if not used:
        raise InvitationClosedError
    account, _ = Account.objects.get_or_create(email=email.lower())
    who: dict[str, Any] = {kind_of(invitation.person): invitation.person}
    membership, _ = Membership.objects.update_or_create(
        account=account,
        school_id=invitation.school_id,
        **who,
        defaults={"ends_at": None, "is_of_old_address": False},
    )
    invitation.used_at, invitation.membership = at, membership
    invitation.save(update_fields=["membership"])
    _record("access.joined", invitation, by=_actor_of(invitation), at=at)
    return account


def secret_of(invitation: Invitation) -> str:
    """Return what opens it: the end of the link, or the code of the letter.

    A link is made of the address on record too: it proves that address and no other,
    so it opens nothing once the record has changed.
    """
    of = invitation.seed
    if invitation.way == InvitationWay.MAIL:
        of = f"{of} {address_of(invitation)}"
    digest = salted_hmac(_SALT, of, algorithm="sha256").digest()
    if invitation.way == InvitationWay.MAIL:
        return urlsafe_b64encode(digest).decode().rstrip("=")
    number, letters = int.from_bytes(digest), []
    for _ in range(LETTER_LENGTH):
        number, place = divmod(number, len(REFERENCE_ALPHABET))
        letters.append(REFERENCE_ALPHABET[place])
    groups = range(0, LETTER_LENGTH, LETTER_GROUP)
    return "-".join("".join(letters[at : at + LETTER_GROUP]) for at in groups)


def address_of(invitation: Invitation) -> str:
    """Return the address on record of who is asked in, in lower case; maybe none."""
    return str(getattr(invitation.person, "email", "")).lower()


def still_opens(invitation: Invitation) -> bool:
    """Answer whether what was sent still fits the record: the same address."""
    return hash_of(secret_of(invitation)) == invitation.token_hash


def hash_of(secret: str) -> str:
    """Return the hash that finds an invitation; a typed code in any writing."""
    return hashlib.sha256(secret.strip().encode()).hexdigest()


def as_printed(typed: str) -> str:
    """Return a typed code as a letter prints it: capitals, in groups."""
    letters = [each for each in typed.upper() if each in REFERENCE_ALPHABET]
    groups = range(0, len(letters), LETTER_GROUP)
    return "-".join("".join(letters[at : at + LETTER_GROUP]) for at in groups)


def _is_a_students(email: str, invitation: Invitation) -> bool:
    """Answer whether a parent's invitation would open with a student's account."""
    students = Membership.objects.filter(
        account__email=email.lower(), student__isnull=False
    )
    return invitation.contact_id is not None and students.exists()


def _actor_of(invitation: Invitation) -> Actor:
    """Return the person themselves, as the audit names who joined."""
    kinds = dict(zip(PEOPLE, ("family", "staff", "student", "governor"), strict=True))
    kind = ActorKind(kinds[kind_of(invitation.person)])
    return Actor(kind, invitation.person.public_id)


def _record(action: str, invitation: Invitation, *, by: Actor, at: datetime) -> None:
    audit.record(
        action,
        school_id=invitation.school_id,
        by=by,
        at=at,
        about=signature_of(invitation.person),
        facts={"invitation": invitation.public_id, "way": invitation.way},
    )
