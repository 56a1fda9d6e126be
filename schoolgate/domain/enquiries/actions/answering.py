"""What staff do with an enquiry: acknowledge, answer, pass on, close."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db import transaction

from schoolgate.domain.accounts.access import StaffActor
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.disclosure.access import may_be_reached, may_be_told
from schoolgate.domain.enquiries.access import (
    may_answer_enquiry,
    may_close_enquiry,
    may_open_enquiry,
    may_sort_enquiry,
)
from schoolgate.domain.enquiries.actions.telling import tell_passed_on, tell_said
from schoolgate.domain.enquiries.enums import EnquiryState, MessageKind
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.queries import first_desk
from schoolgate.domain.enquiries.rules import may_move
from schoolgate.domain.people.models import Student
from schoolgate.domain.policies.queries import policy_of
from schoolgate.foundation import audit
from schoolgate.kernel.decision import Decision, refuse
from schoolgate.kernel.vocabulary import Category, Channel, Concern


class MayChange(Protocol):
    """One of the `may_…` that say whether a person may change an enquiry."""

    def __call__(self, actor: StaffActor, enquiry: Enquiry, /, *, on: date) -> Decision:
        """Decide, for this day."""
        ...


class ChangedMeanwhileError(RuntimeError):
    """Somebody changed the enquiry while this person was writing: they see it first."""


@dataclass(frozen=True)
class Reply:
    """What a member of staff writes: the words, and what they tell of the student.

    `category` None: nothing about the student. `seen_version` is the enquiry as the
    writer had it in front of them.
    """

    text: str
    category: Category | None
    seen_version: int


@transaction.atomic
def acknowledge_enquiry(
    actor: StaffActor, enquiry: Enquiry, reply: Reply, *, at: datetime
) -> Message:
    """Tell the family, as a person, that it is in hand; the answer is still due.

    Refuses what `answer_enquiry` refuses, and an enquiry that nobody waits on.
    """
    enquiry = _mine_to_change(
        enquiry, reply.seen_version, actor, may_answer_enquiry, at
    )
    if enquiry.state != EnquiryState.OPEN:
        refuse("not_open", "It has been answered already.").require()
    message = _reply(actor, enquiry, reply, MessageKind.ACKNOWLEDGEMENT, at)
    if enquiry.promise and enquiry.promise.acknowledged_at is None:
        enquiry.promise.acknowledged_at = at
        enquiry.promise.save(update_fields=["acknowledged_at"])
        enquiry.due_at = enquiry.promise.next_due_at
    enquiry.save()
    _record("enquiry.acknowledged", enquiry, actor, at)
    tell_said(message, NoticeKind.ENQUIRY_ACKNOWLEDGED, at=at)
    return message


@transaction.atomic
def answer_enquiry(
    actor: StaffActor, enquiry: Enquiry, reply: Reply, *, at: datetime
) -> Message:
    """Answer the family: on their page, and by mail.

    Locks the enquiry. Raises NotAllowedError when it is not this person's to answer,
    or when the gate says that this contact may not be told that (nothing is written);
    ChangedMeanwhileError when somebody else was quicker.
    """
    enquiry = _mine_to_change(
        enquiry, reply.seen_version, actor, may_answer_enquiry, at
    )
    message = _reply(actor, enquiry, reply, MessageKind.ANSWER, at)
    if enquiry.promise and enquiry.promise.answered_at is None:
        enquiry.promise.acknowledged_at = enquiry.promise.acknowledged_at or at
        enquiry.promise.answered_at = at
        enquiry.promise.save(update_fields=["acknowledged_at", "answered_at"])
    enquiry.due_at = None
    _move(enquiry, EnquiryState.ANSWERED)
    enquiry.save()
    _record("enquiry.answered", enquiry, actor, at, category=message.category)
    tell_said(message, NoticeKind.ENQUIRY_ANSWERED, at=at)
    return message


@transaction.atomic
def close_enquiry(
    actor: StaffActor, enquiry: Enquiry, *, seen_version: int, at: datetime
) -> Enquiry:
    """Close an enquiry that was answered; never one without a reply on record."""
    enquiry = _mine_to_change(enquiry, seen_version, actor, may_close_enquiry, at)
    _move(enquiry, EnquiryState.CLOSED)
    enquiry.closed_at = at
    enquiry.save()
    _record("enquiry.closed", enquiry, actor, at)
    return enquiry


@dataclass(frozen=True)
class Sorting:
    """What the office found out: which child, and what it is about."""

    student: Student
    concern: Concern
    subject: str
    seen_version: int


@transaction.atomic
def sort_enquiry(
    actor: StaffActor, enquiry: Enquiry, sorting: Sorting, *, at: datetime
) -> Enquiry:
    """Say which child it is about and pass it to who the policy asks first.

    The promise stays as it was given: passing on costs the school time, not the
    family. Refuses a student whom this contact has no tie to.
    """
    enquiry = _mine_to_change(
        enquiry, sorting.seen_version, actor, may_sort_enquiry, at
    )
    may_open_enquiry(
        enquiry.contact, sorting.student, on=enquiry.school.day_of(at)
    ).require()
    pack = policy_of(enquiry.school_id).pack
    desk = first_desk(
        pack,
        sorting.concern,
        student=sorting.student,
        subject=sorting.subject,
        on=enquiry.school.day_of(at),
    )
    before = (enquiry.role, enquiry.holder_id)
    enquiry.student, enquiry.concern = sorting.student, sorting.concern
    enquiry.subject = sorting.subject
    enquiry.role, enquiry.step, enquiry.holder = desk.role, desk.step, desk.holder
    enquiry.save()
    _record("enquiry.passed_on", enquiry, actor, at, role=enquiry.role)
    if before != (enquiry.role, enquiry.holder_id):
        tell_passed_on(enquiry, at=at)
    return enquiry


def _mine_to_change(
    enquiry: Enquiry,
    seen_version: int,
    actor: StaffActor,
    may: MayChange,
    at: datetime,
) -> Enquiry:
    """Lock the enquiry, check that it is as the actor saw it, and that they may.

    Only `promise` and `student` may be absent, so only the enquiry itself is locked.
    """
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    may(actor, enquiry, on=enquiry.school.day_of(at)).require()
    if enquiry.version != seen_version:
        raise ChangedMeanwhileError(
            "Somebody wrote in this enquiry while you did. Read it, then send yours."
        )
    enquiry.version += 1
    return enquiry


def _move(enquiry: Enquiry, to: EnquiryState) -> None:
    """Take an enquiry to another state, as the table of moves allows."""
    if not may_move(EnquiryState(enquiry.state), to):
        refuse("no_such_move", f"It is {enquiry.state} and cannot be {to}.").require()
    enquiry.state, enquiry.closed_at = to, None


def _reply(
    actor: StaffActor, enquiry: Enquiry, reply: Reply, kind: MessageKind, at: datetime
) -> Message:
    on = enquiry.school.day_of(at)
    may_be_reached(enquiry.contact, enquiry.student, on=on).require()
    if reply.category is not None:
        _require_may_be_told(enquiry, reply.category, at)
    return Message.objects.create(
        school_id=enquiry.school_id,
        enquiry=enquiry,
        kind=kind,
        staff=actor.staff,
        category=reply.category or "",
        text=reply.text,
        channel=Channel.PORTAL,
        sent_at=at,
    )


def _require_may_be_told(enquiry: Enquiry, category: Category, at: datetime) -> None:
    if enquiry.student is None:
        refuse(
            "no_student", "Say first which child it is about, then tell about them."
        ).require()
        return
    may_be_told(enquiry.contact, enquiry.student, on=enquiry.school.day_of(at))[
        category
    ].require()


def _record(
    action: str, enquiry: Enquiry, actor: StaffActor, at: datetime, **facts: str
) -> None:
    audit.record(
        action,
        school_id=enquiry.school_id,
        by=actor,
        at=at,
        about=enquiry.signature,
        facts=dict(facts),
    )
