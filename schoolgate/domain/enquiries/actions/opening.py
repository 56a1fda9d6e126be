"""Opening an enquiry, and the family writing back in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from schoolgate.domain.accounts.access.actors import FamilyActor
from schoolgate.domain.deliveries.models import InboundMail
from schoolgate.domain.enquiries.access.moves import may_open_enquiry, may_write_back
from schoolgate.domain.enquiries.actions.attaching import Upload, attach
from schoolgate.domain.enquiries.actions.changing import move
from schoolgate.domain.enquiries.actions.confiding import name_readers
from schoolgate.domain.enquiries.actions.indexing import keep_words
from schoolgate.domain.enquiries.actions.telling import tell_received
from schoolgate.domain.enquiries.enums import (
    Begun,
    EnquiryState,
    MessageKind,
    Readership,
)
from schoolgate.domain.enquiries.models import Enquiry, Message, Promise
from schoolgate.domain.enquiries.queries.desks import Desk, first_desk
from schoolgate.domain.enquiries.rules import CONFIDENTIAL_TITLE
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.domain.policies.queries import Policy, policy_of
from schoolgate.domain.policies.rules import promise
from schoolgate.domain.schools.queries import calendar_of
from schoolgate.foundation import audit
from schoolgate.foundation.ids import new_reference
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.vocabulary import Channel, Concern
from schoolgate.kernel.working_time import CalendarError

REFERENCE_TRIES = 5


@dataclass(frozen=True)
class Asked:
    """What a family asks or tells, however it came in."""

    contact: Contact
    student: Student | None
    """None while it is not known which child it is about: the office sorts it."""
    concern: Concern
    channel: Channel
    title: str
    text: str
    subject: str = ""
    mail: InboundMail | None = None
    desk: Desk | None = None
    """Where the sender addressed it; otherwise the policy's route decides."""
    received_at: datetime | None = None
    """When it came in, if that was before it was opened: the promise counts from it."""
    noted_by: StaffMember | None = None
    """Who wrote it down, where the family said it to somebody or sent a letter."""
    is_in_confidence: bool = False
    """For those at its desk alone, whom the family saw by name (GN-4.3b)."""
    begun: Begun = Begun.ASKED
    """Whether they ask, or tell."""


@transaction.atomic
def open_enquiry(asked: Asked, *, by: Actor, at: datetime) -> Enquiry:
    """Open an enquiry, give it its promise, put it on the right desk, tell the family.

    Writes the receipt in the same transaction. Raises NotAllowedError for a contact
    without a tie that allows it, and NoPolicyAdoptedError before the school has
    adopted a pack.
    """
    on = asked.contact.school.day_of(at)
    may_open_enquiry(asked.contact, asked.student, on=on).require()
    policy = policy_of(asked.contact.school_id)
    desk = asked.desk or first_desk(
        policy.pack,
        asked.concern,
        student=asked.student,
        subject=asked.subject,
        on=on,
    )
    received_at = asked.received_at or at
    enquiry = put_on_record(asked, desk, received_at)
    if asked.is_in_confidence:
        name_readers(enquiry, at=at)
    say_as_family(
        *(enquiry, asked.text),
        channel=asked.channel,
        at=received_at,
        mail=asked.mail,
        noted_by=asked.noted_by,
    )
    give_promise(enquiry, policy, channel=asked.channel, at=received_at)
    keep_words([enquiry])
    audit.record(
        "enquiry.opened",
        school_id=enquiry.school_id,
        by=by,
        at=at,
        about=enquiry.signature,
        facts={"channel": enquiry.channel, "role": enquiry.role, "step": desk.step},
    )
    tell_received(enquiry, at=at)
    return enquiry


@transaction.atomic
def write_back(
    enquiry: Enquiry,
    text: str,
    *,
    by: FamilyActor,
    at: datetime,
    channel: Channel = Channel.PORTAL,
    mail: InboundMail | None = None,
    wants_answer: bool = True,
    files: Sequence[Upload] = (),
) -> Enquiry:
    """Add the family's next words; after an answer they start a new promise.

    Unless they say that they want no answer: a thank-you owes nobody anything.

    Locks the enquiry: an answer given at the same moment comes before or after it,
    never in between. Raises NotAllowedError for whom the enquiry is not, or who may no
    longer raise anything about this student.
    """
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    may_write_back(by, enquiry, on=enquiry.school.day_of(at)).require()
    said = say_as_family(enquiry, text, channel=channel, at=at, mail=mail)
    attach(said, files)
    if wants_answer and enquiry.state != EnquiryState.OPEN:
        move(enquiry, EnquiryState.OPEN)
        policy = policy_of(enquiry.school_id)
        give_promise(enquiry, policy, channel=channel, at=at)
        tell_received(enquiry, at=at)
    enquiry.version += 1
    enquiry.save()
    audit.record(
        "enquiry.written_back",
        school_id=enquiry.school_id,
        by=by,
        at=at,
        about=enquiry.signature,
        facts={"channel": channel.value},
    )
    return enquiry


def give_promise(
    enquiry: Enquiry, policy: Policy, *, channel: Channel, at: datetime
) -> Promise:
    """Count the promise from the school's calendar and write it down, once.

    A calendar that ends too early gives no date: nothing is lost, and the reason
    stands where the date would be.
    """
    given = Promise(
        enquiry=enquiry,
        school_id=enquiry.school_id,
        adoption_version=policy.version,
        channel=channel,
        step=enquiry.step,
        received_at=at,
    )
    try:
        counted = promise(policy.pack, calendar_of(enquiry.school), channel, at)
    except CalendarError as error:
        given.because = [f"No date can be given: {error}"]
    else:
        given.counts_from = counted.counts_from
        given.is_counted_later = counted.counts_from > enquiry.school.day_of(at)
        given.acknowledge_by = counted.acknowledge_by
        given.answer_by = counted.answer_by
        given.clauses = list(counted.clauses)
        given.because = list(counted.because)
    if policy.receipt_acknowledges:
        given.acknowledged_at = at
    given.save()
    enquiry.promise, enquiry.due_at = given, given.next_due_at
    enquiry.save(update_fields=["promise", "due_at"])
    return given


def put_on_record(asked: Asked, desk: Desk, at: datetime) -> Enquiry:
    """Create the row; a reference that is taken is drawn again."""
    for tries_left in reversed(range(REFERENCE_TRIES)):
        try:
            with transaction.atomic():
                return Enquiry.objects.create(
                    school_id=asked.contact.school_id,
                    reference=new_reference(),
                    contact=asked.contact,
                    student=asked.student,
                    channel=asked.channel,
                    begun=asked.begun,
                    concern=asked.concern,
                    subject=asked.subject,
                    title=CONFIDENTIAL_TITLE if asked.is_in_confidence else asked.title,
                    readership=Readership.NAMED
                    if asked.is_in_confidence
                    else Readership.STAFF,
                    role=desk.role,
                    step=desk.step,
                    holder=desk.holder,
                    opened_at=at,
                )
        except IntegrityError:
            if not tries_left:
                raise
    raise AssertionError("unreachable")


def say_as_family(
    enquiry: Enquiry,
    text: str,
    *,
    channel: Channel,
    at: datetime,
    kind: MessageKind = MessageKind.FROM_FAMILY,
    mail: InboundMail | None = None,
    noted_by: StaffMember | None = None,
) -> Message:
    """Write down what the family says."""
    return Message.objects.create(
        school_id=enquiry.school_id,
        enquiry=enquiry,
        kind=kind,
        text=text,
        channel=channel,
        sent_at=at,
        mail=mail,
        noted_by=noted_by,
    )
