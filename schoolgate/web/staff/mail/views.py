"""Held and stuck mail, for the office."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolgate.domain.deliveries.access import (
    may_settle_mail,
    visible_held_mail,
    visible_stuck_mail,
)
from schoolgate.domain.deliveries.actions import settle_mail
from schoolgate.domain.deliveries.models import InboundMail
from schoolgate.domain.enquiries.actions.mail import (
    promote_held_mail,
    set_aside_held_mail,
)
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.staff.mail.forms import HeldMailForm
from schoolgate.web.staff.mail.presenters import held_of, stuck_of


@page(Audience.STAFF)
def held(request: StaffRequest) -> HttpResponse:
    """Show what waits: mail held on the way in, mail stuck on the way out."""
    may_settle_mail(request.actor).require()
    return render(request, "staff/mail/list.html", _lists(request))


@page(Audience.STAFF, methods=("GET", "POST"))
def held_mail(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show one held mail; make an enquiry of it, or set it aside."""
    mail = visible_held_mail(request.actor).get(public_id=public_id)
    form = HeldMailForm(request.POST or None, initial=_likely(mail))
    if request.method == "POST":
        if "aside" in request.POST:
            set_aside_held_mail(mail, by=request.actor, at=request.at)
            return redirect("staff:held")
        if form.is_valid() and _is_promoted(request, mail, form):
            return redirect("staff:desk")
    context = _lists(request) | {
        "open": held_of(mail, request.actor.staff.school, now=request.at),
        "form": form,
    }
    return render(request, "staff/mail/held.html", context)


@page(Audience.STAFF, methods=("POST",))
def stuck_mail(request: StaffRequest, public_id: str) -> HttpResponse:
    """Send a stuck mail again, or take it as arrived."""
    visible_stuck_mail(request.actor).get(public_id=public_id)
    again = "again" in request.POST
    settle_mail(request.actor, public_id, send_again=again, at=request.at)
    return redirect("staff:held")


def _is_promoted(request: StaffRequest, mail: InboundMail, form: HeldMailForm) -> bool:
    """Make the mail an enquiry; say why not, where that person may not raise one."""
    contact = form.cleaned_data["contact"]
    try:
        promote_held_mail(mail, contact, by=request.actor, at=request.at)
    except NotAllowedError as refused:
        form.add_error("person", str(refused))
        return False
    return True


def _lists(request: StaffRequest) -> dict[str, object]:
    school = request.actor.staff.school
    held_rows = visible_held_mail(request.actor).order_by("received_at")
    stuck_rows = visible_stuck_mail(request.actor)
    return {
        "held": [held_of(each, school, now=request.at) for each in held_rows[:100]],
        "stuck": [stuck_of(each, school, now=request.at) for each in stuck_rows[:100]],
    }


def _likely(mail: InboundMail) -> dict[str, str]:
    return {"person": mail.contact.full_name if mail.contact else ""}
