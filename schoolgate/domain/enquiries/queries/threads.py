"""One enquiry with what was said in it, as far as a reader may know it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import BigAutoField, Q, QuerySet

from schoolgate.domain.accounts.access.actors import AnyActor, StaffActor
from schoolgate.domain.disclosure.access import may_be_told
from schoolgate.domain.enquiries.access.moves import may_join_enquiries
from schoolgate.domain.enquiries.access.readers import (
    visible_enquiries,
    visible_ordinary,
)
from schoolgate.domain.enquiries.enums import (
    FAMILY_SAYS,
    FOR_STAFF_ALONE,
    Readership,
)
from schoolgate.domain.enquiries.models import (
    Attachment,
    Draft,
    Enquiry,
    Message,
    Reading,
)
from schoolgate.domain.people.models import GroupPlace, Student
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.vocabulary import Category

MOST_TO_JOIN = 20


def enquiry_seen_by(actor: AnyActor, public_id: str, *, at: datetime) -> Enquiry:
    """Return one enquiry this person may see; raises Enquiry.DoesNotExist otherwise.

    Not theirs, withheld, of another school, or not there: the same error.
    """
    on, related = (
        actor.day_of(at),
        ("contact", "student", "promise", "holder", "school"),
    )
    ordinary = visible_ordinary(actor, on=on).select_related(*related)
    if found := ordinary.filter(public_id=public_id).first():
        return found
    every = visible_enquiries(actor, on=on).select_related(*related)
    return every.get(public_id=public_id)


def messages_for_staff(
    enquiry: Enquiry, *, reading: Reading | None = None
) -> list[Message]:
    """Return everything said in an enquiry, in order.

    Of what was told in confidence, what had been said when this reading was written
    down, and what its reader has said since; without a reading, nothing.
    """
    if enquiry.readership != Readership.NAMED:
        return _MESSAGES(enquiry=enquiry.pk, for_staff=True)
    if reading is None or reading.enquiry_id != enquiry.pk:
        return []
    return [
        each
        for each in _MESSAGES(enquiry=enquiry.pk, for_staff=True)
        if each.sent_at <= reading.read_at or each.staff_id == reading.staff_id
    ]


def enquiry_with_reference(reference: str) -> Enquiry | None:
    """Return what a reference leads to now; who asks has still to be allowed in."""
    rows = Enquiry.objects.select_related("joined_into")
    found = rows.filter(reference=reference).first()
    return where_it_goes_on(found) if found else None


def where_it_goes_on(enquiry: Enquiry) -> Enquiry:
    """Return the one that an enquiry was joined into; itself where it was not."""
    return enquiry.joined_into or enquiry


def could_be_joined(
    actor: StaffActor, enquiry: Enquiry, *, at: datetime
) -> list[Enquiry]:
    """Return the other enquiries of this contact about this student, newest first.

    Only those that this person answers for as well.
    """
    on = actor.day_of(at)
    rows = visible_enquiries(actor, on=on).filter(
        contact=enquiry.contact_id, student=enquiry.student_id
    )
    others = rows.exclude(pk=enquiry.pk).select_related("holder", "school", "student")
    newest = others.order_by("-opened_at")[:MOST_TO_JOIN]
    return [
        each
        for each in newest
        if may_join_enquiries(actor, enquiry, each, on=on).allowed
    ]


def messages_for_family(enquiry: Enquiry, *, at: datetime) -> list[Message]:
    """Return what the contact may read now, in order.

    Their own words always; the school's only as far as the gate lets this contact be
    told today. What is withheld leaves no trace.
    """
    messages = _MESSAGES(enquiry=enquiry.pk, for_staff=False)
    if enquiry.student is None or not any(each.category for each in messages):
        return messages
    told = may_be_told(enquiry.contact, enquiry.student, on=enquiry.school.day_of(at))
    return [each for each in messages if _is_open(each, told)]


def files_of(messages: Iterable[Message]) -> dict[int, list[Attachment]]:
    """Return the files of these messages by their key, without what is in them."""
    found: dict[int, list[Attachment]] = {}
    keys = [each.pk for each in messages]
    for each in Attachment.objects.filter(message__in=keys).defer("data"):
        found.setdefault(each.message_id, []).append(each)
    return found


def file_among(messages: Iterable[Message], public_id: str) -> Attachment:
    """Return one file of these messages; raises Attachment.DoesNotExist.

    `messages` are those that the reader may read now.
    """
    keys = [each.pk for each in messages]
    return Attachment.objects.get(message__in=keys, public_id=public_id)


def draft_of(actor: StaffActor, enquiry: Enquiry) -> Draft | None:
    """Return what this person has begun to answer; nobody else is given it."""
    return Draft.objects.filter(enquiry=enquiry, staff=actor.staff).first()


def what_may_be_told(enquiry: Enquiry, *, at: datetime) -> dict[Category, Decision]:
    """Return the gate's answer for each category; empty while no child is known."""
    if enquiry.student is None:
        return {}
    return dict(
        may_be_told(enquiry.contact, enquiry.student, on=enquiry.school.day_of(at))
    )


def _messages(enquiry: Given, *, for_staff: bool) -> QuerySet[Message]:
    its_own = Q(enquiry=enquiry)
    joined = Enquiry.objects.filter(joined_into=enquiry).values("pk")
    rows = Message.objects.filter(its_own | Q(enquiry__in=joined))
    if not for_staff:
        rows = rows.exclude(kind__in=sorted(FOR_STAFF_ALONE))
    return rows.select_related("staff", "noted_by").order_by("sent_at", "pk")


_MESSAGES = Prepared(_messages, enquiry=BigAutoField())


def _is_open(message: Message, told: Mapping[Category, Decision]) -> bool:
    if message.kind in FAMILY_SAYS or not message.category:
        return True
    return told[Category(message.category)].allowed


def subjects_by_student(students: Iterable[Student]) -> dict[int, list[str]]:
    """Return, for each student's key, the subjects they are taught, in one query."""
    found: dict[int, list[str]] = {}
    places = GroupPlace.objects.filter(
        student__in=list(students), group__kind=GroupKind.CLASS
    ).exclude(group__subject="")
    for student_id, subject in places.values_list("student_id", "group__subject"):
        found.setdefault(student_id, []).append(subject)
    return {key: sorted(set(subjects)) for key, subjects in found.items()}
