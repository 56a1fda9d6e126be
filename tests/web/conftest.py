"""A world that page tests share, and a client for anybody in the cast."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import signed_in
from tests.web.world import World, make_world

NOBODY = ""


@pytest.fixture
def world(cast: Cast, frozen: Any) -> World:
    return make_world(cast)


@pytest.fixture
def client_of(cast: Cast) -> Callable[[str], Client]:
    clients = {NOBODY: Client()}

    def get(name: str) -> Client:
        if name not in clients:
            clients[name] = signed_in(cast, name)
        return clients[name]

    return get
