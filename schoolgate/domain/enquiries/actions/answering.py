"""What staff do with an enquiry: acknowledge, answer, extend, close, sort."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.disclosure.access import may_be_reached
from schoolgate.domain.enquiries.access.moves import (
    may_answer_enquiry,
    may_close_enquiry,
    may_extend_enquiry,
    may_open_enquiry,
    may_sort_enquiry,
)
from schoolgate.domain.enquiries.actions.changing import (
    Reply,
    count_for_this_step,
    lock_to_change,
    move,
    note_for_staff,
    record,
    say_to_family,
)
from schoolgate.domain.enquiries.actions.drafting import drop_draft
from schoolgate.domain.enquiries.actions.indexing import keep_words
from schoolgate.domain.enquiries.actions.telling import tell_passed_on, tell_said
from schoolgate.domain.enquiries.enums import EnquiryState, MessageKind, Outcome
from schoolgate.domain.enquiries.models import Enquiry, Message, Promise
from schoolgate.domain.enquiries.queries.desks import first_desk
from schoolgate.domain.people.models import Student
from schoolgate.domain.policies.queries import policy_of
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import calendar_of
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.vocabulary import Concern
from schoolgate.kernel.words import say_moment_and_year
from schoolgate.kernel.working_time import CalendarError, zone_named


@transaction.atomic
def acknowledge_enquiry(
    actor: StaffActor, enquiry: Enquiry, reply: Reply, *, at: datetime
) -> Message:
    """Tell the family, as a person, that it is in hand; the answer is still due.

    Refuses what `answer_enquiry` refuses, and an enquiry that nobody waits on.
    """
    enquiry = lock_to_change(enquiry, reply.seen_version, actor, may_answer_enquiry, at)
    if enquiry.state != EnquiryState.OPEN:
        refuse("not_open", "It has been answered already.").require()
    message = say_to_family(actor, enquiry, reply, MessageKind.ACKNOWLEDGEMENT, at)
    if enquiry.promise and enquiry.promise.acknowledged_at is None:
        enquiry.promise.acknowledged_at = at
        enquiry.promise.save(update_fields=["acknowledged_at"])
        enquiry.due_at = enquiry.promise.next_due_at
    enquiry.save()
    record("enquiry.acknowledged", enquiry, actor, at)
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
    enquiry = lock_to_change(enquiry, reply.seen_version, actor, may_answer_enquiry, at)
    message = say_to_family(actor, enquiry, reply, MessageKind.ANSWER, at)
    _answered(enquiry, at)
    enquiry.save()
    drop_draft(actor, enquiry)
    record("enquiry.answered", enquiry, actor, at, category=message.category)
    tell_said(message, NoticeKind.ENQUIRY_ANSWERED, at=at)
    return message


def _answered(enquiry: Enquiry, at: datetime) -> None:
    """Note that the family has its answer: nothing is due any more."""
    if enquiry.promise and enquiry.promise.answered_at is None:
        enquiry.promise.acknowledged_at = enquiry.promise.acknowledged_at or at
        enquiry.promise.answered_at = at
        enquiry.promise.save(update_fields=["acknowledged_at", "answered_at"])
    settle_joined(enquiry, at)
    enquiry.due_at = None
    move(enquiry, EnquiryState.ANSWERED)


def settle_joined(enquiry: Enquiry, at: datetime) -> None:
    """Let an answer count for what was joined into this one and still waits."""
    waiting = Promise.objects.filter(enquiry__joined_into=enquiry, answered_at=None)
    waiting.filter(acknowledged_at=None).update(acknowledged_at=at)
    waiting.update(answered_at=at)


@transaction.atomic
def extend_enquiry(
    actor: StaffActor, enquiry: Enquiry, reply: Reply, *, until: date, at: datetime
) -> Message:
    """Tell the family, with the reason, on which later day the answer comes.

    A holding reply: the promise then counts as extended, not as kept (GN-5.2b). Raises
    NotAllowedError for a day that is no later than what was promised, or on which the
    school is not open.
    """
    enquiry = lock_to_change(enquiry, reply.seen_version, actor, may_extend_enquiry, at)
    given = enquiry.promise
    assert given is not None  # noqa: S101 (for the type: may_extend_enquiry said so)
    given.extended_to = _a_later_day(enquiry, given, until, at)
    given.extended_at = given.extended_at or at
    given.acknowledged_at = given.acknowledged_at or at
    given.because = [*given.because, _longer(given.extended_to, enquiry.school)]
    given.save(
        update_fields=["extended_to", "extended_at", "acknowledged_at", "because"]
    )
    message = say_to_family(actor, enquiry, reply, MessageKind.HOLDING, at)
    enquiry.due_at = given.next_due_at
    enquiry.save()
    record("enquiry.extended", enquiry, actor, at, until=until.isoformat())
    tell_said(message, NoticeKind.ENQUIRY_EXTENDED, at=at)
    return message


def _longer(by: datetime, school: School) -> str:
    there = by.astimezone(zone_named(school.timezone))
    return f"It takes longer than was promised: now by {say_moment_and_year(there)}."


def _a_later_day(
    enquiry: Enquiry, given: Promise, until: date, at: datetime
) -> datetime:
    """Return when the school closes on that day; refuse one that gives no more time."""
    school = enquiry.school
    try:
        by = calendar_of(school).close_of(until)
    except CalendarError:
        refuse(
            "not_open", "The school is closed on that day. Choose another."
        ).require()
        raise
    so_far = given.extended_to or given.answer_by
    if by <= at or (so_far is not None and by <= so_far):
        refuse("not_later", "Choose a later day than they were given.").require()
    return by


@dataclass(frozen=True)
class Settling:
    """How it was settled: the outcome, and the words the family reads about it."""

    outcome: Outcome
    reply: Reply


@transaction.atomic
def close_enquiry(
    actor: StaffActor, enquiry: Enquiry, settling: Settling, *, at: datetime
) -> Enquiry:
    """Close an enquiry with its outcome; never one without a reply on record.

    The family reads how it was settled, and may say that it is not. Whom the school
    may not reach is told nothing: then the words are a note, and the outcome says so.
    """
    reply = settling.reply
    enquiry = lock_to_change(enquiry, reply.seen_version, actor, may_close_enquiry, at)
    on = enquiry.school.day_of(at)
    is_told = may_be_reached(enquiry.contact, enquiry.student, on=on).allowed
    if is_told:
        if enquiry.state == EnquiryState.OPEN:
            _answered(enquiry, at)
        move(enquiry, EnquiryState.CLOSED)
        message = say_to_family(actor, enquiry, reply, MessageKind.OUTCOME, at)
    else:
        enquiry.state, enquiry.due_at = EnquiryState.CLOSED, None
        message = note_for_staff(actor, enquiry, reply.text, MessageKind.NOTE, at)
    enquiry.outcome = settling.outcome if is_told else Outcome.MAY_NOT_REPLY
    enquiry.closed_at = at
    enquiry.save()
    record("enquiry.closed", enquiry, actor, at, outcome=enquiry.outcome)
    if is_told:
        tell_said(message, NoticeKind.ENQUIRY_CLOSED, at=at)
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
    enquiry = lock_to_change(enquiry, sorting.seen_version, actor, may_sort_enquiry, at)
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
    keep_words([enquiry])
    count_for_this_step(enquiry)
    record("enquiry.passed_on", enquiry, actor, at, role=enquiry.role)
    if before != (enquiry.role, enquiry.holder_id):
        tell_passed_on(enquiry, at=at)
    return enquiry
