"""The fourth lock: a page says whom it is for, or it does not exist.

`@page(who)` finds out as what the person is signed in, puts their schools in force for
as long as the view runs, and turns whatever is not theirs into the one 404. Staff pages
open only after a second step. A route whose view lacks it fails the build (checks.py).
"""

from collections.abc import Callable, Sequence
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

from schoolgate.domain.accounts.access.actors import (
    AnyActor,
    FamilyActor,
    GovernorActor,
    StaffActor,
    StudentActor,
    actors_of,
    family_actors_of,
    governor_actors_of,
    staff_actors_of,
    student_actors_of,
)
from schoolgate.domain.accounts.models import Account
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.web.shared.second_factor import (
    is_second_factor_given,
    to_second_factor,
)

P = ParamSpec("P")


class Audience(StrEnum):
    """Whom a page is for."""

    ANYONE = "anyone"
    """Signed in or not; sees nothing of a school."""
    FAMILY = "family"
    STUDENT = "student"
    STAFF = "staff"
    GOVERNOR = "governor"
    """Sees figures, and never a name."""
    PERSON = "person"
    """Whoever is signed in, as whatever they are: for their own account."""
    DEMO = "demo"
    """Whoever sits before the demo; never installed elsewhere."""


SIGNED_IN = frozenset(Audience) - {Audience.ANYONE, Audience.DEMO}


def _actors(account: Account, who: Audience, at: datetime) -> Sequence[AnyActor]:
    """Return what an account is on the site of this audience."""
    if who is Audience.STAFF:
        return staff_actors_of(account, at=at)
    if who is Audience.FAMILY:
        return family_actors_of(account, at=at)
    if who is Audience.GOVERNOR:
        return governor_actors_of(account, at=at)
    if who is Audience.PERSON:
        return actors_of(account, at=at)
    return student_actors_of(account, at=at)


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


class GovernorRequest(PublicRequest):
    """A request by a governor in office."""

    actor: GovernorActor


class PersonRequest(PublicRequest):
    """A request by somebody, to a page about their own account."""

    actor: AnyActor
    user: Account


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
            if who not in SIGNED_IN:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return to_sign_in(request)
            request.actor = _actor(request, who)
            if who is Audience.STAFF and not is_second_factor_given(request):
                return to_second_factor(request)
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


def _actor(request: PublicRequest, who: Audience) -> AnyActor:
    """Return who this person is on this site; nobody here gets the 404."""
    actors = _actors(cast("Account", request.user), who, request.at)
    if not actors:
        raise Http404
    works_at = request.session.get("works_at")
    chosen = [actor for actor in actors if works_at in actor.school_ids]
    return chosen[0] if who is Audience.STAFF and chosen else actors[0]


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
