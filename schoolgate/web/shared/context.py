"""What every layout needs to know, and no more."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from schoolgate.domain.accounts.access.actors import kinds_of, works_at_several
from schoolgate.domain.accounts.access.posts import may_give_access
from schoolgate.domain.accounts.models import Account
from schoolgate.domain.deliveries.access import may_settle_mail
from schoolgate.domain.governance.access import may_see_speed
from schoolgate.domain.people.access import may_look_up_people
from schoolgate.kernel.actors import ActorKind
from schoolgate.kernel.vocabulary import Permission, Role

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
    gives_access: bool
    sees_speed: bool
    answers_data: bool
    sites: list[tuple[str, str]]
    """Where else this person is at home: address and words."""
    account: bool
    """Whether there is an account to look after."""


SITES = {
    ActorKind.STAFF: ("staff:desk", _("Your desk")),
    ActorKind.FAMILY: ("family:home", _("Your family pages")),
    ActorKind.STUDENT: ("student:home", _("Your student pages")),
    ActorKind.GOVERNOR: ("governors:clauses", _("Your governors’ pages")),
}
"""Where each kind of person begins, and how a link to it reads for who has several."""


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
        "gives_access": actor is not None and may_give_access(actor).allowed,
        "sees_speed": actor is not None and may_see_speed(actor).allowed,
        "answers_data": Role.DATA_PROTECTION_LEAD in getattr(actor, "roles", ()),
        "sites": _sites(request) if actor is not None else [],
        "account": actor is not None,
        "runs_school": actor is not None and bool(actor.permissions & RUNS_SCHOOL),
    }


def _sites(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the other sites of whoever is several things, and the choice of school."""
    account, actor = request.user, getattr(request, "actor", None)
    if not isinstance(account, Account) or actor is None:
        return []
    at = request.at  # type: ignore[attr-defined]  # @page has set it
    others = [kind for kind in kinds_of(account, at=at) if kind is not actor.kind]
    links = [(reverse(SITES[kind][0]), str(SITES[kind][1])) for kind in others]
    if actor.kind is ActorKind.STAFF and works_at_several(account, at=at):
        links.append((reverse("works_at"), str(_("Another school"))))
    return links
