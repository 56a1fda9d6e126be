"""Staff write down what a family said: a call, a letter, a word at the gate."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.enquiries.access.moves import may_open_enquiry
from schoolgate.domain.enquiries.actions.changing import note_for_staff, record
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry
from schoolgate.domain.enquiries.actions.reporting import report_abuse
from schoolgate.domain.enquiries.enums import MessageKind
from schoolgate.domain.enquiries.models import Enquiry, KeptCall
from schoolgate.domain.people.models import Contact, Student
from schoolgate.foundation import audit
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.vocabulary import Channel


@dataclass(frozen=True)
class Beside:
    """What happened beside the words."""

    fetched_why: str = ""
    """The emergency for which somebody was fetched from a lesson; empty: nobody was."""
    was_ended: bool = False
    """Whether it turned angry or abusive and was ended."""


NOTHING_BESIDE = Beside()


@transaction.atomic
def log_enquiry(
    actor: StaffActor, asked: Asked, beside: Beside = NOTHING_BESIDE, *, at: datetime
) -> Enquiry:
    """Open an enquiry with the family's words as somebody wrote them down.

    A lesson is interrupted only with its reason on record (GN-5.4a). Raises
    NotAllowedError for a contact who may not raise anything: keep the call instead.
    """
    if asked.noted_by != actor.staff:
        refuse("not_the_writer", "Who writes it down is who is signed in.").require()
    enquiry = open_enquiry(asked, by=actor, at=at)
    if beside.fetched_why:
        note_for_staff(actor, enquiry, beside.fetched_why, MessageKind.FETCHED, at)
        record("enquiry.lesson_interrupted", enquiry, actor, at)
    if beside.was_ended:
        report_abuse(actor, enquiry, at=at)
    return enquiry


@dataclass(frozen=True)
class Said:
    """What somebody said who may not raise anything about this student."""

    student: Student
    contact: Contact | None
    caller: str
    channel: Channel
    text: str


@transaction.atomic
def keep_call(
    actor: StaffActor, said: Said, beside: Beside = NOTHING_BESIDE, *, at: datetime
) -> KeptCall:
    """Keep what was said for the office and the leadership; answer and tell nothing.

    Raises NotAllowedError for somebody who may raise it: then it is an enquiry.
    """
    on = said.student.school.day_of(at)
    if said.contact and may_open_enquiry(said.contact, said.student, on=on).allowed:
        refuse("may_ask", "They may ask about this student: open it.").require()
    kept = KeptCall.objects.create(
        school_id=said.student.school_id,
        student=said.student,
        contact=said.contact,
        caller="" if said.contact else said.caller,
        channel=said.channel,
        text="\n\n".join(filter(None, [said.text, _fetched(beside)])),
        noted_by=actor.staff,
        kept_at=at,
    )
    audit.record(
        "call.kept",
        school_id=kept.school_id,
        by=actor,
        at=at,
        about=kept.signature,
        facts={"channel": said.channel.value, "fetched": bool(beside.fetched_why)},
    )
    if beside.was_ended:
        report_abuse(actor, kept, at=at)
    return kept


def _fetched(beside: Beside) -> str:
    why = beside.fetched_why
    return f"Somebody was fetched from a lesson: {why}" if why else ""
