"""What every layout needs to know, and no more."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from schoolgate.domain.deliveries.access import may_settle_mail
from schoolgate.domain.people.access import may_look_up_people
from schoolgate.kernel.vocabulary import Permission

RUNS_SCHOOL = frozenset(
    {
        *(Permission.SET_UP_SCHOOL, Permission.SET_POLICY, Permission.FILL_POSTS),
        *(Permission.GIVE_ACCESS, Permission.IMPORT_PEOPLE),
    }
)
"""Whoever may do one of these finds the school's own page."""


class Layout(TypedDict):
    """The names a layout may print; every one is always there."""

    school_name: str
    actor_name: str
    demo: bool
    base_url: str
    lang: str
    dir: str
    theme: str
    here: str
    settles_mail: bool
    looks_up_people: bool
    runs_school: bool


def layout(request: HttpRequest) -> Layout:
    """Give the layouts the school's name, who is here, and how the page is read.

    A page without an account has no actor, and says the product's name.
    """
    actor = getattr(request, "actor", None)
    match = request.resolver_match
    return {
        "school_name": str(getattr(actor, "school_name", "") or "Schoolgate"),
        "actor_name": str(getattr(actor, "name", "") or ""),
        "demo": bool(settings.IS_DEMO),
        "base_url": str(settings.BASE_URL),
        "lang": translation.get_language() or settings.LANGUAGE_CODE,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "theme": "",
        "here": match.view_name if match else "",
        "settles_mail": actor is not None and may_settle_mail(actor).allowed,
        "looks_up_people": actor is not None and may_look_up_people(actor).allowed,
        "runs_school": actor is not None and bool(actor.permissions & RUNS_SCHOOL),
    }
