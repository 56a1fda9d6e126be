"""Rights to data: asking, complaining, recognising it, and answering by the law."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from schoolgate.domain.accounts.access.actors import FamilyActor, StaffActor
from schoolgate.domain.deliveries.actions import Notice, queue_notice
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.disclosure.access import visible_ties
from schoolgate.domain.enquiries.access.moves import may_note_enquiry
from schoolgate.domain.enquiries.enums import (
    DATA_FOR_STAFF_ALONE,
    DataKind,
    DataStep,
)
from schoolgate.domain.enquiries.models import (
    DataEntry,
    DataMatter,
    Enquiry,
    KeptCall,
)
from schoolgate.domain.enquiries.queries.callers import visible_kept_calls
from schoolgate.domain.enquiries.queries.data_matters import (
    Matter,
    came_with,
    matters_of,
    may_answer_data,
    visible_data_matters,
)
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.vocabulary import Channel


@dataclass(frozen=True)
class Asks:
    """What a contact wants of its rights to data, in their own words."""

    contact: Contact
    student: Student | None
    """None: about the contact's own data alone."""
    kind: DataKind
    text: str


@transaction.atomic
def ask_for_data(asks: Asks, *, by: FamilyActor, at: datetime) -> DataMatter:
    """Take in a request for data, or a complaint about it, from the family's page.

    Open to every contact with a way in, whatever else they were asked: under a
    restriction too, then about their own data alone. Refuses somebody else's child.
    """
    contact, student = asks.contact, asks.student
    on = contact.school.day_of(at)
    if contact.pk not in {each.pk for each in by.contacts}:
        refuse("not_theirs", "Ask for yourself.").require()
    ties = visible_ties(contact, on=on)
    if student is not None and not ties.filter(student=student).exists():
        refuse("no_tie", "Choose a child of yours, or yourself.").require()
    matter = DataMatter.objects.create(
        school_id=contact.school_id,
        kind=asks.kind,
        contact=contact,
        student=student,
        channel=Channel.PORTAL,
        received_at=at,
    )
    _write(matter, DataStep.FROM_FAMILY, asks.text, None, at)
    _record("data.asked", matter, by, at)
    _tell(matter, at)
    return matter


@transaction.atomic
def recognise_data(
    actor: StaffActor, enquiry: Enquiry, kind: DataKind, *, at: datetime
) -> DataMatter:
    """Say that an enquiry also asks for data, or complains about it.

    The enquiry goes on with its promise; this is a second thing, linked to it, with the
    clock of the law from the day it came. For anyone who sees the enquiry. Seen twice
    is one.
    """
    may_note_enquiry(actor, enquiry, on=enquiry.school.day_of(at)).require()
    said = came_with(enquiry)
    made = DataMatter(
        school_id=enquiry.school_id,
        kind=kind,
        contact=enquiry.contact,
        student=enquiry.student,
        channel=said.channel,
        received_at=said.sent_at,
        enquiry=enquiry,
        recognised_by=actor.staff,
    )
    return _once(made, said.text, actor, at)


@transaction.atomic
def recognise_in_kept_call(
    actor: StaffActor, call: KeptCall, kind: DataKind, *, at: datetime
) -> DataMatter:
    """Say that a kept call asks for data: of the caller's own, and of nobody else.

    Whoever is kept from a child still has a right to what is held about them.
    """
    if not visible_kept_calls(actor).filter(pk=call.pk).exists():
        refuse("not_seen", "You cannot see it.").require()
    if call.contact is None:
        refuse("not_on_record", "Find out first who called.").require()
    made = DataMatter(
        school_id=call.school_id,
        kind=kind,
        contact=call.contact,
        student=None,
        channel=call.channel,
        received_at=call.kept_at,
        kept_call=call,
        recognised_by=actor.staff,
    )
    return _once(made, FROM_A_CALL, actor, at)


@dataclass(frozen=True)
class Doing:
    """What is done with a matter, and the words for it."""

    step: DataStep
    text: str


