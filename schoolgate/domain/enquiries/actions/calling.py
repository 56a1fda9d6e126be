"""Staff call a family back, and leave a note of every call."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.disclosure.access import may_be_reached
from schoolgate.domain.enquiries.access.moves import may_answer_enquiry
from schoolgate.domain.enquiries.actions.changing import (
    lock_to_change,
    move,
    note_for_staff,
    record,
)
from schoolgate.domain.enquiries.enums import (
    CALLED_BACK,
    EnquiryState,
    MessageKind,
    Reached,
)
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.kernel.decision import refuse


@dataclass(frozen=True)
class Call:
    """What became of a call, what was said, and whether that was the answer."""

    reached: Reached
    text: str
    is_answered: bool
    seen_version: int


@transaction.atomic
def note_call(
    actor: StaffActor, enquiry: Enquiry, call: Call, *, at: datetime
) -> Message:
    """Note a call to the family, for staff alone (GN-5.4c).

    Having spoken, or left a message, is the call back that was promised (GN-5.4b); a
    call that nobody answered is not. Where the call was the answer, nothing is due any
    more. Raises NotAllowedError for an answer to whom the school may not reach.
    """
    enquiry = lock_to_change(enquiry, call.seen_version, actor, may_answer_enquiry, at)
    if call.is_answered:
        _require_an_answer(enquiry, call, at)
    message = note_for_staff(
        *(actor, enquiry, call.text, MessageKind.CALLED, at), reached=call.reached
    )
    given = enquiry.promise
    if given and call.reached in CALLED_BACK:
        given.acknowledged_at = given.acknowledged_at or at
        if call.is_answered:
            given.answered_at = given.answered_at or at
        given.save(update_fields=["acknowledged_at", "answered_at"])
        enquiry.due_at = given.next_due_at
    if call.is_answered:
        move(enquiry, EnquiryState.ANSWERED)
    enquiry.save()
    record("enquiry.called", enquiry, actor, at, reached=call.reached.value)
    return message


def _require_an_answer(enquiry: Enquiry, call: Call, at: datetime) -> None:
    """Refuse an answer that was not spoken, or to whom nothing may be said."""
    if call.reached is not Reached.SPOKE:
        refuse("not_spoken", "Only what you spoke about is answered.").require()
    on = enquiry.school.day_of(at)
    may_be_reached(enquiry.contact, enquiry.student, on=on).require()
