"""Who may read what was told in confidence, and who has read it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.queries.posts import people_of_post, who_has
from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.models import Enquiry, Reader, Reading
from schoolgate.domain.enquiries.queries.desks import Desk
from schoolgate.domain.enquiries.rules import is_reading_open
from schoolgate.domain.people.models import StaffMember, Student
from schoolgate.kernel.vocabulary import Role

MOST_READINGS = 50


@dataclass(frozen=True)
class Confidence:
    """What a parent is told of what they told in confidence."""

    readers: list[StaffMember]
    readings: list[Reading]
    """The latest first; at most 50."""


def confidants(
    desk: Desk, *, student: Student | None, subject: str, on: date
) -> list[StaffMember]:
    """Return who could read what is told in confidence at this desk.

    The one it goes to and their deputy; where several share the post, all of them.
    """
    return people_of_post(
        desk.role, desk.holder, student=student, subject=subject, on=on
    )


def confidence_of(enquiry: Enquiry, *, at: datetime) -> Confidence | None:
    """Return who may read it and who has; None for what was told to the school.

    The same whether or not it has become the safeguarding lead's since: nothing on the
    family's page gives that away (GN-4.3).
    """
    if enquiry.readership == Readership.STAFF:
        return None
    named = list(_now(enquiry))
    if not named:
        return None
    readings = enquiry.readings.select_related("staff")
    return Confidence(_who_may_read(enquiry, named, at), list(readings[:MOST_READINGS]))


def open_reading(
    actor: StaffActor, enquiry: Enquiry, *, at: datetime
) -> Reading | None:
    """Return this person's reading that is still open, if it was told in confidence."""
    if enquiry.readership != Readership.NAMED:
        return None
    mine = Reading.objects.filter(enquiry=enquiry, staff=actor.staff)
    latest = mine.order_by("-read_at", "-pk").first()
    is_open = latest is not None and is_reading_open(latest.read_at, at=at)
    return latest if is_open else None


def was_told_in_confidence(enquiry: Enquiry) -> bool:
    """Answer whether it was, also if it is the safeguarding lead's by now."""
    return _now(enquiry).exists()


def _now(enquiry: Enquiry) -> QuerySet[Reader]:
    return Reader.objects.filter(enquiry=enquiry, ended_at=None).select_related("staff")


def _who_may_read(
    enquiry: Enquiry, named: list[Reader], at: datetime
) -> list[StaffMember]:
    """Return those of them who work here; where none does, the head."""
    on = enquiry.school.day_of(at)
    here = [each.staff for each in named if each.staff.is_employed(on)]
    if here:
        return here
    head = who_has(Role.PRINCIPAL, enquiry.school, on=on)
    return [head] if head else []
