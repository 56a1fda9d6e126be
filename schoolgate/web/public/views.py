"""Arriving, signing in, and leaving in a hurry."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from schoolgate.domain.accounts.models import Account
from schoolgate.web.public.first_pages import first_page_of
from schoolgate.web.shared.page import Audience, PublicRequest, page


@page(Audience.ANYONE)
def front(request: PublicRequest) -> HttpResponse:
    """Send whoever is signed in to their own first page, and others to sign in."""
    if not isinstance(request.user, Account):
        return redirect("demo:personas" if settings.IS_DEMO else "sign_in")
    return redirect(first_page_of(request.user, at=request.at))


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
