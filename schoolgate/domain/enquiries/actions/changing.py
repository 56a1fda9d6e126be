"""What every change of an enquiry shares: locking, moving, speaking, recording."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.disclosure.access import may_be_reached, may_be_told
from schoolgate.domain.enquiries.enums import EnquiryState, MessageKind
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.rules import may_move
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import Decision, refuse
from schoolgate.kernel.vocabulary import Category, Channel


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


def lock_to_change(
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


def move(enquiry: Enquiry, to: EnquiryState) -> None:
    """Take an enquiry to another state, as the table of moves allows.

    Raises NotAllowedError for a move that is not in it.
    """
    if not may_move(EnquiryState(enquiry.state), to):
        refuse("no_such_move", f"It is {enquiry.state} and cannot be {to}.").require()
    enquiry.state, enquiry.closed_at, enquiry.outcome = to, None, ""


def count_for_this_step(enquiry: Enquiry) -> None:
    """Let the promise that runs count for the step the enquiry has come to."""
    given = enquiry.promise
    if given is not None and given.answered_at is None:
        given.step = enquiry.step
        given.save(update_fields=["step"])


def note_for_staff(
    actor: StaffActor,
    enquiry: Enquiry,
    text: str,
    kind: MessageKind,
    at: datetime,
    *,
    reached: str = "",
) -> Message:
    """Write what no family page and no mail ever shows."""
    return _write(enquiry, text, kind, at, staff=actor.staff, reached=reached)


def say_to_family(
    actor: StaffActor, enquiry: Enquiry, reply: Reply, kind: MessageKind, at: datetime
) -> Message:
    """Write what the family will read, if they may be told that; otherwise raise."""
    on = enquiry.school.day_of(at)
    may_be_reached(enquiry.contact, enquiry.student, on=on).require()
    if reply.category is not None:
        _require_may_be_told(enquiry, reply.category, at)
    return _write(
        *(enquiry, reply.text, kind, at),
        staff=actor.staff,
        category=reply.category or "",
    )


def _write(
    enquiry: Enquiry, text: str, kind: MessageKind, at: datetime, **more: object
) -> Message:
    return Message.objects.create(
        school_id=enquiry.school_id,
        enquiry=enquiry,
        kind=kind,
        text=text,
        channel=Channel.PORTAL,
        sent_at=at,
        **more,
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


def record(
    action: str, enquiry: Enquiry, by: Actor, at: datetime, **facts: str | int
) -> None:
    """Put it into the audit: what was done to which enquiry; no word of anybody's."""
    audit.record(
        action,
        school_id=enquiry.school_id,
        by=by,
        at=at,
        about=enquiry.signature,
        facts=dict(facts),
    )
