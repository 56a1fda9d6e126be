"""An enquiry goes to somebody else: a colleague, or one step up the ladder."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import FamilyActor, StaffActor
from schoolgate.domain.enquiries.access.moves import (
    may_dispute_outcome,
    may_hand_over_enquiry,
    may_note_enquiry,
    may_take_further,
)
from schoolgate.domain.enquiries.actions.changing import (
    count_for_this_step,
    lock_to_change,
    move,
    note_for_staff,
    record,
)
from schoolgate.domain.enquiries.actions.confiding import name_readers
from schoolgate.domain.enquiries.actions.opening import give_promise, say_as_family
from schoolgate.domain.enquiries.actions.telling import tell_passed_on, tell_received
from schoolgate.domain.enquiries.enums import EnquiryState, MessageKind, Readership
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.queries.confidence import was_told_in_confidence
from schoolgate.domain.enquiries.queries.desks import Desk, colleagues_for, next_desk
from schoolgate.domain.policies.queries import policy_of
from schoolgate.domain.policies.rules import roles_of
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.vocabulary import Channel, Concern


@dataclass(frozen=True)
class Handing:
    """To which desk, and why; the enquiry as who gives it on had it before them."""

    to: Desk
    why: str
    seen_version: int


@transaction.atomic
def hand_over_enquiry(
    actor: StaffActor, enquiry: Enquiry, handing: Handing, *, at: datetime
) -> Enquiry:
    """Give it to a colleague who has to do with this student; the promise stays.

    The family is told who has it now, and, of what it told in confidence, that its page
    says who may read it; why stands there for staff alone. Raises
    NotAllowedError for somebody who holds no post for this student, and
    ChangedMeanwhileError when it was changed or given on meanwhile.
    """
    enquiry = lock_to_change(
        enquiry, handing.seen_version, actor, may_hand_over_enquiry, at
    )
    if handing.to not in colleagues_for(enquiry, at=at):
        refuse("no_post", "They hold no post for this student.").require()
    note_for_staff(actor, enquiry, handing.why, MessageKind.HANDED_OVER, at)
    _put_on(enquiry, handing.to, at)
    enquiry.save()
    count_for_this_step(enquiry)
    record("enquiry.handed_over", enquiry, actor, at, role=enquiry.role)
    tell_passed_on(enquiry, at=at)
    return enquiry


@transaction.atomic
def take_further(
    enquiry: Enquiry,
    why: str,
    *,
    is_about_the_next: bool,
    by: FamilyActor,
    at: datetime,
) -> Enquiry:
    """Take it one step up the ladder, with the family's reason and a new promise.

    Never past a step, unless nobody is there, it is the same person, or it is about
    that very person. After the last there is the complaints procedure (GN-A1b).
    Locks the enquiry: an answer at the same moment comes before or after it.
    """
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    on = enquiry.school.day_of(at)
    may_take_further(by, enquiry, on=on, at=at).require()
    desk = next_desk(enquiry, passes_over_first=is_about_the_next, at=at)
    if desk is None:
        refuse("last_step", "There is no further step here.").require()
        return enquiry
    _put_on(enquiry, desk, at)
    _ask_again(enquiry, why, MessageKind.TAKEN_FURTHER, at)
    _save_and_tell("enquiry.taken_further", enquiry, by, at)
    return enquiry


@transaction.atomic
def dispute_outcome(
    enquiry: Enquiry, why: str, *, by: FamilyActor, at: datetime
) -> Enquiry:
    """Say that it is not settled: it is open again, with a new promise."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    may_dispute_outcome(by, enquiry, on=enquiry.school.day_of(at)).require()
    _ask_again(enquiry, why, MessageKind.DISPUTED, at)
    _save_and_tell("enquiry.disputed", enquiry, by, at)
    return enquiry


@transaction.atomic
def note_enquiry(
    actor: StaffActor, enquiry: Enquiry, text: str, *, at: datetime
) -> Message:
    """Leave a note for colleagues; the family never sees it, and no clock stops."""
    may_note_enquiry(actor, enquiry, on=enquiry.school.day_of(at)).require()
    message = note_for_staff(actor, enquiry, text, MessageKind.NOTE, at)
    record("enquiry.noted", enquiry, actor, at)
    return message


def _ask_again(enquiry: Enquiry, why: str, kind: MessageKind, at: datetime) -> None:
    say_as_family(enquiry, why, kind=kind, channel=Channel.PORTAL, at=at)
    if enquiry.state != EnquiryState.OPEN:
        move(enquiry, EnquiryState.OPEN)
    policy = policy_of(enquiry.school_id)
    give_promise(enquiry, policy, channel=Channel.PORTAL, at=at)


def _put_on(enquiry: Enquiry, desk: Desk, at: datetime) -> None:
    """Put it on a desk; off the ladder it stays on the step it had reached.

    What was told in confidence may from now on be read by those there, and by nobody
    from before.
    """
    ladder = roles_of(policy_of(enquiry.school_id).pack, Concern(enquiry.concern))
    if desk.role in ladder:
        enquiry.step = ladder.index(desk.role) + 1
    enquiry.role, enquiry.holder = desk.role, desk.holder
    if enquiry.readership != Readership.STAFF and was_told_in_confidence(enquiry):
        name_readers(enquiry, at=at)


def _save_and_tell(
    action: str, enquiry: Enquiry, by: FamilyActor, at: datetime
) -> None:
    enquiry.version += 1
    enquiry.save()
    record(action, enquiry, by, at, role=enquiry.role, step=enquiry.step)
    tell_received(enquiry, at=at)
