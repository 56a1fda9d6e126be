"""Two enquiries about one matter become one; one about two matters becomes two.

Nothing that was said is changed or taken away. What was joined keeps its own rows and
points to the one it went on in; what is divided off is a copy with the time it was
said at. Never across contacts, and never across students.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.enquiries.access.moves import (
    may_answer_enquiry,
    may_divide_enquiry,
    may_join_enquiries,
)
from schoolgate.domain.enquiries.actions.changing import (
    lock_to_change,
    note_for_staff,
    record,
)
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry
from schoolgate.domain.enquiries.actions.telling import tell_passed_on
from schoolgate.domain.enquiries.enums import (
    FAMILY_SAYS,
    EnquiryState,
    MessageKind,
    Outcome,
)
from schoolgate.domain.enquiries.models import Attachment, Enquiry, Message
from schoolgate.domain.enquiries.rules import title_of
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.vocabulary import Channel, Concern


@transaction.atomic
def join_enquiries(
    actor: StaffActor, seen: Enquiry, other: Enquiry, *, version: int, at: datetime
) -> Enquiry:
    """Let the later one go on in the earlier one, which keeps its promise.

    Both references lead there from now on. If only the later one waits, the earlier
    one waits again, by what was promised for the later. `version` is that of `seen`.
    Raises NotAllowedError and ChangedMeanwhileError.
    """
    first, later = sorted((seen, other), key=lambda each: (each.opened_at, each.pk))
    locked = {}
    for each in sorted((first, later), key=lambda one: one.pk):
        as_seen = version if each.pk == seen.pk else each.version
        locked[each.pk] = lock_to_change(each, as_seen, actor, may_answer_enquiry, at)
    first, later = locked[first.pk], locked[later.pk]
    may_join_enquiries(actor, first, later, on=first.school.day_of(at)).require()
    promise, due_at = later.promise, later.due_at
    was_open = later.state == EnquiryState.OPEN
    _put_into(later, first, at)
    if was_open and first.state != EnquiryState.OPEN:
        first.state, first.closed_at, first.outcome = EnquiryState.OPEN, None, ""
        first.promise, first.due_at = promise, due_at
    first.save()
    words = f"Joined: {later.spoken_reference} goes on in {first.spoken_reference}."
    note_for_staff(actor, first, words, MessageKind.NOTE, at)
    record("enquiry.joined", first, actor, at, other=later.public_id)
    tell_passed_on(first, at=at)
    return first


def _put_into(later: Enquiry, first: Enquiry, at: datetime) -> None:
    Enquiry.objects.filter(joined_into=later).update(joined_into=first)
    later.joined_into = first
    later.state, later.outcome = EnquiryState.CLOSED, Outcome.JOINED
    later.closed_at, later.due_at, later.promise = at, None, None
    later.save()


@dataclass(frozen=True)
class Dividing:
    """What is another matter, and what it is about."""

    messages: Sequence[str]
    """Public ids of what the family said about it."""
    concern: Concern
    subject: str
    seen_version: int


@transaction.atomic
def divide_enquiry(
    actor: StaffActor, enquiry: Enquiry, dividing: Dividing, *, at: datetime
) -> Enquiry:
    """Make a second enquiry of what the family said about another matter.

    It goes the policy's own way for what it is about, and its promise counts from when
    the first of it came in. The family is told who has it. Raises NotAllowedError and
    ChangedMeanwhileError.
    """
    enquiry = lock_to_change(
        enquiry, dividing.seen_version, actor, may_divide_enquiry, at
    )
    said = list(
        Message.objects.filter(
            Q(enquiry=enquiry) | Q(enquiry__joined_into=enquiry),
            kind__in=sorted(FAMILY_SAYS),
            public_id__in=dividing.messages,
        ).order_by("sent_at", "pk")
    )
    if not said:
        refuse("nothing_chosen", "Choose what the family said about it.").require()
    first, *others = said
    new = _open_with(first, enquiry, dividing, by=actor, at=at)
    for each in others:
        _copy_files(each, _copy(each, new))
    enquiry.save()
    words = f"{new.spoken_reference} was divided off: another matter."
    note_for_staff(actor, enquiry, words, MessageKind.NOTE, at)
    words = f"Divided off from {enquiry.spoken_reference}."
    note_for_staff(actor, new, words, MessageKind.NOTE, at)
    record("enquiry.divided", enquiry, actor, at, other=new.public_id)
    return new


def _open_with(
    first: Message,
    enquiry: Enquiry,
    dividing: Dividing,
    *,
    by: StaffActor,
    at: datetime,
) -> Enquiry:
    """Open the second one with the first words about its matter."""
    asked = Asked(
        contact=enquiry.contact,
        student=enquiry.student,
        concern=dividing.concern,
        channel=Channel(first.channel),
        title=title_of(first.text),
        text=first.text,
        subject=dividing.subject,
        mail=first.mail,
        received_at=first.sent_at,
        noted_by=first.noted_by,
    )
    new = open_enquiry(asked, by=by, at=at)
    _copy_files(first, new.messages.get())
    return new


def _copy(message: Message, to: Enquiry) -> Message:
    return Message.objects.create(
        school_id=to.school_id,
        enquiry=to,
        kind=message.kind,
        text=message.text,
        channel=message.channel,
        sent_at=message.sent_at,
        mail=message.mail,
        noted_by=message.noted_by,
    )


def _copy_files(message: Message, to: Message) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            school_id=to.school_id,
            message=to,
            name=each.name,
            kind=each.kind,
            size=each.size,
            data=each.data,
        )
        for each in Attachment.objects.filter(message=message)
    )
