"""The fourth lock: a page says whom it is for, or it does not exist.

`@page(who)` finds out as what the person is signed in, puts their schools in force for
as long as the view runs, and turns whatever is not theirs into the one 404. A route
whose view lacks it fails the build (checks.py).
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.http import urlencode

from schoolgate.domain.accounts.access import (
    AnyActor,
    FamilyActor,
    StaffActor,
    StudentActor,
    actors_of,
)
from schoolgate.domain.accounts.models import Account
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.decision import NotAllowedError

P = ParamSpec("P")


class Audience(StrEnum):
    """Whom a page is for."""

    ANYONE = "anyone"
    """Signed in or not; sees nothing of a school."""
    FAMILY = "family"
    STUDENT = "student"
    STAFF = "staff"
    DEMO = "demo"
    """Whoever sits before the demo; never installed elsewhere."""


ACTORS: dict[Audience, type[AnyActor]] = {
    Audience.FAMILY: FamilyActor,
    Audience.STUDENT: StudentActor,
    Audience.STAFF: StaffActor,
}


class PublicRequest(HttpRequest):
    """A request to a page for anyone, with the moment it came."""

    at: datetime


class FamilyRequest(PublicRequest):
    """A request by a parent or carer."""

    actor: FamilyActor


class StudentRequest(PublicRequest):
    """A request by a student."""

    actor: StudentActor


class StaffRequest(PublicRequest):
    """A request by a member of staff."""

    actor: StaffActor


def page(
    who: Audience, *, methods: tuple[str, ...] = ("GET",)
) -> Callable[
    [Callable[Concatenate[Any, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Declare whom a view is for and by which methods it is asked."""

    def declare(
        view: Callable[Concatenate[Any, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(
            plain: HttpRequest, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            request = cast("Any", plain)
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            request.at = clock.now()
            if who not in ACTORS:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return to_sign_in(request)
            request.actor = _actor(request, ACTORS[who])
            with school_in_force(*request.actor.school_ids):
                return _or_refused(view, request, *args, **kwargs)

        allowed = [*methods, "HEAD"] if "GET" in methods else [*methods]
        cast("Any", guarded).audience = who
        cast("Any", guarded).methods = methods
        return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", guarded)

    return declare


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to sign in, and back to this page afterwards."""
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('sign_in')}?{query}")


def _actor(request: PublicRequest, kind: type[AnyActor]) -> AnyActor:
    """Return who this person is on this site; nobody here gets the 404."""
    account = cast("Account", request.user)
    for actor in actors_of(account, at=request.at):
        if isinstance(actor, kind):
            return actor
    raise Http404


def _or_refused(
    view: Callable[Concatenate[Any, P], HttpResponseBase],
    request: HttpRequest,
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    except NotAllowedError as refused:
        raise PermissionDenied from refused
