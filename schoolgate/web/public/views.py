"""Arriving, signing in, and leaving in a hurry."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from schoolgate.domain.accounts.access import (
    AnyActor,
    FamilyActor,
    GovernorActor,
    StaffActor,
    StudentActor,
    actors_of,
)
from schoolgate.domain.schools.queries import every_school_here
from schoolgate.web.shared.page import Audience, PublicRequest, page

FIRST_PAGES: dict[type[AnyActor], str] = {
    StaffActor: "staff:desk",
    FamilyActor: "family:home",
    StudentActor: "student:home",
    GovernorActor: "governors:clauses",
}


@page(Audience.ANYONE)
def front(request: PublicRequest) -> HttpResponse:
    """Send whoever is signed in to their own first page, and others to sign in."""
    if not request.user.is_authenticated:
        return redirect("demo:personas" if settings.IS_DEMO else "sign_in")
    return redirect(first_page(request))


@page(Audience.ANYONE)
def sign_in(request: PublicRequest) -> HttpResponse:
    """Ask who is there; in the demo, a choice of people."""
    if settings.IS_DEMO:
        return redirect("demo:personas")
    return render(request, "public/sign_in.html", {"schools": every_school_here()})


@csrf_exempt
@page(Audience.ANYONE, methods=("POST",))
def leave(request: PublicRequest) -> HttpResponse:
    """End the session at once and leave nothing of it in the browser.

    Asks for no token: leaving must work from a page that has been open for days.
    """
    logout(request)
    response = redirect("left")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@page(Audience.ANYONE)
def left(request: PublicRequest) -> HttpResponse:
    """Show a page that says nothing about where one has been."""
    return render(request, "public/left.html")


def first_page(request: PublicRequest) -> str:
    """Return where this person starts; who is several things, as the first of them.

    A parent who is a governor too starts at home, as a parent.
    """
    assert request.user.is_authenticated  # noqa: S101 (the caller has asked)
    actors = actors_of(request.user, at=request.at)
    if not actors:
        return "sign_in"
    return FIRST_PAGES[type(actors[0])]
