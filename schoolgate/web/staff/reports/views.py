"""What was reported to this person, and the calls that were kept."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.actions.data_rights import recognise_in_kept_call
from schoolgate.domain.enquiries.actions.reporting import look_into
from schoolgate.domain.enquiries.enums import DataKind
from schoolgate.domain.enquiries.models import Incident, KeptCall
from schoolgate.domain.enquiries.queries.callers import (
    visible_incidents,
    visible_kept_calls,
)
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import send_once
from schoolgate.web.staff.data.forms import DataSeenForm
from schoolgate.web.staff.reports.forms import SeenForm
from schoolgate.web.staff.reports.presenters import incident_of, kept_of

MOST_SHOWN = 50


@page(Audience.STAFF)
def reports(request: StaffRequest) -> HttpResponse:
    """Show what was reported to this person, and for some the calls that were kept."""
    return _reports(request)


@page(Audience.STAFF, methods=("POST",))
def incident(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say what happens next after what was reported."""
    found = visible_incidents(request.actor).get(public_id=public_id)
    return _look_into(request, found)


@page(Audience.STAFF, methods=("POST",))
def kept_call(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say what happens next after a call that was kept."""
    found = visible_kept_calls(request.actor).get(public_id=public_id)
    return _look_into(request, found)


@page(Audience.STAFF, methods=("POST",))
def data(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say that a kept call asks for the caller's own data, or complains about it."""
    found = visible_kept_calls(request.actor).get(public_id=public_id)
    form = DataSeenForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A form without its key is not one of ours.")

    def do() -> str:
        kind = DataKind(form.cleaned_data["kind"])
        recognise_in_kept_call(request.actor, found, kind, at=request.at)
        return reverse("staff:reports")

    return send_once(request, form, do)


def _look_into(request: StaffRequest, row: Incident | KeptCall) -> HttpResponse:
    form = SeenForm(request.POST, prefix=row.public_id)
    if not form.is_valid():
        return _reports(request, form)

    def do() -> str:
        words = form.cleaned_data["next_step"]
        look_into(request.actor, row, words, at=request.at)
        return reverse("staff:reports")

    return send_once(request, form, do)


def _reports(request: StaffRequest, faulty: SeenForm | None = None) -> HttpResponse:
    school, now = request.actor.staff.school, request.at

    def form_of(row: Incident | KeptCall) -> SeenForm:
        is_it = faulty is not None and faulty.prefix == row.public_id
        return faulty if faulty and is_it else SeenForm(prefix=row.public_id)

    incidents = [
        incident_of(each, school, form_of(each), now=now)
        for each in visible_incidents(request.actor)[:MOST_SHOWN]
    ]
    kept = [
        kept_of(each, school, form_of(each), now=now)
        for each in visible_kept_calls(request.actor)[:MOST_SHOWN]
    ]
    context = {
        "incidents": incidents,
        "kept": kept,
        "faulty": faulty,
        "data_form": DataSeenForm(),
    }
    return render(request, "staff/reports/reports.html", context)
