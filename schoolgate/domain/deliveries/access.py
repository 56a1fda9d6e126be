"""Who may look at mail, out and in, and decide about it."""

from django.db.models import QuerySet

from schoolgate.domain.accounts.access.actors import AnyActor, StaffActor
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import PEOPLE
from schoolgate.domain.deliveries.enums import (
    FOR_STAFF,
    InboundOutcome,
    NoticeKind,
    SendState,
)
from schoolgate.domain.deliveries.models import InboundMail, OutboxMail
from schoolgate.kernel.decision import Decision, allow, refuse

NEEDS_A_LOOK = (
    SendState.FAILED,
    SendState.UNCERTAIN,
    SendState.WITHHELD,
    SendState.HELD,
)


def may_settle_mail(actor: AnyActor) -> Decision:
    """Decide whether this person may look at held and stuck mail, and settle it."""
    if isinstance(actor, StaffActor) and Role.SCHOOL_OFFICE in actor.roles:
        return allow("is_the_office", "The school office looks after mail.")
    return refuse("not_the_office", "Only the school office looks after mail.")


def visible_held_mail(actor: AnyActor) -> QuerySet[InboundMail]:
    """Return the mail held for the office that nobody has settled yet."""
    if not may_settle_mail(actor).allowed:
        return InboundMail.objects.none()
    return InboundMail.objects.filter(
        outcome=InboundOutcome.QUARANTINED, settled_at=None
    ).defer("raw")


def visible_stuck_mail(actor: AnyActor) -> QuerySet[OutboxMail]:
    """Return outgoing mail that failed, is uncertain, was held back or is on hold.

    Without codes: whoever waited for one has asked for another by then. Without what
    staff did not have to be told any more: that is as it should be.
    """
    if not may_settle_mail(actor).allowed:
        return OutboxMail.objects.none()
    people = [f"invitation__{person}" for person in PEOPLE]
    stuck = OutboxMail.objects.filter(state__in=NEEDS_A_LOOK)
    shown = stuck.exclude(kind=NoticeKind.SIGN_IN_CODE).exclude(
        kind__in=sorted(FOR_STAFF), state=SendState.WITHHELD
    )
    return shown.select_related("contact", "staff", *people)
