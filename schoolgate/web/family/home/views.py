"""Home and Me."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.queries.lists import enquiries_at_home
from schoolgate.domain.people.actions.corrections import ask_to_correct
from schoolgate.domain.people.enums import Detail
from schoolgate.web.family.home.forms import CorrectForm
from schoolgate.web.family.home.presenters import home_of, me_of
from schoolgate.web.shared.addresses import page_number
from schoolgate.web.shared.forms import initial_of
from schoolgate.web.shared.page import Audience, FamilyRequest, page
from schoolgate.web.shared.sending import send_once


@page(Audience.FAMILY)
def home(request: FamilyRequest) -> HttpResponse:
    """Show what needs this person, what is new, and what they asked."""
    number = page_number(request.GET.get("page", ""))
    enquiries, has_older = enquiries_at_home(request.actor, at=request.at, page=number)
    return render(
        request,
        "family/home/home.html",
        {
            "home": home_of(request.actor, enquiries, now=request.at),
            "older": number + 1 if has_older else None,
            "is_newest": number == 1,
        },
    )


@page(Audience.FAMILY)
def me(request: FamilyRequest) -> HttpResponse:
    """Show what the school has on record of this person, and their children."""
    return render(
        request, "family/home/me.html", {"me": me_of(request.actor, now=request.at)}
    )


@page(Audience.FAMILY, methods=("GET", "POST"))
def correct(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Let somebody ask one school to put their own details right."""
    own = {contact.public_id: contact for contact in request.actor.contacts}
    if public_id not in own:
        raise Http404
    contact = own[public_id]
    known = initial_of(contact, *(detail.value for detail in Detail))
    form = CorrectForm(request.POST or None, initial=known)
    if form.is_valid():

        def do() -> str:
            ask_to_correct(contact, form.details, by=request.actor, at=request.at)
            return reverse("family:me")

        return send_once(request, form, do)
    context = {"form": form, "school": contact.school.name}
    return render(request, "family/home/correct.html", context)
