"""Telling the safeguarding lead, and what the lead reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.actions.safety import (
    take_note,
    tell_as_staff,
)
from schoolgate.domain.enquiries.models import SafetyNote
from schoolgate.domain.enquiries.queries.safety import (
    lead_of,
    note_for,
    notes_for,
    told_by,
)
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.safety.forms import WorryForm
from schoolgate.web.staff.safety.presenters import (
    lead_in_words,
    line_of,
    page_of,
    told_in_words,
)


@page(Audience.STAFF, methods=("GET", "POST"))
def safety(request: StaffRequest) -> HttpResponse:
    """Tell the lead what was seen or heard; for the lead, also what was told."""
    form = WorryForm(request.POST or None)

    def do() -> str:
        tell_as_staff(request.actor, form.worry, at=request.at)
        return reverse("staff:safety")

    if form.is_valid():
        return send_once(request, form, do)
    actor, now = request.actor, request.at
    school = actor.staff.school
    notes = [line_of(each, school, now=now) for each in notes_for(actor, at=now)]
    lead = lead_of(school, on=actor.day_of(now))
    context = {
        "form": form,
        "waiting": [each for each in notes if not each.is_taken],
        "taken": [each for each in notes if each.is_taken],
        "told": told_in_words(told_by(actor), school, now=now),
        "lead": lead_in_words(lead),
    }
    return render(request, "staff/safety/safety.html", context)


@page(Audience.STAFF)
def note(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show one note to the lead."""
    return _note(request, note_for(request.actor, public_id, at=request.at))


def _note(request: StaffRequest, found: SafetyNote) -> HttpResponse:
    school = request.actor.staff.school
    context = {"note": page_of(found, school, now=request.at), "form": SendingForm()}
    return render(request, "staff/safety/note.html", context)


@page(Audience.STAFF, methods=("POST",))
def taken(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say that it is in one's hands."""
    found = note_for(request.actor, public_id, at=request.at)
    form = SendingForm(request.POST)
    if not form.is_valid():
        return _note(request, found)

    def do() -> str:
        take_note(request.actor, found, at=request.at)
        return reverse("staff:safety_note", args=[public_id])

    return send_once(request, form, do)
