"""What every test may ask for: the cast, a client as one of them, an own database.

The cast is made once, by the first test that needs the database, and every test works
in a transaction that is undone. On PostgreSQL the tests run as a role that does not
own the tables, as a school does.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from django.http import HttpRequest
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings

from schoolgate.domain.accounts.models import Account
from schoolgate.foundation.row_security import let_in
from schoolgate.web.shared.second_factor import mark_second_factor
from tests.cast import Cast, load_cast, make_cast
from tests.databases import APP_ROLE, OwnDatabase, cloned_database

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10am: a school day in the second half of autumn."""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers, an unknown one is an error; and time no example of a law.

    How fast something is stands in `benchmarks/`: a busy machine fails no test.
    """
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")
    config.addinivalue_line("markers", "clause(id, part=None): proves this clause")
    config.addinivalue_line("markers", "browser: needs Chromium")
    config.addinivalue_line("markers", "dovecot: needs a real mailbox")
    config.addinivalue_line("markers", "only_on(vendor): true of one database only")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what is said of the other database: it has nothing to prove here."""
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    left_out = [
        item
        for item in items
        if (mark := item.get_closest_marker("only_on")) and mark.args == (other,)
    ]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """Make a database and the cast once; go on as the role that owns nothing.

    Always a database of the suite's own, whichever tests are chosen: never the one
    that DATABASE_URL names.
    """
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=0,
            interactive=False,
            aliases={"default": None},
            serialized_aliases=set(),
        )
        make_cast()
        owner = connection.settings_dict["USER"]
        if connection.vendor == "postgresql":
            let_in(APP_ROLE)
            connection.close()
            connection.settings_dict["USER"] = APP_ROLE
    yield
    if connection.vendor == "postgresql":
        connections.close_all()
        connection.settings_dict["USER"] = owner
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def now() -> datetime:
    """Return the moment at which the cast lives."""
    return NOW


@pytest.fixture
def cast(db: None) -> Cast:
    """Return everybody, by name. Put a school in force to work with them."""
    return load_cast()


@pytest.fixture
def frozen() -> Iterator[Any]:
    """Stop the clock at `now`; the traveller returned moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sign_in(cast: Cast, frozen: Any) -> Callable[[str], Client]:
    """Return a way to be somebody of the cast: `sign_in("leila")`."""
    return lambda name: signed_in(cast, name)


def signed_in(cast: Cast, name: str) -> Client:
    """Return a client signed in as somebody of the cast, with a second step."""
    account = Account.objects.get(email=cast.email_of(name))
    client = signed_in_plainly(account)
    request = HttpRequest()
    request.session, request.user = client.session, account
    mark_second_factor(request, account, how="tests")
    request.session.save()
    return client


def signed_in_plainly(account: Account) -> Client:
    """Return a client signed in with this account, without a second step."""
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def own_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> Iterator[OwnDatabase]:
    """Give a database of one's own, with the cast, where commits are real.

    For threads that race, processes that are killed, and browsers.
    """
    with django_db_blocker.unblock(), cloned_database(tmp_path) as database:
        yield database


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """Let no test reach beyond this machine, as the product does not."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        is_here = isinstance(address, str | bytes) or address[0] in LOOPBACK
        assert is_here, f"a test wanted to reach {address}"
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at a moment."""
    with time_machine.travel(moment, tick=False):
        yield
