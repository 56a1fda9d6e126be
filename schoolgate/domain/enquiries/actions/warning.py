"""Telling staff of promises before they end, and line managers of broken ones."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from schoolgate.domain.deliveries.actions.staff import queue_staff_notice
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.enquiries.models import Digest, Warned
from schoolgate.domain.enquiries.queries.warnings import Owed, owed_to_staff
from schoolgate.domain.people.models import StaffMember
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import calendar_of
from schoolgate.foundation import audit
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.working_time import CalendarError

MOST_IN_A_MAIL = 200


def warn_staff(school: School, *, at: datetime) -> int:
    """Queue today's mails to staff, one a person; return how many.

    In school hours alone: not before opening, after closing, on a day without school,
    nor where the school has not entered its year (GN-5.3b). Each mail is one
    transaction with the rows that say what was told: cut off, it is done by the next
    look; done twice at once, a constraint lets one through.
    """
    try:
        calendar = calendar_of(school)
    except CalendarError:
        return 0
    if not calendar.is_open_at(at):
        return 0
    owed = owed_to_staff(school, calendar, at=at)
    return sum(_tell(staff, each, at=at) for staff, each in owed.items())


def _tell(staff: StaffMember, owed: Sequence[Owed], *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            _write(staff, owed[:MOST_IN_A_MAIL], at=at)
    except IntegrityError:
        return False  # another worker has told them
    return True


def _write(staff: StaffMember, owed: Sequence[Owed], *, at: datetime) -> None:
    mail = queue_staff_notice(staff, NoticeKind.PROMISES_DUE, path="/desk/", at=at)
    digest = Digest.objects.create(
        school_id=staff.school_id, staff=staff, on=staff.school.day_of(at), mail=mail
    )
    Warned.objects.bulk_create(
        Warned(
            school_id=staff.school_id,
            enquiry=each.enquiry,
            staff=staff,
            prompt=each.prompt,
            due_at=each.due_at,
            digest=digest,
        )
        for each in owed
    )
    audit.record(
        "staff.warned",
        school_id=staff.school_id,
        by=SYSTEM,
        at=at,
        about=f"staff:{staff.public_id}",
        facts={"promises": len(owed)},
    )
