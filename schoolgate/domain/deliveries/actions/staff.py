"""What staff are told about their work: to their school address, in school hours."""

from datetime import datetime

from schoolgate.domain.deliveries.enums import FOR_STAFF, NoticeKind
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.people.models import StaffMember
from schoolgate.domain.schools.queries import calendar_of


def queue_staff_notice(
    staff: StaffMember, kind: NoticeKind, *, path: str, at: datetime
) -> OutboxMail:
    """Queue a notice to a member of staff, in the caller's transaction.

    It tells nothing about a student, so no gate is asked.
    """
    return OutboxMail.objects.create(
        school_id=staff.school_id,
        kind=kind,
        staff=staff,
        about=f"staff:{staff.public_id}",
        facts={"path": path},
        reply_to=staff.school.office_address,
        queued_at=at,
        next_try_at=at,
    )


def has_to_wait(mail: OutboxMail, *, at: datetime) -> datetime | None:
    """Return until when a mail to staff waits; None for what may go now.

    Nothing reaches them out of school hours, at weekends or while the school is closed.
    Raises CalendarError where nobody can say when the school opens next.
    """
    if mail.kind not in FOR_STAFF:
        return None
    calendar = calendar_of(mail.school)
    return None if calendar.is_open_at(at) else calendar.opens_after(at)
