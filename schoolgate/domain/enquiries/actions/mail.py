"""What becomes of a mail that came in: a reply, an enquiry, or held for the office.

A mail authorises nothing. It is stored whole before anything is made of it; whoever
it says it is from, answers go where the school's record says.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from schoolgate.domain.accounts.access.actors import (
    StaffActor,
    family_actor,
    staff_actor,
)
from schoolgate.domain.accounts.queries.posts import holders
from schoolgate.domain.deliveries.access import may_settle_mail
from schoolgate.domain.deliveries.enums import InboundOutcome
from schoolgate.domain.deliveries.models import InboundMail
from schoolgate.domain.disclosure.access import may_be_reached, visible_ties
from schoolgate.domain.enquiries.access.moves import (
    may_answer_enquiry,
    may_open_enquiry,
)
from schoolgate.domain.enquiries.actions.drafting import add_mail_to_draft
from schoolgate.domain.enquiries.actions.opening import (
    Asked,
    open_enquiry,
    write_back,
)
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.channels import mail_domains
from schoolgate.domain.enquiries.queries.desks import Desk
from schoolgate.domain.enquiries.queries.threads import (
    enquiry_with_reference,
    subjects_by_student,
)
from schoolgate.domain.enquiries.rules import reference_in, title_of
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.domain.people.queries import (
    contacts_with_address,
    staff_with_address,
)
from schoolgate.domain.policies.queries import policy_of
from schoolgate.domain.policies.rules import roles_of
from schoolgate.domain.schools.models import School
from schoolgate.foundation import audit
from schoolgate.kernel.actors import SYSTEM, Actor
from schoolgate.kernel.incoming_mail import IncomingMail, WrittenBy
from schoolgate.kernel.vocabulary import Channel, Concern

SAME_MAIL_WITHIN = timedelta(days=1)
NO_SUBJECT = "A message"
OTHER_WORDS = "It has the number of an earlier mail, and says something else."
NO_TIE = "This person has no tie that lets them ask."


@dataclass(frozen=True)
class Received:
    """What was made of a mail, and the enquiry it became or joined."""

    mail: InboundMail
    enquiry: Enquiry | None = None


class _Held(Exception):  # noqa: N818 (it is no error: a person has to look)
    """Why a person has to look at a mail, and who it seems to be from."""

    def __init__(self, why: str, contact: Contact | None = None) -> None:
        super().__init__(why)
        self.why, self.contact = why, contact


def receive_mail(
    school: School, mail: IncomingMail, *, recipient: str, at: datetime
) -> Received:
    """Store a mail and do what follows from it, in one transaction.

    Returns when it is safely stored, whatever its outcome. `at` is the intake's own
    time. The same mail again is recorded and leads to nothing.
    """
    said = mail.text or hashlib.sha256(mail.raw).hexdigest()
    by = mail.written_by
    body = _hash(mail.sender, recipient.lower(), mail.subject, said, by)
    row = InboundMail(
        school=school,
        received_at=at,
        envelope_from=mail.envelope_from,
        recipient=recipient[:320],
        sender=mail.sender[:320],
        subject=mail.subject,
        text=mail.text,
        raw=mail.raw,
        body_hash=body,
        outcome=InboundOutcome.QUARANTINED,
        fingerprint=_hash(
            mail.message_id or f"{body} {school.day_of(at)}",
            mail.sender,
            recipient.lower(),
        ),
    )
    try:
        with transaction.atomic():
            if _came_lately(row, at):
                return _duplicate(row, mail)
            row.save()
            return _settle(row, mail, at)
    except IntegrityError:
        return _duplicate(row, mail)


@transaction.atomic
def _duplicate(row: InboundMail, mail: IncomingMail) -> Received:
    """Record a mail that came before; a person's other words are held, never lost."""
    mails = InboundMail.objects.filter(school=row.school)
    says_the_same = mails.filter(body_hash=row.body_hash).exists()
    if not says_the_same and not mails.filter(fingerprint=row.fingerprint).exists():
        raise RuntimeError("A mail was refused by a constraint that is not about it.")
    row.pk = None
    row.fingerprint = None
    row.outcome, row.reason = InboundOutcome.DUPLICATE, "The same mail came before."
    if mail.written_by is WrittenBy.PERSON and not says_the_same:
        row.outcome, row.reason = InboundOutcome.QUARANTINED, OTHER_WORDS
    row.save()
    return Received(row)


