"""What families told, and who may read it and say how it was used."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigAutoField, QuerySet

from schoolgate.domain.accounts.access.actors import AnyActor, StaffActor
from schoolgate.domain.accounts.queries.reach import has_post_for
from schoolgate.domain.accounts.rules import TEACHERS
from schoolgate.domain.disclosure.access import may_be_reached, may_be_told
from schoolgate.domain.enquiries.access.readers import visible_enquiries
from schoolgate.domain.enquiries.enums import Begun, Readership
from schoolgate.domain.enquiries.models import Enquiry, Telling, Use
from schoolgate.domain.people.models import Student
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.kernel.decision import Decision, allow, refuse
from schoolgate.kernel.vocabulary import Category

MOST_SHARED = 20
"""Of one student; the newest."""


@dataclass(frozen=True)
class Heard:
    """What a family told, with how it was used so far."""

    telling: Telling
    uses: tuple[Use, ...]


def telling_of(enquiry: Enquiry) -> Telling | None:
    """Return what the family told with this enquiry, if it told something."""
    if enquiry.begun != Begun.TOLD:
        return None
    return Telling.objects.filter(enquiry=enquiry).first()


def shared_about(student: Student, actor: StaffActor, *, on: date) -> list[Heard]:
    """Return what parents chose to share with all who teach this student.

    For those who do, and nobody else; not what only few may read any more. What a
    parent told goes with the tie, and at once with a restriction: who may not be
    reached about a student has no voice here.
    """
    rows: list[Telling] = _SHARED(student=student.pk)
    if not rows or not has_post_for(actor.staff, student, TEACHERS, on=on):
        return []
    contacts = {row.enquiry.contact for row in rows}
    still = {
        each.pk for each in contacts if may_be_reached(each, student, on=on).allowed
    }
    kept = [row for row in rows if row.enquiry.contact_id in still]
    return [Heard(row, tuple(row.uses.all())) for row in kept]


def uses_for_family(telling: Telling, *, at: datetime) -> list[Use]:
    """Return how it was used, as far as this contact may be told about learning now."""
    uses = list(telling.uses.select_related("staff"))
    enquiry = telling.enquiry
    if not uses or enquiry.student is None:
        return []
    on = enquiry.school.day_of(at)
    told = may_be_told(enquiry.contact, enquiry.student, on=on)
    return uses if told[Category.LEARNING].allowed else []


def telling_seen_by(actor: StaffActor, public_id: str, *, on: date) -> Telling:
    """Return what a family told, to who may read it; raises Telling.DoesNotExist."""
    related = ("enquiry__contact", "enquiry__student", "enquiry__school")
    found = Telling.objects.select_related(*related).get(public_id=public_id)
    if not may_use_telling(actor, found, on=on).allowed:
        raise Telling.DoesNotExist
    return found


def may_use_telling(actor: AnyActor, telling: Telling, *, on: date) -> Decision:
    """Decide whether this person may say how they used what a family told."""
    if not isinstance(actor, StaffActor):
        return refuse("not_staff", "Only staff say how they used it.")
    enquiry = telling.enquiry
    if visible_enquiries(actor, on=on).filter(pk=enquiry.pk).exists():
        return allow("sees_it", "You can see it.")
    student = enquiry.student
    is_for_few = enquiry.readership != Readership.STAFF
    if student is None or not telling.is_shared or is_for_few:
        return refuse("not_shared", "It went to somebody else alone.")
    if not may_be_reached(enquiry.contact, student, on=on).allowed:
        return refuse("not_reached", "It is not shared any more.")
    if has_post_for(actor.staff, student, TEACHERS, on=on):
        return allow("teaches", "It is shared with all who teach this student.")
    return refuse("not_teaching", "It is shared with who teaches this student.")


def _shared(student: Given) -> QuerySet[Telling]:
    rows = Telling.objects.filter(
        enquiry__student=student,
        enquiry__readership=Readership.STAFF,
        shared_at__isnull=False,
        withdrawn_at=None,
    )
    related = rows.select_related("enquiry__contact").prefetch_related("uses__staff")
    return related[:MOST_SHARED]


_SHARED = Prepared(_shared, student=BigAutoField())
