"""What is about a child's safety goes to the safeguarding lead, and nowhere else."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.enquiries.access.moves import may_pass_to_the_lead
from schoolgate.domain.enquiries.access.readers import visible_safety_notes
from schoolgate.domain.enquiries.enums import (
    NOTED_BY_STAFF,
    Readership,
    SafetySource,
)
from schoolgate.domain.enquiries.models import Enquiry, SafetyNote
from schoolgate.domain.people.models import Contact
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import refuse


@dataclass(frozen=True)
class Worry:
    """What worries somebody, and about which child, in their words."""

    text: str
    child: str = ""
    source: SafetySource = SafetySource.HEARD


@transaction.atomic
def tell_as_family(
    contact: Contact, worry: Worry, *, by: Actor, at: datetime
) -> SafetyNote:
    """Tell the lead what worries somebody in a family about any child.

    Nothing closes this: not a court order, not the want of a tie. It opens no enquiry,
    tells nobody else, and answers nothing about any student.
    """
    note = SafetyNote(contact=contact, source=SafetySource.FAMILY)
    return _kept(note, worry, contact.school_id, by, at)


@transaction.atomic
def tell_as_staff(actor: StaffActor, worry: Worry, *, at: datetime) -> SafetyNote:
    """Tell the lead what a member of staff has seen, or was told."""
    if worry.source not in NOTED_BY_STAFF:
        refuse("no_such_source", "Say whether you saw or heard it.").require()
    note = SafetyNote(staff=actor.staff, source=worry.source)
    return _kept(note, worry, actor.staff.school_id, actor, at)


@transaction.atomic
def pass_to_the_lead(
    actor: StaffActor, enquiry: Enquiry, why: str, *, at: datetime
) -> SafetyNote:
    """Say that an enquiry is about a child's safety: at once it is the lead's alone.

    Who has it, its promise and its family's page stay as they are. What was joined into
    it goes with it. Locks the enquiry: an answer at the same moment comes before, or is
    refused.
    """
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    on = enquiry.school.day_of(at)
    may_pass_to_the_lead(actor, enquiry, on=on).require()
    enquiry.readership = Readership.SAFEGUARDING
    enquiry.version += 1
    enquiry.save(update_fields=["readership", "version"])
    enquiry.joined.update(readership=Readership.SAFEGUARDING)
    note = SafetyNote(staff=actor.staff, source=SafetySource.ENQUIRY, enquiry=enquiry)
    child = enquiry.student.full_name if enquiry.student else ""
    worry = Worry(why, child)
    return _kept(note, worry, enquiry.school_id, actor, at)


@transaction.atomic
def take_note(actor: StaffActor, note: SafetyNote, *, at: datetime) -> SafetyNote:
    """Say that it is in this person's hands; the first one stands.

    Raises SafetyNote.DoesNotExist for a note that is not theirs to read.
    """
    on = actor.day_of(at)
    rows = visible_safety_notes(actor.staff.pk, on=on).select_for_update()
    note = rows.get(pk=note.pk)
    if note.taken_at is None:
        note.taken_by, note.taken_at = actor.staff, at
        note.save(update_fields=["taken_by", "taken_at"])
        _record("safety.taken", note, actor, at)
    return note


def _kept(
    note: SafetyNote, worry: Worry, school_id: int, by: Actor, at: datetime
) -> SafetyNote:
    note.school_id, note.told_at = school_id, at
    note.text, note.child = worry.text, worry.child
    note.save()
    _record("safety.noted", note, by, at)
    return note


def _record(action: str, note: SafetyNote, by: Actor, at: datetime) -> None:
    """Put it into the audit: that there is a note; not from where, nor about whom."""
    audit.record(action, school_id=note.school_id, by=by, at=at, about=note.signature)