def _settle(row: InboundMail, mail: IncomingMail, at: datetime) -> Received:
    """Decide what a stored mail is, and do it."""
    if mail.written_by is not WrittenBy.PERSON:
        bounced = mail.written_by is WrittenBy.MAIL_SERVER
        row.outcome = InboundOutcome.BOUNCE if bounced else InboundOutcome.AUTO_REPLY
        row.reason = "Written by a machine; it gets no answer."
        row.save()
        return Received(row)
    if drafted := _drafted(row, mail, at):
        return drafted
    try:
        contact = _sender(mail, row.school.day_of(at))
        enquiry = _joined(row, contact, mail, at) or _opened(row, contact, at)
    except _Held as held:
        row.outcome, row.reason = InboundOutcome.QUARANTINED, held.why
        row.contact = held.contact
        row.save()
        audit.record(
            "mail.held",
            school_id=row.school_id,
            by=SYSTEM,
            at=at,
            about=f"inbound:{row.public_id}",
        )
        return Received(row)
    row.contact = contact
    row.save()
    return Received(row, enquiry)


def _drafted(row: InboundMail, mail: IncomingMail, at: datetime) -> Received | None:
    """Keep what a member of staff wrote to a conversation of theirs as their draft.

    It is sent to nobody: a mail authorises nothing, and they still choose what it tells
    about the student. Only from their own school address, which the sending server
    named too; from any other it goes the way of every mail.
    """
    reference = reference_in(row.recipient.partition("@")[0])
    if reference is None or mail.fault or not mail.text:
        return None
    if mail.envelope_from.lower() != mail.sender.lower():
        return None
    if mail.sender.lower().rpartition("@")[2] not in mail_domains(row.school):
        return None
    on = row.school.day_of(at)
    members = list(staff_with_address(mail.sender, on=on)[:2])
    enquiry = enquiry_with_reference(reference)
    if len(members) != 1 or enquiry is None:
        return None
    actor = staff_actor(members[0])
    if not may_answer_enquiry(actor, enquiry, on=on).allowed:
        return None
    row.outcome = InboundOutcome.DRAFT
    row.save()
    add_mail_to_draft(actor, enquiry, row, at=at)
    return Received(row, enquiry)


def _sender(mail: IncomingMail, on: date) -> Contact:
    """Return the one contact this mail is from; _Held if that cannot be said."""
    if mail.fault:
        raise _Held(mail.fault)
    if not mail.text:
        raise _Held("There are no words in it.")
    contacts = list(contacts_with_address(mail.sender)[:2])
    if not contacts:
        raise _Held("Nobody on record has this address.")
    if len(contacts) > 1:
        raise _Held("More than one person on record has this address.")
    if not may_open_enquiry(contacts[0], None, on=on).allowed:
        raise _Held(NO_TIE, contacts[0])
    return contacts[0]


def _joined(
    row: InboundMail, contact: Contact, mail: IncomingMail, at: datetime
) -> Enquiry | None:
    """Add a mail to the conversation it was addressed to, if it is this person's."""
    reference = reference_in(row.recipient.partition("@")[0])
    if reference is None:
        return None
    enquiry = enquiry_with_reference(reference)
    if enquiry is None or enquiry.contact_id != contact.pk:
        raise _Held("It answers a conversation that is not this person's.", contact)
    if not may_open_enquiry(contact, enquiry.student, on=row.school.day_of(at)).allowed:
        raise _Held(NO_TIE, contact)
    row.outcome = InboundOutcome.REPLY
    return write_back(
        enquiry,
        mail.text,
        by=family_actor(contact),
        at=at,
        channel=Channel.EMAIL,
        mail=row,
    )


