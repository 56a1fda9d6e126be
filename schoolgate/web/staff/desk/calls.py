"""Calls on the desk: the note after one, one that was ended, one way for a time."""

from django.http import HttpResponse
from django.urls import reverse

from schoolgate.domain.enquiries.actions.calling import note_call
from schoolgate.domain.enquiries.actions.reporting import (
    ask_one_channel,
    end_one_channel,
    may_ask_one_channel,
    report_enquiry,
)
from schoolgate.domain.enquiries.queries.threads import enquiry_seen_by
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm
from schoolgate.web.staff.desk.calling import CalledForm, OneWayForm
from schoolgate.web.staff.desk.views import do_or_show


@page(Audience.STAFF, methods=("POST",))
def called(request: StaffRequest, public_id: str) -> HttpResponse:
    """Note a call to the family."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = CalledForm(request.POST.copy())

    def do() -> str:
        note_call(request.actor, found, form.call, at=request.at)
        return reverse("staff:desk_enquiry", args=[public_id])

    return do_or_show(request, found, "called", form, do)


@page(Audience.STAFF, methods=("POST",))
def ended(request: StaffRequest, public_id: str) -> HttpResponse:
    """Report in one tap that it turned angry or abusive and was ended."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = SendingForm(request.POST)

    def do() -> str:
        report_enquiry(request.actor, found, at=request.at)
        return reverse("staff:desk_enquiry", args=[public_id])

    return do_or_show(request, found, "ended", form, do)


@page(Audience.STAFF, methods=("POST",))
def one_way(request: StaffRequest, public_id: str) -> HttpResponse:
    """Ask the contact to use one way until a day."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    may_ask_one_channel(request.actor).require()
    form = OneWayForm(request.POST.copy())

    def do() -> str:
        ask_one_channel(request.actor, found.contact, form.way, at=request.at)
        return reverse("staff:desk_enquiry", args=[public_id])

    return do_or_show(request, found, "one_way", form, do)


@page(Audience.STAFF, methods=("POST",))
def any_way(request: StaffRequest, public_id: str) -> HttpResponse:
    """Ask nothing of the contact any more."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    may_ask_one_channel(request.actor).require()
    form = SendingForm(request.POST)

    def do() -> str:
        end_one_channel(request.actor, found.contact, at=request.at)
        return reverse("staff:desk_enquiry", args=[public_id])

    return do_or_show(request, found, "any_way", form, do)
