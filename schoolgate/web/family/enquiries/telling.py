"""Telling the school something, checking it, and saying who may read it."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from schoolgate.domain.enquiries.actions.hearing import (
    Tells,
    share_telling,
    tell_school,
)
from schoolgate.domain.enquiries.models import Telling
from schoolgate.domain.enquiries.queries.desks import foresee
from schoolgate.domain.enquiries.queries.tellings import telling_of
from schoolgate.domain.enquiries.queries.threads import enquiry_seen_by
from schoolgate.web.family.enquiries.forms_telling import ALL, ShareForm, TellForm
from schoolgate.web.family.enquiries.told import telling_check_of
from schoolgate.web.family.enquiries.views import asked_in, students_of
from schoolgate.web.shared.page import Audience, FamilyRequest, page
from schoolgate.web.shared.sending import send_once


@page(Audience.FAMILY, methods=("GET", "POST"))
def tell(request: FamilyRequest) -> HttpResponse:
    """Ask for the child, what it is, the words; posting comes back to change."""
    form = TellForm(students_of(request), initial=request.POST.dict() or None)
    return _tell(request, form)


@page(Audience.FAMILY, methods=("GET", "POST"))
def check(request: FamilyRequest) -> HttpResponse:
    """Show who gets it and who may read it; then send it."""
    if request.method != "POST":
        return redirect("family:tell")
    form = TellForm(students_of(request), request.POST)
    if not form.is_valid():
        return _tell(request, form)
    if "send" in request.POST:
        return send_once(request, form, lambda: _send(request, form))
    foreseen = foresee(
        *(form.student, form.concern), subject=form.chosen_subject, at=request.at
    )
    context = {
        "form": form,
        "check": telling_check_of(form, foreseen, now=request.at),
    }
    return render(request, "family/telling/check.html", context)


@page(Audience.FAMILY, methods=("POST",))
def share(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Let all who teach the child read it, or no longer."""
    enquiry = enquiry_seen_by(request.actor, public_id, at=request.at)
    telling = telling_of(enquiry)
    if telling is None:
        raise Telling.DoesNotExist
    form = ShareForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A form without its key is not one of ours.")

    def do() -> str:
        is_shared = form.cleaned_data["readers"] == ALL
        share_telling(telling, is_shared=is_shared, by=request.actor, at=request.at)
        return reverse("family:ask_thread", args=[public_id])

    return send_once(request, form, do)


def _send(request: FamilyRequest, form: TellForm) -> str:
    tells = Tells(asked_in(request, form), form.told, is_shared=form.is_shared)
    enquiry = tell_school(tells, by=request.actor, at=request.at)
    return reverse("family:ask_thread", args=[enquiry.public_id])


def _tell(request: FamilyRequest, form: TellForm) -> HttpResponse:
    return render(request, "family/telling/tell.html", {"form": form})
