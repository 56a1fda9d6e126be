"""Who may do something with one tap: every such route x everybody in the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.about_students import TAPS
from tests.web.test_access_matrix import (
    AWAY,
    EVERYBODY,
    METHOD,
    NOBODY,
    NONE,
    UNDERSTOOD_NOT,
    address,
)
from tests.web.world import World


@pytest.mark.parametrize("route", sorted(TAPS))
def test_one_tap_is_there_for_whom_it_is_for_and_for_nobody_else(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}

    found = {name: client_of(name).post(url).status_code for name in EVERYBODY}
    with_get = {client_of(name).get(url).status_code for name in EVERYBODY}

    assert found == otherwise | dict.fromkeys(TAPS[route], UNDERSTOOD_NOT)
    assert with_get == {METHOD}
