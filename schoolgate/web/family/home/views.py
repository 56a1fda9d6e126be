"""Home and Me."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolgate.domain.enquiries.queries import enquiries_at_home
from schoolgate.web.family.home.presenters import home_of, me_of
from schoolgate.web.shared.page import Audience, FamilyRequest, page


@page(Audience.FAMILY)
def home(request: FamilyRequest) -> HttpResponse:
    """Show what needs this person, what is new, and what they asked."""
    enquiries = enquiries_at_home(request.actor, at=request.at)
    return render(
        request,
        "family/home/home.html",
        {"home": home_of(request.actor, enquiries, now=request.at)},
    )


@page(Audience.FAMILY)
def me(request: FamilyRequest) -> HttpResponse:
    """Show what the school has on record of this person, and their children."""
    return render(
        request, "family/home/me.html", {"me": me_of(request.actor, now=request.at)}
    )
