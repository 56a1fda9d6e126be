"""Saying who is away: what they answer goes to their deputy meanwhile."""

from datetime import date, datetime

from django.db import transaction

from schoolgate.domain.people.actions.records import signature_of
from schoolgate.domain.people.models import Absence, StaffMember
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import permit
from schoolgate.kernel.vocabulary import Permission


@transaction.atomic
def record_absence(
    staff: StaffMember,
    *,
    from_on: date,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> Absence:
    """Note that somebody is away from this day, until the day they are back, if known.

    Refuses who may not fill posts.
    """
    permit(by, Permission.FILL_POSTS).require()
    absence = Absence.objects.create(
        school_id=staff.school_id, staff=staff, from_on=from_on, until_on=until_on
    )
    _record("staff.away", staff, by=by, at=at)
    return absence


@transaction.atomic
def end_absence(absence: Absence, *, by: Actor, at: datetime) -> None:
    """Take a note of absence away: they are here. Refuses who may not fill posts."""
    permit(by, Permission.FILL_POSTS).require()
    staff = absence.staff
    absence.delete()
    _record("staff.back", staff, by=by, at=at)


def _record(action: str, staff: StaffMember, *, by: Actor, at: datetime) -> None:
    audit.record(
        action,
        school_id=staff.school_id,
        by=by,
        at=at,
        about=signature_of(staff),
    )