FROM_A_CALL = "As you said it to us, and we wrote it down."
"""What the contact reads of a kept call: the note of it has other words too."""
STAFF_STEPS = tuple(each for each in DataStep if each is not DataStep.FROM_FAMILY)


@transaction.atomic
def do_with_data(
    actor: StaffActor, matter: DataMatter, doing: Doing, *, at: datetime
) -> DataMatter:
    """Write down the next step; all but a note is told to the contact.

    Raises NotAllowedError for who does not answer for data, and for a step that cannot
    be: more time after the first month, asking back twice, anything once it is closed.
    """
    found = DataMatter.objects.select_for_update().get(pk=matter.pk)
    may_answer_data(actor, on=found.school.day_of(at)).require()
    [now] = matters_of([found], at=at)
    why_not = why_not_now(now, doing.step)
    if why_not:
        refuse("not_now", why_not).require()
    _write(found, doing.step, doing.text, actor.staff, at)
    if doing.step is DataStep.ANSWERED:
        found.closed_at = at
        found.save(update_fields=["closed_at"])
    _record(f"data.{doing.step.value}", found, actor, at)
    if doing.step not in DATA_FOR_STAFF_ALONE:
        _tell(found, at)
    return found


@transaction.atomic
def add_to_data(
    matter: DataMatter, text: str, *, by: FamilyActor, at: datetime
) -> DataEntry:
    """Add the contact's next words: their proof, what they mean, or anything else."""
    on = by.day_of(at)
    found = visible_data_matters(by, on=on).get(pk=matter.pk)
    if found.closed_at is not None:
        refuse("closed", "It was answered. Ask again, and it begins anew.").require()
    entry = _write(found, DataStep.FROM_FAMILY, text, None, at)
    _record("data.added", found, by, at)
    return entry


def why_not_now(matter: Matter, step: DataStep) -> str:
    """Return why a step cannot be taken now; nothing: it can."""
    clock, is_request = matter.clock, matter.row.kind == DataKind.REQUEST
    if matter.row.closed_at is not None:
        return "It was answered." if step is not DataStep.NOTE else ""
    if step is DataStep.ASKED_BACK and (clock.is_waiting or not is_request):
        return "You wait for them already." if is_request else "Its clock never stops."
    if step is DataStep.CAME_BACK and not clock.is_waiting:
        return "Nothing was asked back."
    if step is DataStep.EXTENDED and not clock.may_take_longer:
        return "More time can be told within the first month, once, for a request."
    return ""


def _once(made: DataMatter, text: str, actor: StaffActor, at: datetime) -> DataMatter:
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return DataMatter.objects.filter(
            enquiry=made.enquiry, kept_call=made.kept_call, kind=made.kind
        ).latest("pk")
    _write(made, DataStep.FROM_FAMILY, text, None, made.received_at)
    _record("data.recognised", made, actor, at)
    _tell(made, at)
    return made


def _write(
    matter: DataMatter,
    step: DataStep,
    text: str,
    staff: StaffMember | None,
    at: datetime,
) -> DataEntry:
    return DataEntry.objects.create(
        school_id=matter.school_id,
        matter=matter,
        step=step,
        text=text,
        staff=staff,
        at=at,
    )


def _tell(matter: DataMatter, at: datetime) -> None:
    """Tell the contact that there is news, with a link and no word of it.

    The outbox asks the gate: to who may not be reached nothing goes by mail, and who
    answers sees that and writes a letter.
    """
    contact = matter.contact
    if not contact.email:
        return
    queue_notice(
        Notice(
            kind=NoticeKind.DATA_RIGHTS,
            contact=contact,
            student=matter.student,
            category=None,
            about=matter.signature,
            reply_to=contact.school.office_address,
            facts={"name": "Data protection", "path": f"/data/{matter.public_id}/"},
        ),
        at=at,
    )


def _record(action: str, matter: DataMatter, by: Actor, at: datetime) -> None:
    audit.record(
        action,
        school_id=matter.school_id,
        by=by,
        at=at,
        about=matter.signature,
        facts={"kind": str(matter.kind)},
    )
