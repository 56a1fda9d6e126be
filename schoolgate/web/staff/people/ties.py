"""An adult and a student: what they are to each other; and what contacts ask for."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.deliveries.actions.addresses import settle_correction
from schoolgate.domain.disclosure.queries import restricted_ties
from schoolgate.domain.people.access import (
    may_keep_people,
    may_name_next_of_kin,
    visible_corrections,
    visible_students,
)
from schoolgate.domain.people.actions.corrections import SettledAlreadyError
from schoolgate.domain.people.actions.ties import (
    add_contact,
    change_standing,
    end_tie,
    name_for_access,
)
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.domain.people.queries import corrections_waiting, ties_of
from schoolgate.web.shared.forms import initial_of
from schoolgate.web.shared.moments import day_in_words
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import send_once
from schoolgate.web.staff.people.forms import (
    NewContactForm,
    SettleForm,
    StandingForm,
)


@page(Audience.STAFF, methods=("GET", "POST"))
def new_contact(request: StaffRequest, public_id: str) -> HttpResponse:
    """Put an adult on record for a student."""
    student = _student(request, public_id)
    may_keep_people(request.actor).require()
    form = NewContactForm(request.POST or None)
    if form.is_valid():

        def do() -> str:
            contact = Contact(school_id=student.school_id, **form.details)
            add_contact(
                student, contact, form.standing, by=request.actor, at=request.at
            )
            return reverse("staff:people_student", args=[public_id])

        return send_once(request, form, do)
    title = f"Add an adult for {student.full_name}"
    context = {"form": form, "title": title, "does": "Add"}
    return render(request, "staff/people/form.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def tie(request: StaffRequest, public_id: str, contact_id: str) -> HttpResponse:
    """Show what an adult is to a student; change it, name them, or end it."""
    student = _student(request, public_id)
    on = request.actor.day_of(request.at)
    found = ties_of(student, on=on).get(contact__public_id=contact_id)
    known = initial_of(found, "relationship", "responsibility", "is_prime_carer")
    is_about_access = "name" in request.POST or "unname" in request.POST
    decides = SettleForm(request.POST or None)
    form = StandingForm(
        request.POST if request.POST and "change" in request.POST else None,
        initial=known,
    )
    if (is_about_access or "end" in request.POST) and decides.is_valid():
        return send_once(request, decides, lambda: _settle(request, found))
    if form.is_valid():

        def do() -> str:
            change_standing(found, form.standing, by=request.actor, at=request.at)
            return _back(found)

        return send_once(request, form, do)
    context: dict[str, Any] = {
        "tie": found,
        "form": form,
        "decides": SettleForm(),
        "is_restricted": bool(restricted_ties([found], on=on)),
        "keeps": may_keep_people(request.actor).allowed,
        "names": may_name_next_of_kin(request.actor).allowed,
    }
    return render(request, "staff/people/tie.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def corrections(request: StaffRequest) -> HttpResponse:
    """Show what contacts ask to have put right; confirm each, or leave it."""
    may_keep_people(request.actor).require()
    form = SettleForm(request.POST or None)
    said = ""
    if form.is_valid():
        found = visible_corrections(request.actor).get(
            public_id=request.POST.get("which", "")
        )

        def do() -> str:
            confirm = "confirm" in request.POST
            settle_correction(found, confirm=confirm, by=request.actor, at=request.at)
            return reverse("staff:people_corrections")

        try:
            return send_once(request, form, do)
        except SettledAlreadyError as settled:
            said = str(settled)
    elif request.method == "POST":
        raise BadRequest("A form without its key is not one of ours.")
    school = request.actor.staff.school
    waiting = [
        (each, day_in_words(each.asked_at, school, now=request.at))
        for each in corrections_waiting(request.actor)[:100]
    ]
    context = {"waiting": waiting, "form": SettleForm(), "said": said}
    return render(request, "staff/people/corrections.html", context)


def _settle(request: StaffRequest, found: Tie) -> str:
    if "end" in request.POST:
        on = request.actor.day_of(request.at)
        end_tie(found, on=on, by=request.actor, at=request.at)
        return reverse("staff:people_student", args=[found.student.public_id])
    is_named = "name" in request.POST
    name_for_access(found, is_named=is_named, by=request.actor, at=request.at)
    return _back(found)


def _back(found: Tie) -> str:
    ids = [found.student.public_id, found.contact.public_id]
    return reverse("staff:people_tie", args=ids)


def _student(request: StaffRequest, public_id: str) -> Student:
    on = request.actor.day_of(request.at)
    return visible_students(request.actor, on=on).get(public_id=public_id)