def _opened(row: InboundMail, contact: Contact, at: datetime) -> Enquiry:
    """Open an enquiry: at the post it was addressed to, else by the policy's route."""
    on = row.school.day_of(at)
    if not may_be_reached(contact, None, on=on).allowed:
        raise _Held(NO_TIE, contact)  # it may be about the one it must not be about
    row.outcome = InboundOutcome.ENQUIRY
    asked = asked_in_mail(row, contact, at=at)
    return open_enquiry(asked, by=family_actor(contact), at=at)


def asked_in_mail(row: InboundMail, contact: Contact, *, at: datetime) -> Asked:
    """Return what this contact asks in a mail.

    The child is known when there is one; the concern when the mail was addressed to a
    member of staff who stands first on a route for that child. All else is for the
    office to sort.
    """
    on = row.school.day_of(at)
    ties = visible_ties(contact, on=on)
    students = list({tie.student.pk: tie.student for tie in ties}.values())
    student = students[0] if len(students) == 1 else None
    staff = staff_with_address(row.recipient, on=on).first()
    addressed = _addressed_to(staff, students, on) if staff else None
    student, concern, subject, desk = addressed or (student, Concern.GENERAL, "", None)
    return Asked(
        contact=contact,
        student=student,
        concern=concern,
        subject=subject,
        channel=Channel.EMAIL,
        title=(title_of(row.subject) or title_of(row.text) or NO_SUBJECT)[:120],
        text=row.text,
        mail=row,
        desk=desk,
        received_at=row.received_at,
    )


def _addressed_to(
    staff: StaffMember, students: list[Student], on: date
) -> tuple[Student, Concern, str, Desk] | None:
    """Find the one child, concern and subject for which this person is asked first."""
    found: list[tuple[Student, Concern, str, Desk]] = []
    subjects = subjects_by_student(students)
    for student in students:
        pack = policy_of(student.school_id).pack
        for concern in (Concern.ACADEMIC, Concern.PASTORAL):
            first = next(iter(roles_of(pack, concern)), None)
            if first is None:
                continue
            for subject in ["", *subjects.get(student.pk, [])]:
                holder = holders([first], student=student, subject=subject, on=on).get(
                    first
                )
                if holder and holder.staff == staff:
                    desk = Desk(first, 1, staff)
                    found.append((student, concern, holder.subject, desk))
    students_found = {student.pk for student, *_ in found}
    return found[0] if len(students_found) == 1 else None


@transaction.atomic
def promote_held_mail(
    row: InboundMail, contact: Contact, *, by: StaffActor, at: datetime
) -> Enquiry:
    """Make an enquiry of a held mail, for the contact the office says it is from.

    The promise counts from when the mail came in, not from now. For the office alone.
    """
    may_settle_mail(by).require()
    asked = asked_in_mail(row, contact, at=at)
    enquiry = open_enquiry(asked, by=by, at=at)
    _settle_held(row, "mail.promoted", by, at)
    row.contact = contact
    row.save(update_fields=["contact"])
    return enquiry


@transaction.atomic
def set_aside_held_mail(row: InboundMail, *, by: StaffActor, at: datetime) -> None:
    """Put a held mail on the shelf: kept, and nothing made of it. For the office."""
    may_settle_mail(by).require()
    _settle_held(row, "mail.set_aside", by, at)


def _settle_held(row: InboundMail, action: str, by: Actor, at: datetime) -> None:
    settled = InboundMail.objects.filter(pk=row.pk, settled_at=None).update(
        settled_at=at, settled_by=by.signature
    )
    if not settled:
        raise InboundMail.DoesNotExist("Somebody settled this mail already.")
    audit.record(
        action,
        school_id=row.school_id,
        by=by,
        at=at,
        about=f"inbound:{row.public_id}",
    )


def _came_lately(row: InboundMail, at: datetime) -> bool:
    """Answer whether the same words came just before, under another Message-ID.

    Not in a conversation: "Yes" twice answers two questions.
    """
    if reference_in(row.recipient.partition("@")[0]) is not None:
        return False
    return InboundMail.objects.filter(
        school=row.school,
        body_hash=row.body_hash,
        received_at__gt=at - SAME_MAIL_WITHIN,
    ).exists()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()
