"""What turned angry or abusive, calls that were kept, and who looks at them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.domain.enquiries.access.moves import may_note_enquiry
from schoolgate.domain.enquiries.actions.changing import note_for_staff
from schoolgate.domain.enquiries.actions.telling import tell_one_channel
from schoolgate.domain.enquiries.enums import ONE_WAYS, MessageKind, Readership
from schoolgate.domain.enquiries.models import Enquiry, Incident, KeptCall, OneChannel
from schoolgate.domain.people.models import Contact, StaffMember
from schoolgate.foundation import audit
from schoolgate.kernel.decision import Decision, allow, refuse
from schoolgate.kernel.vocabulary import Channel

ENDED = "It turned angry or abusive, and was ended. It is reported."


@transaction.atomic
def report_abuse(
    actor: StaffActor, about: Enquiry | KeptCall, *, at: datetime
) -> Incident:
    """Report that it turned angry or abusive and was ended (GN-5.4d).

    It reaches the line manager at once; without one, the leadership. The enquiry keeps
    its promise: what was asked is still answered.
    """
    on = about.school.day_of(at)
    if isinstance(about, Enquiry):
        note_for_staff(actor, about, ENDED, MessageKind.ENDED, at)
    incident = Incident.objects.create(
        school_id=about.school_id,
        enquiry=about if isinstance(about, Enquiry) else None,
        kept_call=about if isinstance(about, KeptCall) else None,
        reported_by=actor.staff,
        told=_line_manager(actor.staff, on),
        reported_at=at,
    )
    _record("incident.reported", incident, actor, at)
    return incident


@transaction.atomic
def report_enquiry(actor: StaffActor, enquiry: Enquiry, *, at: datetime) -> Incident:
    """Report it from the enquiry itself, by anyone who sees it.

    Not from one that only few may read: the report names its family to a line manager.
    """
    may_note_enquiry(actor, enquiry, on=enquiry.school.day_of(at)).require()
    if enquiry.readership != Readership.STAFF:
        refuse("for_few", "Only few may read it: talk to your line manager.").require()
    return report_abuse(actor, enquiry, at=at)


@transaction.atomic
def look_into(
    actor: StaffActor, row: Incident | KeptCall, next_step: str, *, at: datetime
) -> None:
    """Say that it was seen, and what happens next; the last words stand."""
    row.seen_by, row.seen_at, row.next_step = actor.staff, at, next_step
    row.save(update_fields=["seen_by", "seen_at", "next_step"])
    action = "incident.seen" if isinstance(row, Incident) else "call.seen"
    _record(action, row, actor, at)


def may_ask_one_channel(actor: StaffActor) -> Decision:
    """Decide whether this person may ask a contact to use one way: who leads."""
    if actor.roles & LEADERSHIP:
        return allow("leads_the_school", "You answer for the whole school.")
    return refuse("not_leading", "Who leads the school asks that.")


@dataclass(frozen=True)
class OneWay:
    """Which way, why in words that the contact reads, and until when."""

    channel: Channel
    reason: str
    review_on: date


@transaction.atomic
def ask_one_channel(
    actor: StaffActor, contact: Contact, way: OneWay, *, at: datetime
) -> OneChannel:
    """Ask a contact to use one way until a day; takes the place of what was asked.

    It stops nothing: whatever they send by any channel is taken in and answered. They
    are told by mail and on their pages.
    """
    may_ask_one_channel(actor).require()
    on = contact.school.day_of(at)
    if way.channel not in ONE_WAYS:
        refuse("no_such_way", "Nobody can be asked to keep to that.").require()
    if way.review_on <= on:
        refuse("not_later", "Choose a later day than today.").require()
    OneChannel.objects.filter(contact=contact, ended_at=None).update(ended_at=at)
    asked = OneChannel.objects.create(
        school_id=contact.school_id,
        contact=contact,
        channel=way.channel,
        reason=way.reason,
        from_on=on,
        review_on=way.review_on,
        asked_by=actor.staff,
    )
    _record_contact("contact.asked_one_channel", contact, actor, at, way.channel)
    tell_one_channel(asked, at=at)
    return asked


@transaction.atomic
def end_one_channel(actor: StaffActor, contact: Contact, *, at: datetime) -> None:
    """Ask nothing of them any more."""
    may_ask_one_channel(actor).require()
    OneChannel.objects.filter(contact=contact, ended_at=None).update(ended_at=at)
    _record_contact("contact.any_channel", contact, actor, at, "")


def _line_manager(staff: StaffMember, on: date) -> StaffMember | None:
    manager = staff.line_manager
    return manager if manager and manager.is_employed(on) else None


def _record(
    action: str, row: Incident | KeptCall, actor: StaffActor, at: datetime
) -> None:
    audit.record(
        action, school_id=row.school_id, by=actor, at=at, about=row.signature, facts={}
    )


def _record_contact(
    action: str, contact: Contact, actor: StaffActor, at: datetime, channel: str
) -> None:
    audit.record(
        action,
        school_id=contact.school_id,
        by=actor,
        at=at,
        about=f"contact:{contact.public_id}",
        facts={"channel": str(channel)},
    )
