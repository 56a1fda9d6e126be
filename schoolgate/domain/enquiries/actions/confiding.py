"""What is told in confidence: naming who may read it, and writing down who does."""

from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.enquiries.access.readers import may_read_enquiry
from schoolgate.domain.enquiries.actions.changing import record
from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.models import Enquiry, Reader, Reading
from schoolgate.domain.enquiries.queries.confidence import confidants
from schoolgate.domain.enquiries.queries.desks import Desk
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.vocabulary import Role


@transaction.atomic
def name_readers(enquiry: Enquiry, *, at: datetime) -> list[Reader]:
    """Let those at its desk read it, by name, and nobody from before.

    Raises NotAllowedError where nobody is there to be named: nothing is told in
    confidence to somebody unknown. Whoever was named before goes on reading it then.
    """
    desk = Desk(Role(enquiry.role), enquiry.step, enquiry.holder)
    named = confidants(
        desk,
        student=enquiry.student,
        subject=enquiry.subject,
        on=enquiry.school.day_of(at),
    )
    now = Reader.objects.filter(enquiry=enquiry, ended_at=None)
    if not named and now.exists():
        return []
    if not named:
        refuse("nobody_to_name", "Nobody can be named who would read it.").require()
    now.exclude(staff__in=named).update(ended_at=at)
    known = set(now.values_list("staff_id", flat=True))
    return [
        Reader.objects.create(
            school_id=enquiry.school_id, enquiry=enquiry, staff=staff, from_at=at
        )
        for staff in named
        if staff.pk not in known
    ]


@transaction.atomic
def read_in_confidence(actor: StaffActor, enquiry: Enquiry, *, at: datetime) -> Reading:
    """Write down that this person reads it now; from then on it is open for a while.

    Before the words are shown, and never by a GET (decision 15).
    """
    may_read_enquiry(actor, enquiry, on=enquiry.school.day_of(at)).require()
    if enquiry.readership != Readership.NAMED:
        refuse("not_in_confidence", "It was not told in confidence.").require()
    reading = Reading.objects.create(
        school_id=enquiry.school_id, enquiry=enquiry, staff=actor.staff, read_at=at
    )
    record("enquiry.read", enquiry, actor, at)
    return reading
