"""Giving the posts that give access: asked by one, confirmed by another, or stopped."""

from datetime import datetime, timedelta

from django.db import transaction

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.accounts.access.posts import (
    may_confirm_appointment,
    may_fill_post,
    may_stop_appointment,
    who_give_access,
)
from schoolgate.domain.accounts.actions.posts import WrongPostError, require_fit, seat
from schoolgate.domain.accounts.enums import AppointmentState, Role
from schoolgate.domain.accounts.models import Appointment, Post
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation import audit
from schoolgate.kernel.actors import SYSTEM, Actor

ALONE_WAITS = timedelta(days=1)
"""How long it waits where nobody else can confirm it: time to read a mail."""


class SettledAlreadyError(ValueError):
    """Somebody else has confirmed or stopped this, or it has taken effect."""


@transaction.atomic
def ask_to_appoint(
    post: Post,
    *,
    holder: StaffMember | None,
    deputy: StaffMember | None,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Ask that somebody comes to give access; nothing of the post changes yet.

    An earlier one for this post that still waits is stopped. Refuses who may not fill
    the post; raises WrongPostError.
    """
    may_fill_post(by, Role(post.role)).require()
    require_fit(post, holder, deputy, at=at)
    for earlier in Appointment.objects.filter(
        post=post, state=AppointmentState.WAITING
    ):
        _settle(earlier, AppointmentState.STOPPED, by=by, at=at)
    mine = {by.public_id}
    alone = not {one.public_id for one in who_give_access(at=at)} - mine
    made = Appointment.objects.create(
        school_id=post.school_id,
        post=post,
        holder=holder,
        deputy=deputy,
        asked_at=at,
        asked_by=by.signature,
        takes_effect_at=at + ALONE_WAITS if alone else None,
    )
    _record("post.appointment_asked", made, by=by, at=at)
    return made


@transaction.atomic
def confirm_appointment(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Confirm it as the second person; it is in force at once.

    Refuses who asked, who gives no access, and who came in a moment ago; raises
    SettledAlreadyError and WrongPostError.
    """
    may_confirm_appointment(by, appointment, at=at).require()
    found = _settle(appointment, AppointmentState.TAKEN_UP, by=by, at=at)
    _take_up(found, by=by, at=at)


@transaction.atomic
def stop_appointment(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Stop it. Refuses who may not; raises SettledAlreadyError."""
    may_stop_appointment(by).require()
    _settle(appointment, AppointmentState.STOPPED, by=by, at=at)


@transaction.atomic
def take_up_due(*, at: datetime) -> int:
    """Let what nobody has stopped for a day take effect; return how many.

    Of the school in force; the worker calls it. Where who asked gives no access any
    more, or whom they named has left, it is stopped instead.
    """
    due = Appointment.objects.filter(
        state=AppointmentState.WAITING, takes_effect_at__lte=at
    )
    number = 0
    for each in due.select_related("holder__school", "deputy__school", "post"):
        still = _asker_gives_access(each, at) and _fits(each, at)
        after = AppointmentState.TAKEN_UP if still else AppointmentState.STOPPED
        found = _settle(each, after, by=SYSTEM, at=at)
        if still:
            _take_up(found, by=SYSTEM, at=at)
        number += 1
    return number


def _take_up(found: Appointment, *, by: Actor, at: datetime) -> None:
    require_fit(found.post, found.holder, found.deputy, at=at)
    seat(found.post, found.holder, found.deputy, by=by, at=at)


def _asker_gives_access(found: Appointment, at: datetime) -> bool:
    there = who_give_access(at=at)
    return found.asked_by in {staff_actor(one).signature for one in there}


def _fits(found: Appointment, at: datetime) -> bool:
    """Answer whether those who were named can still have the post."""
    named = [one for one in (found.holder, found.deputy) if one]
    try:
        require_fit(found.post, found.holder, found.deputy, at=at)
    except WrongPostError:
        return False
    return all(one.is_employed(one.school.day_of(at)) for one in named)


def _settle(
    appointment: Appointment, state: AppointmentState, *, by: Actor, at: datetime
) -> Appointment:
    """Lock it and move it on; raises SettledAlreadyError if somebody was quicker."""
    found = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if found.state != AppointmentState.WAITING:
        raise SettledAlreadyError("Somebody has settled this already.")
    found.state, found.settled_at, found.settled_by = state, at, by.signature
    found.save(update_fields=["state", "settled_at", "settled_by"])
    _record(f"post.appointment_{state}", found, by=by, at=at)
    return found


def _record(action: str, found: Appointment, *, by: Actor, at: datetime) -> None:
    audit.record(
        action,
        school_id=found.school_id,
        by=by,
        at=at,
        about=f"post:{found.post.public_id}",
        facts={
            "role": found.post.role,
            "holder": found.holder.public_id if found.holder else None,
            "deputy": found.deputy.public_id if found.deputy else None,
            "waits_for_a_day": found.takes_effect_at is not None,
        },
    )
