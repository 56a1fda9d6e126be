"""Who may have called, whom it can be passed to, and what was kept of calls."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigAutoField, Q, QuerySet

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.enums import REACH_OF, Reach
from schoolgate.domain.accounts.queries.posts import holders, taught_by
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.models import (
    Attachment,
    Enquiry,
    Incident,
    KeptCall,
    OneChannel,
)
from schoolgate.domain.enquiries.queries.desks import NEVER_ASKED, Desk
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.domain.people.queries import on_roll, ties_in_force
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.kernel.vocabulary import Role

OF_FEW_READERS = Q(enquiry__readership__in=(Readership.NAMED, Readership.SAFEGUARDING))
MOST_FOUND = 20
MOST_WORDS = 5


def students_called(said: str, *, on: date) -> list[Student]:
    """Return the students on roll whose name holds every word said; at most 20.

    For whoever takes a call: every member of staff knows the students by name. Names
    are all it gives.
    """
    words = said.replace("'", "’").split()[:MOST_WORDS]
    if not words:
        return []
    found = on_roll(on)
    for word in words:
        found = found.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word)
        )
    return list(found.order_by("family_name", "given_name", "pk")[:MOST_FOUND])


def student_to_log(public_id: str, *, on: date) -> Student:
    """Return one student on roll; raises Student.DoesNotExist."""
    return on_roll(on).select_related("school").get(public_id=public_id)


def adults_of(student: Student, *, on: date) -> list[Tie]:
    """Return the adults tied to a student, once each; restricted ones among them.

    Nothing here says who is: whoever takes the call notes it alike.
    """
    ties = ties_in_force(on).filter(student=student).order_by("pk")
    return list({tie.contact_id: tie for tie in ties}.values())


@dataclass(frozen=True)
class Asked:
    """Somebody who can be asked for by name, and in which subject."""

    desk: Desk
    subject: str = ""


def can_be_asked_for(student: Student, *, on: date) -> list[Asked]:
    """Return the desks of those who have a post for this student today."""
    by_subject = {Reach.CLASS, Reach.DEPARTMENT}
    roles = [
        role
        for role in Role
        if role not in NEVER_ASKED and REACH_OF[role] not in by_subject
    ]
    held = holders(roles, student=student, on=on)
    own = [role for role in roles if role in held and role is not Role.SCHOOL_OFFICE]
    taught = taught_by(student, on=on)
    return [
        Asked(Desk(Role.SCHOOL_OFFICE, 0, None)),
        *(Asked(Desk(role, 0, held[role].staff)) for role in own),
        *(
            Asked(Desk(Role.SUBJECT_TEACHER, 0, each.teacher), subject)
            for subject, each in taught.items()
            if each.teacher
        ),
    ]


def logged_by(actor: StaffActor, public_id: str) -> Enquiry:
    """Return what this person wrote down; raises Enquiry.DoesNotExist.

    For its reference and who has it alone: what is said in it later is not theirs. Not
    what is for few readers now.
    """
    found = Enquiry.objects.filter(
        messages__noted_by=actor.staff, readership=Readership.STAFF
    )
    related = found.select_related("contact", "student", "promise", "holder", "school")
    return related.distinct().get(public_id=public_id)


def scans_of(enquiry: Enquiry, actor: StaffActor) -> list[str]:
    """Return the names of the files with what this person wrote down in it."""
    rows = Attachment.objects.filter(message__enquiry=enquiry)
    mine = rows.filter(message__noted_by=actor.staff)
    return list(mine.order_by("pk").values_list("name", flat=True))


def visible_kept_calls(actor: StaffActor) -> QuerySet[KeptCall]:
    """Return the calls that were kept: for the office and the leadership alone."""
    rows = KeptCall.objects.select_related("student", "contact", "noted_by", "seen_by")
    sees = actor.roles & (LEADERSHIP | {Role.SCHOOL_OFFICE})
    return rows if sees else rows.none()


def visible_incidents(actor: StaffActor) -> QuerySet[Incident]:
    """Return what was reported to this person; the leadership sees all.

    Nobody those of an enquiry that is for few readers: a report names its family.
    """
    rows = _with_their_people(Incident.objects.exclude(OF_FEW_READERS))
    if actor.roles & LEADERSHIP:
        return rows
    return rows.filter(told=actor.staff)


def _with_their_people(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    return rows.select_related(
        *("reported_by", "told", "seen_by", "enquiry__contact", "enquiry__student"),
        *("kept_call__contact", "kept_call__student"),
    )


def _reported_to(staff: Given, *, leads: bool) -> QuerySet[Incident, int]:
    """Return what nobody has looked at; what was told to nobody is the leadership's.

    Keys alone: on nearly every desk there is none, and looking has to cost nothing.
    """
    told = Q(told=staff) | Q(told=None) if leads else Q(told=staff)
    rows = Incident.objects.exclude(OF_FEW_READERS).filter(told, seen_at=None)
    return rows.values_list("pk", flat=True)


_REPORTED_TO = Prepared(_reported_to, staff=BigAutoField())


def one_channel_of(contact: Contact, *, on: date) -> OneChannel | None:
    """Return the one way that this contact is asked to use today, if any."""
    asked = OneChannel.objects.filter(
        contact=contact, ended_at=None, from_on__lte=on, review_on__gt=on
    )
    return asked.select_related("asked_by").order_by("-pk").first()


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody beside their enquiries."""

    incidents: tuple[Incident, ...]
    kept_calls: int


def waiting_for(actor: StaffActor) -> Waiting:
    """Return what was reported to this person and calls nobody has looked at yet."""
    kept, leads = visible_kept_calls(actor), bool(actor.roles & LEADERSHIP)
    reported = _REPORTED_TO(staff=actor.staff.pk, leads=leads)
    rows = _with_their_people(Incident.objects.filter(pk__in=reported))
    return Waiting(
        tuple(rows) if reported else (),
        kept.filter(seen_at=None).count() if not kept.query.is_empty() else 0,
    )
