"""Who has access: looking, asking in by mail or letter, and ending it."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.accounts.access.posts import may_give_access, may_invite
from schoolgate.domain.accounts.actions.invitations import (
    end_invitation,
    invite,
    secret_of,
)
from schoolgate.domain.accounts.actions.leavers import end_access
from schoolgate.domain.accounts.actions.second_factors import forget_second_factors
from schoolgate.domain.accounts.enums import InvitationWay
from schoolgate.domain.deliveries.actions import send_invitation
from schoolgate.domain.deliveries.queries import (
    MOST_AT_ONCE,
    MOST_SHOWN,
    Access,
    access_named,
    access_of,
    joined_by_letter,
    letter_named,
    readdressed,
    without_access,
)
from schoolgate.domain.disclosure.access import may_join
from schoolgate.domain.people.models import Governor, StaffMember
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.access.presenters import (
    KINDS,
    NEVER,
    ONE,
    addresses_of,
    choices,
    joined_of,
    lines_of,
    page_of,
    readdressed_of,
    says_of,
)

EVERY_KIND = ("contact", "staff", "governor", "student")
FORM = ("GET", "POST")


@page(Audience.STAFF, methods=FORM)
def access(request: StaffRequest) -> HttpResponse:
    """Show who has access; ask in whoever has an address and none yet."""
    may_give_access(request.actor).require()
    show = request.GET.get("show", "families")
    kinds = KINDS.get(show, EVERY_KIND)
    said = request.GET.get("said", "")[:100]
    by, at, here = request.actor, request.at, request.actor.staff.school
    found = [one for kind in kinds for one in access_of(by, kind, said=said, at=at)]
    if show == NEVER:
        found = [one for one in found if one.last_here is None]
    waiting = [one for kind in kinds for one in without_access(by, kind, at=at)]
    form = SendingForm(request.POST or None)
    if form.is_valid():
        return send_once(request, form, lambda: _everyone(request, kinds, show))
    context = {
        "lines": lines_of(found, here, now=at),
        "choices": choices(show),
        "said": said,
        "show": show,
        "joined": joined_of(joined_by_letter(by, at=at), here, at),
        "readdressed": readdressed_of(readdressed(by, at=at), here, at),
        "most": MOST_SHOWN,
        "at_once": MOST_AT_ONCE,
        "waiting": addresses_of(waiting),
        "asked": request.GET.get("asked", ""),
        "form": form,
    }
    return render(request, "staff/access/access.html", context)


@page(Audience.STAFF, methods=FORM)
def person(request: StaffRequest, kind: str, public_id: str) -> HttpResponse:
    """Show what one person has; ask them in, or end what lets them in."""
    found = access_named(request.actor, kind, public_id, at=request.at)
    form = SendingForm(request.POST or None)
    if form.is_valid():
        try:
            return send_once(request, form, lambda: _do(request, found))
        except NotAllowedError as refused:
            form.add_error(None, str(refused))
    here = request.actor.staff.school
    on = request.actor.day_of(request.at)
    context = {
        "person": found.person,
        "kind": ONE[kind],
        "says": says_of(found, here, now=request.at),
        "access": found,
        "gate": may_join(found.person, on=on),
        "may": may_invite(request.actor, found.person),
        "address": getattr(found.person, "email", ""),
        "may_lose_step": isinstance(found.person, StaffMember | Governor)
        and found.person != request.actor.staff,
        "form": form,
    }
    return render(request, "staff/access/person.html", context)


@page(Audience.STAFF)
def letter(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show a letter to print: for one person, with its code."""
    found = letter_named(request.actor, public_id, at=request.at)
    context = {
        "person": found.person,
        "school": found.school,
        "code": secret_of(found),
        "where": f"{settings.BASE_URL}{reverse('join')}",
        "until": moment_in_words(found.expires_at, found.school, now=request.at),
    }
    return render(request, "staff/access/letter.html", context)


def _everyone(request: StaffRequest, kinds: tuple[str, ...], show: str) -> str:
    """Ask in all who can be; who is refused is left for their own page to say why."""
    by, at, asked = request.actor, request.at, 0
    for kind in kinds:
        for one in without_access(by, kind, at=at):
            if may_join(one, on=by.day_of(at)).allowed:
                send_invitation(one, by=by, at=at)
                asked += 1
    return f"{reverse('staff:access')}?show={show}&asked={asked}"


def _do(request: StaffRequest, found: Access) -> str:
    """Do what the button says; return where it leads."""
    does: dict[str, Callable[[StaffRequest, Access], str]] = {
        "mail": _mail,
        "letter": _letter,
        "withdraw": _withdraw,
        "end": _end,
        "forget": _forget,
    }
    if request.POST.get("do") not in does:
        raise Http404
    return does[request.POST["do"]](request, found)


def _mail(request: StaffRequest, found: Access) -> str:
    send_invitation(found.person, by=request.actor, at=request.at)
    return page_of(found)


def _letter(request: StaffRequest, found: Access) -> str:
    gate = may_join(found.person, on=request.actor.day_of(request.at))
    by, at = request.actor, request.at
    made = invite(found.person, InvitationWay.LETTER, gate=gate, by=by, at=at)
    return reverse("staff:access_letter", args=[made.public_id])


def _withdraw(request: StaffRequest, found: Access) -> str:
    if found.invitation:
        end_invitation(found.invitation, by=request.actor, at=request.at)
    return page_of(found)


def _end(request: StaffRequest, found: Access) -> str:
    end_access(found.person, by=request.actor, at=request.at)
    return page_of(found)


def _forget(request: StaffRequest, found: Access) -> str:
    if not isinstance(found.person, StaffMember | Governor):
        raise Http404
    forget_second_factors(found.person, by=request.actor, at=request.at)
    return page_of(found)
