"""Who gets the pages about one's own account: the access matrix, continued."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.web.shared.checks import routes
from tests.web.own_account import OWN_PAGES, OWN_STEPS
from tests.web.test_access_matrix import (
    AWAY,
    EVERYBODY,
    FAMILIES,
    FORMER,
    GOVERNORS,
    NOBODY,
    NONE,
    PAGE,
    REFUSED,
    STAFF,
    STUDENTS,
    address,
    read_only,
)
from tests.web.world import World

SOMEBODY = (*FAMILIES, *STUDENTS, *STAFF, *GOVERNORS)


@pytest.mark.parametrize("route", sorted(OWN_PAGES))
def test_ones_own_account_is_there_for_whoever_is_somebody_here(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)

    found = {name: read_only(client_of(name), url).status_code for name in EVERYBODY}

    expected = dict.fromkeys(SOMEBODY, PAGE) | {NOBODY: AWAY}
    assert found == expected | dict.fromkeys(FORMER, NONE)


@pytest.mark.parametrize("route", sorted(OWN_STEPS))
def test_nobody_looks_after_an_account_without_being_somebody_here(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)
    view = next(view for _, name, view in routes() if name == route)
    asked = "get" if "GET" in view.methods else "post"

    nobody = getattr(client_of(NOBODY), asked)(url)
    former = [getattr(client_of(name), asked)(url) for name in FORMER]
    somebody = getattr(client_of("byrne"), asked)(url)

    assert nobody["Location"].startswith(reverse("sign_in"))
    assert {answer.status_code for answer in former} == {NONE}
    assert somebody.status_code in {PAGE, AWAY, NONE, REFUSED}
    assert not somebody.get("Location", "").startswith(reverse("sign_in"))
