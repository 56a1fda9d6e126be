"""What the safeguarding lead reads, what others know of it, and who the lead is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigAutoField, DateField, QuerySet

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.queries.posts import who_has
from schoolgate.domain.enquiries.access.readers import visible_safety_notes
from schoolgate.domain.enquiries.enums import RegisterKind
from schoolgate.domain.enquiries.models import RegisteredChannel, SafetyNote
from schoolgate.domain.people.models import StaffMember
from schoolgate.domain.schools.models import School
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.kernel.vocabulary import Role

MOST_SHOWN = 100


@dataclass(frozen=True)
class Lead:
    """Who is told of a child's safety today, and on which number."""

    staff: StaffMember | None
    """None while nobody has the post, nor leads the school."""
    role: Role
    number: str
    """From the school's register, where they are its keeper; may be empty."""


def lead_of(school: School, *, on: date) -> Lead:
    """Return the safeguarding lead, or who stands in; without one, the principal.

    Their number is the telephone on the school's register that they keep.
    """
    asked = (Role.SAFEGUARDING_LEAD, Role.PRINCIPAL)
    for role in asked:
        if staff := who_has(role, school, on=on):
            return Lead(staff, role, _number_of(staff))
    return Lead(None, Role.SAFEGUARDING_LEAD, "")


def notes_for(actor: StaffActor, *, at: datetime) -> list[SafetyNote]:
    """Return the notes this person may read, what nobody has taken first."""
    rows = _with_their_people(visible_safety_notes(actor.staff.pk, on=actor.day_of(at)))
    found = list(rows.order_by("-told_at", "-pk")[:MOST_SHOWN])
    return sorted(found, key=lambda note: note.taken_at is not None)


def note_for(actor: StaffActor, public_id: str, *, at: datetime) -> SafetyNote:
    """Return one note this person may read; raises SafetyNote.DoesNotExist."""
    rows = visible_safety_notes(actor.staff.pk, on=actor.day_of(at))
    return _with_their_people(rows).get(public_id=public_id)


def told_by(actor: StaffActor) -> list[datetime]:
    """Return when this person told the lead something: that, and nothing of it."""
    rows = SafetyNote.objects.filter(staff=actor.staff).order_by("-told_at", "-pk")
    return list(rows.values_list("told_at", flat=True)[:MOST_SHOWN])


def notes_waiting(actor: StaffActor, *, at: datetime) -> int:
    """Count the notes that this person may read and nobody has taken."""
    return len(_WAITING(staff=actor.staff.pk, on=actor.day_of(at)))


def _waiting(staff: Given, on: Given) -> QuerySet[SafetyNote, int]:
    rows = visible_safety_notes(staff, on=on).filter(taken_at=None)
    return rows.order_by().values_list("pk", flat=True)


_WAITING = Prepared(_waiting, staff=BigAutoField(), on=DateField())


def _number_of(staff: StaffMember) -> str:
    kept = RegisteredChannel.objects.filter(
        kind=RegisterKind.PHONE, keeper=staff, ended_at=None
    )
    return kept.order_by("-pk").values_list("address", flat=True).first() or ""


def _with_their_people(rows: QuerySet[SafetyNote]) -> QuerySet[SafetyNote]:
    return rows.select_related("contact", "staff", "taken_by", "enquiry")
