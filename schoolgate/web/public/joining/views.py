"""Accepting an invitation. Opening its link shows it and uses nothing up."""

import secrets
from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schoolgate.domain.accounts.access.actors import invitation_with
from schoolgate.domain.accounts.actions.invitations import (
    InvitationClosedError,
    accept_invitation,
    as_printed,
    hash_of,
    kind_of,
    still_opens,
)
from schoolgate.domain.accounts.enums import InvitationWay
from schoolgate.domain.accounts.models import Account, Invitation
from schoolgate.domain.deliveries.actions import queue_joining_code
from schoolgate.domain.disclosure.access import may_join
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.web.public.joining.forms import AddressForm, CodeForm, LetterForm
from schoolgate.web.shared.page import Audience, PublicRequest, page

FORM = ("GET", "POST")
PLACE = "public/joining"
LETTER = "joining"
"""Where the session keeps how far somebody with a letter has come."""
CODE_SECONDS, CODE_TRIES = 600, 3
AS = {
    "contact": "as a parent or carer",
    "staff": "as a member of staff",
    "student": "as a student",
    "governor": "as a governor",
}
CLOSED = (
    "This code cannot be used. Look at it once more; if it is right, it is too old or"
    " was used before: ask the school office for a new letter."
)
TRIED_ENOUGH = (
    "This code was tried too often. Go back and have a new one sent; if that is refused"
    " too, wait an hour."
)
TOO_OFTEN = "Too many codes were tried from here. Wait a while, then try again."


@page(Audience.ANYONE, methods=FORM)
def by_link(request: PublicRequest, token: str) -> HttpResponse:
    """Show an invitation; the button accepts it and signs in."""
    found = _open(request, hash_of(token), InvitationWay.MAIL)
    if found is None:
        return _closed(request)
    if request.method != "POST":
        return render(request, f"{PLACE}/invitation.html", _facts(found))
    try:
        account = _accept(request, found, str(getattr(found.person, "email", "")))
    except InvitationClosedError:
        return _closed(request)
    return begin_session(request, account)


@page(Audience.ANYONE, methods=FORM)
def by_letter(request: PublicRequest) -> HttpResponse:
    """Ask for the code of a letter."""
    form = LetterForm(request.POST or None)
    if form.is_valid():
        if not ratelimit.consume(request, action="join"):
            form.add_error("letter", TOO_OFTEN)
            return render(request, f"{PLACE}/letter.html", {"form": form})
        hashed = hash_of(as_printed(form.cleaned_data["letter"]))
        if _open(request, hashed, InvitationWay.LETTER) is not None:
            request.session[LETTER] = {"hash": hashed}
            return redirect("join_address")
        form.add_error("letter", CLOSED)
    return render(request, f"{PLACE}/letter.html", {"form": form})


@page(Audience.ANYONE, methods=FORM)
def address(request: PublicRequest) -> HttpResponse:
    """Ask with which address they will sign in, and send a code there."""
    found = _with_letter(request)
    if found is None:
        return redirect("join")
    form = AddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        if ratelimit.consume(request, action="request_login_code", key=email):
            code = f"{secrets.randbelow(10**6):06}"
            kept = {
                "email": email,
                "code": code,
                "at": request.at.timestamp(),
                "tries": 0,
                "name": secrets.token_urlsafe(16),
            }
            request.session[LETTER] = {"hash": found.token_hash, **kept}
            with school_in_force(found.school_id):
                queue_joining_code(found, code, to=email, at=request.at)
            return redirect("join_code")
        form.add_error("email", TOO_OFTEN)
    return render(request, f"{PLACE}/address.html", {"form": form, **_facts(found)})


@page(Audience.ANYONE, methods=FORM)
def code(request: PublicRequest) -> HttpResponse:
    """Take the code that proves the address; then they are in."""
    found, kept = _with_letter(request), request.session.get(LETTER, {})
    if found is None or "code" not in kept:
        return redirect("join")
    form = CodeForm(request.POST or None)
    if form.is_valid() and not _may_try(request, found, kept):
        form.add_error("code", TRIED_ENOUGH)
    elif form.is_valid():
        if _is_right(request, form.cleaned_data["code"]):
            del request.session[LETTER]
            try:
                account = _accept(request, found, kept["email"])
            except InvitationClosedError:
                return redirect("join")
            return begin_session(request, account)
        if "code" not in request.session.get(LETTER, {}):
            return redirect("join_address")
        form.add_error("code", "This code is not right. Look at the newest mail.")
    context = {"form": form, "email": kept["email"]}
    return render(request, f"{PLACE}/code.html", context)


def begin_session(
    request: HttpRequest, account: Account, *, goes_to: str | None = None
) -> HttpResponse:
    """Sign somebody in whose address is proven; a second step is asked for if set."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, account, "invitation")
    answer: HttpResponse = perform_login(
        request, Login(user=account, email=account.email, redirect_url=goes_to)
    )
    return answer


def _open(request: PublicRequest, hashed: str, way: InvitationWay) -> Invitation | None:
    """Return an invitation that can be used now, and asks no more than that."""
    found = invitation_with(hashed)
    if found is None or found.way != way or not found.is_open(request.at):
        return None
    with school_in_force(found.school_id):
        if not still_opens(found):
            return None
        gate = may_join(found.person, on=found.school.day_of(request.at))
    return found if gate.allowed else None


def _with_letter(request: PublicRequest) -> Invitation | None:
    hashed = request.session.get(LETTER, {}).get("hash", "")
    return _open(request, hashed, InvitationWay.LETTER)


def _may_try(
    request: PublicRequest, found: Invitation, kept: Mapping[str, Any]
) -> bool:
    """Count a try, before it is looked at: of this code, this requester, this school.

    What the session counts is lost when many requests come at once: each has read the
    same number. This is counted where all of them meet.
    """
    of_school = str(found.school_id)
    counted = (("join_code", kept["name"]), ("join_code_at_school", of_school))
    return all(
        ratelimit.consume(request, action=what, key=key) for what, key in counted
    )


def _is_right(request: PublicRequest, typed: str) -> bool:
    """Compare a code, count the try, and forget the code after the last or too late."""
    kept: dict[str, Any] = request.session[LETTER]
    kept["tries"] += 1
    is_late = request.at.timestamp() - kept["at"] > CODE_SECONDS
    digits = "".join(each for each in typed if each.isdigit())
    right = secrets.compare_digest(digits.encode(), str(kept["code"]).encode())
    if is_late or (not right and kept["tries"] >= CODE_TRIES):
        kept.pop("code")
    request.session[LETTER] = kept
    return right and not is_late


def _accept(request: PublicRequest, found: Invitation, email: str) -> Account:
    with school_in_force(found.school_id):
        on = found.school.day_of(request.at)
        gate = may_join(found.person, on=on, address=email)
        return accept_invitation(found, email=email, gate=gate, at=request.at)


def _facts(found: Invitation) -> dict[str, str]:
    return {
        "name": found.person.full_name,
        "role": AS[kind_of(found.person)],
        "school": found.school.name,
    }


def _closed(request: PublicRequest) -> HttpResponse:
    return render(request, f"{PLACE}/closed.html", status=404)
