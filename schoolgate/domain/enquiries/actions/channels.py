"""Keeping the register of the school's channels, and signing to keep to it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.enquiries.enums import RegisterKind
from schoolgate.domain.enquiries.models import RegisteredChannel, SignedRule
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation import audit
from schoolgate.kernel.decision import permit
from schoolgate.kernel.vocabulary import Permission


@dataclass(frozen=True)
class Channel:
    """One way that the school itself runs."""

    kind: RegisterKind
    address: str
    purpose: str
    keeper: StaffMember


@transaction.atomic
def register_channel(
    actor: StaffActor, channel: Channel, *, at: datetime
) -> RegisteredChannel:
    """Put a channel of the school's own on the register; the same one once."""
    permit(actor, Permission.SET_UP_SCHOOL).require()
    row, _ = RegisteredChannel.objects.get_or_create(
        school_id=actor.staff.school_id,
        kind=channel.kind,
        address=channel.address,
        ended_at=None,
        defaults={
            "purpose": channel.purpose,
            "keeper": channel.keeper,
            "added_at": at,
        },
    )
    _record("channel.registered", row, actor, at)
    return row


@transaction.atomic
def end_channel(actor: StaffActor, channel: RegisteredChannel, *, at: datetime) -> None:
    """Take a channel off the register; that it stood there stays on record."""
    permit(actor, Permission.SET_UP_SCHOOL).require()
    channel.ended_at = at
    channel.save(update_fields=["ended_at"])
    _record("channel.ended", channel, actor, at)


@transaction.atomic
def sign_rule(actor: StaffActor, *, at: datetime) -> SignedRule:
    """Sign the rule against "friends", once; the first day stands (GN-5.7)."""
    signed, is_new = SignedRule.objects.get_or_create(
        staff=actor.staff,
        defaults={"school_id": actor.staff.school_id, "signed_at": at},
    )
    if is_new:
        audit.record(
            "rule.signed",
            school_id=actor.staff.school_id,
            by=actor,
            at=at,
            about=actor.signature,
            facts={},
        )
    return signed


def _record(
    action: str, row: RegisteredChannel, actor: StaffActor, at: datetime
) -> None:
    audit.record(
        action,
        school_id=row.school_id,
        by=actor,
        at=at,
        about=f"channel:{row.public_id}",
        facts={"kind": str(row.kind)},
    )
