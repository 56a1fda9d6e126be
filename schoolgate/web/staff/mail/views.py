"""Held and stuck mail, for the office."""

from collections.abc import Callable
from contextlib import suppress

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.deliveries.access import (
    may_settle_mail,
    visible_stuck_mail,
)
from schoolgate.domain.deliveries.actions import (
    MoveRefusedError,
    drop_mail,
    settle_mail,
)
from schoolgate.domain.enquiries.actions.mail import (
    promote_held_mail,
    set_aside_held_mail,
)
from schoolgate.domain.enquiries.queries.withheld import held_mail_for
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import send_once
from schoolgate.web.staff.mail.forms import HeldMailForm, SettleForm
from schoolgate.web.staff.mail.presenters import held_of, stuck_of


@page(Audience.STAFF)
def held(request: StaffRequest) -> HttpResponse:
    """Show what waits: mail held on the way in, mail stuck on the way out."""
    may_settle_mail(request.actor).require()
    return render(request, "staff/mail/list.html", _lists(request))


@page(Audience.STAFF, methods=("GET", "POST"))
def held_mail(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show one held mail; make an enquiry of it, or set it aside."""
    form = HeldMailForm(request.POST or None)
    if "aside" in request.POST:
        return _settled(request, public_id, _set_aside)
    if form.is_valid():
        try:
            return send_once(request, form, lambda: _promote(request, public_id, form))
        except NotAllowedError as refused:
            form.add_error("person", str(refused))
    mail = held_mail_for(request.actor).get(public_id=public_id)
    form.initial["person"] = mail.contact.full_name if mail.contact else ""
    context = _lists(request) | {
        "open": held_of(mail, request.actor.staff.school, now=request.at),
        "form": form,
    }
    return render(request, "staff/mail/held.html", context)


@page(Audience.STAFF, methods=("POST",))
def stuck_mail(request: StaffRequest, public_id: str) -> HttpResponse:
    """Send a stuck mail again, take it as arrived, or drop it."""
    return _settled(request, public_id, _settle_stuck)


def _settled(
    request: StaffRequest, public_id: str, do: Callable[[StaffRequest, str], None]
) -> HttpResponse:
    """Do it once, and go back to the list."""
    form = SettleForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A form without its key is not one of ours.")

    def settle() -> str:
        do(request, public_id)
        return reverse("staff:held")

    return send_once(request, form, settle)


def _promote(request: StaffRequest, public_id: str, form: HeldMailForm) -> str:
    """Make a held mail the enquiry of the contact the office named."""
    mail = held_mail_for(request.actor).get(public_id=public_id)
    contact = form.cleaned_data["contact"]
    promote_held_mail(mail, contact, by=request.actor, at=request.at)
    return reverse("staff:desk")


def _set_aside(request: StaffRequest, public_id: str) -> None:
    mail = held_mail_for(request.actor).get(public_id=public_id)
    set_aside_held_mail(mail, by=request.actor, at=request.at)


def _settle_stuck(request: StaffRequest, public_id: str) -> None:
    visible_stuck_mail(request.actor).get(public_id=public_id)
    again = "again" in request.POST
    with suppress(MoveRefusedError):  # somebody was quicker; the list shows it
        if "drop" in request.POST:
            drop_mail(request.actor, public_id, at=request.at)
            return
        settle_mail(request.actor, public_id, send_again=again, at=request.at)


def _lists(request: StaffRequest) -> dict[str, object]:
    school = request.actor.staff.school
    held_rows = held_mail_for(request.actor).order_by("received_at")
    stuck_rows = visible_stuck_mail(request.actor)
    return {
        "held": [held_of(each, school, now=request.at) for each in held_rows[:100]],
        "stuck": [stuck_of(each, school, now=request.at) for each in stuck_rows[:100]],
        "settle": SettleForm(),
    }
