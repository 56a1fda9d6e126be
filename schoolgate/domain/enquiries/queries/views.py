"""Differing views: whether one was said, whether it ended, and what may be asked."""

from datetime import date

from schoolgate.domain.accounts.access.actors import AnyActor, StaffActor
from schoolgate.domain.enquiries.access.moves import may_dispute_outcome
from schoolgate.domain.enquiries.enums import (
    SOLUTIONS,
    EnquiryState,
    MessageKind,
    Side,
)
from schoolgate.domain.enquiries.models import Enquiry, Message, Respect
from schoolgate.kernel.decision import Decision, allow, refuse

SAID_SOMETHING = (MessageKind.ANSWER, MessageKind.OUTCOME, MessageKind.HOLDING)
"""What makes a member of staff one side of it."""


def is_differing_view(enquiry: Enquiry) -> bool:
    """Answer whether the family said that it sees it differently (AC-2.3a)."""
    return Message.objects.filter(enquiry=enquiry, kind=MessageKind.DISPUTED).exists()


def may_agree_outcome(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether the family can say yes to the solution: once, while it stands."""
    theirs = may_dispute_outcome(actor, enquiry, on=on)
    if not theirs.allowed:
        return theirs
    if enquiry.outcome not in SOLUTIONS:
        return refuse("no_solution", "There is no solution to agree to.")
    said = Message.objects.filter(
        enquiry=enquiry, kind=MessageKind.AGREED, sent_at__gte=enquiry.closed_at
    )
    if said.exists():
        return refuse("agreed", "You have said so.")
    return allow("solution", "The school sees it as solved; do you?")


def may_say_respect(actor: AnyActor, enquiry: Enquiry, *, on: date) -> Decision:
    """Decide whether this person is asked how they were treated: each side, once."""
    if enquiry.state != EnquiryState.CLOSED:
        return refuse("not_closed", "It is not settled.")
    rows = Respect.objects.filter(enquiry=enquiry)
    if isinstance(actor, StaffActor):
        spoke = Message.objects.filter(
            enquiry=enquiry, staff=actor.staff, kind__in=SAID_SOMETHING
        )
        if not spoke.exists():
            return refuse("not_a_side", "You did not speak with the family in it.")
        rows = rows.filter(side=Side.STAFF, staff=actor.staff)
    else:
        theirs = may_dispute_outcome(actor, enquiry, on=on)
        if not theirs.allowed:
            return theirs
        rows = rows.filter(side=Side.FAMILY)
    if rows.exists():
        return refuse("said", "You have answered. Thank you.")
    return allow("is_a_side", "How was it for you?")
