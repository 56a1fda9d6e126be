"""Telling the safeguarding lead."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.actions.safety import tell_as_family
from schoolgate.domain.enquiries.queries.safety import lead_of
from schoolgate.web.family.safety.forms import WorryForm
from schoolgate.web.family.safety.presenters import Told, told_of_all
from schoolgate.web.shared.page import Audience, FamilyRequest, page
from schoolgate.web.shared.sending import send_once


@page(Audience.FAMILY, methods=("GET", "POST"))
def safety(request: FamilyRequest) -> HttpResponse:
    """Tell what worries somebody about a child; open to every contact, always."""
    form = WorryForm(request.actor.contacts, request.POST or None)

    def do() -> str:
        tell_as_family(form.contact, form.worry, by=request.actor, at=request.at)
        return reverse("family:safety_told")

    if form.is_valid():
        return send_once(request, form, do)
    context = {"form": form, "told": _told(request)}
    return render(request, "family/safety/safety.html", context)


@page(Audience.FAMILY)
def told(request: FamilyRequest) -> HttpResponse:
    """Say that it was told: the same page whatever it was, whenever it is opened."""
    return render(request, "family/safety/told.html", {"told": _told(request)})


def _told(request: FamilyRequest) -> list[Told]:
    schools = [each.school for each in request.actor.contacts]
    return told_of_all(
        [(each, lead_of(each, on=each.day_of(request.at))) for each in schools]
    )
