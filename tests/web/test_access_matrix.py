"""Who gets which page: every route x everybody in the cast, against a written table.

The table is written from the policies and from what each page is for, not from the
code. A route that is not in it is red.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from schoolgate.web.shared.checks import routes
from tests.cast import Cast
from tests.conftest import signed_in
from tests.web.world import CANARY, World, make_world

PAGE, AWAY, NONE, REFUSED, METHOD, GONE = 200, 302, 404, 403, 405, 302

FAMILIES = (
    *("leila", "karim", "sinead", "gary", "bridget", "ruth", "daniel", "imran"),
    *("jolanta", "noreen", "farida", "errol", "gwen", "fiona"),
)
STUDENTS = ("amal", "yusuf", "conor", "zainab", "marcus", "chloe")
STAFF = (
    *("byrne", "osei", "quinn", "gallagher", "lynch", "walsh", "adair", "kerr"),
    *("flynn", "hughes", "patel", "grant", "shaw"),
)
GOVERNORS = ("healy", "okoro", "fiona")  # fiona is a parent too
FORMER = ("kane",)  # was a governor; is nobody here now
NOBODY = ""
EVERYBODY = tuple(
    dict.fromkeys((NOBODY, *FAMILIES, *STUDENTS, *STAFF, *GOVERNORS, *FORMER))
)
LEADERS = ("adair", "lynch", "walsh")

# For each route: who gets the page. Everybody else who is signed in gets the one 404,
# and whoever is not is sent to sign in.
PAGES: dict[str, tuple[str, ...]] = {
    "family:home": FAMILIES,
    "family:me": FAMILIES,
    "family:ask": FAMILIES,
    "family:ask_thread": ("leila",),
    "student:home": STUDENTS,
    "student:audience": STUDENTS,
    "staff:desk": STAFF,
    "governors:clauses": GOVERNORS,
    "staff:desk_enquiry": ("byrne", *LEADERS),
    "staff:held_mail": ("flynn",),
    "staff:people_import": (),  # a data manager's, as above
    "staff:people_import_who": (),
    "staff:people_import_list": (),
}
# Pages for the office alone: other staff are told that it is for other people.
OFFICE_PAGES: dict[str, tuple[str, ...]] = {
    "staff:held": ("flynn", "grant"),
    "staff:people_imports": (),  # a data manager's; tests/web/staff/test_imports.py
}
# Forms: a GET is the wrong method, for everybody. A POST with nothing in it shows the
# form again to whom it is for.
FORMS: dict[str, tuple[str, ...]] = {
    "family:ask_write": ("leila",),
    "staff:desk_reply": ("byrne", *LEADERS),
    "staff:desk_close": ("byrne", *LEADERS),
    "staff:desk_sort": ("byrne", *LEADERS),
}
# Open to anyone, and the same for everyone.
OPEN = {"left", "healthz", "readyz", "gallery", "gallery-page"}
# Told apart below, each in a test of its own.
SPECIAL = {"front", "sign_in", "leave", "family:ask_check", "staff:held_stuck"}


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


def address(route: str, world: World) -> str:
    """Return a route's address, pointing at what stands in the world."""
    ids = {
        "staff:held_mail": world.held.public_id,
        "staff:held_stuck": world.stuck.public_id,
        "staff:people_import": world.imported.public_id,
        "staff:people_import_who": world.imported.public_id,
    }
    takes_id = {"family:ask_thread", "staff:desk_enquiry", *ids, *FORMS}
    if route == "gallery-page":
        return reverse(route, args=["home"])
    if route == "staff:people_import_list":
        return reverse(route, args=[world.imported.public_id, "students"])
    if route in takes_id:
        return reverse(route, args=[ids.get(route, world.enquiry.public_id)])
    return reverse(route)


def test_every_route_stands_in_the_table() -> None:
    known = {*PAGES, *OFFICE_PAGES, *FORMS, *OPEN, *SPECIAL}

    assert {name for _, name, _ in routes()} == known


@pytest.mark.parametrize("route", sorted({*PAGES, *OFFICE_PAGES}))
def test_a_page_is_there_for_whom_it_is_for_and_for_nobody_else(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)
    allowed = PAGES.get(route, OFFICE_PAGES.get(route, ()))
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}
    if route in OFFICE_PAGES:
        otherwise |= dict.fromkeys(STAFF, REFUSED)

    found = {name: _read_only(client_of(name), url).status_code for name in EVERYBODY}

    assert found == otherwise | dict.fromkeys(allowed, PAGE)


@pytest.mark.parametrize("route", sorted(FORMS))
def test_a_form_is_taken_from_whom_it_is_for_and_from_nobody_else(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}

    found = {name: client_of(name).post(url).status_code for name in EVERYBODY}
    with_get = {client_of(name).get(url).status_code for name in EVERYBODY}

    assert found == otherwise | dict.fromkeys(FORMS[route], PAGE)
    assert with_get == {METHOD}


def test_stuck_mail_is_settled_by_the_office_of_its_school_alone(
    world: World, client_of: Callable[[str], Client]
) -> None:
    url = address("staff:held_stuck", world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}
    order = sorted(EVERYBODY, key=lambda name: name == "flynn")
    form = {"key": "k" * 32, "arrived": "yes"}

    found = {name: client_of(name).post(url, form).status_code for name in order}

    assert found == otherwise | {"flynn": GONE}


def test_asking_is_checked_for_families_alone(
    world: World, client_of: Callable[[str], Client]
) -> None:
    url = address("family:ask_check", world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}

    found = {name: client_of(name).post(url).status_code for name in EVERYBODY}

    assert found == otherwise | dict.fromkeys(FAMILIES, PAGE)


@pytest.mark.parametrize("route", sorted(OPEN))
def test_an_open_page_is_the_same_for_everybody(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)
    pages = {_read_only(client_of(name), url).content for name in EVERYBODY}

    assert len({_without_token(page) for page in pages}) == 1


def test_not_yours_and_not_there_are_the_same_bytes_and_headers(
    world: World, client_of: Callable[[str], Client]
) -> None:
    theirs = address("family:ask_thread", world)
    nowhere = reverse("family:ask_thread", args=["nosuchid"])
    never = "/no/such/page/"

    seen = {
        (response.content, tuple(sorted(response.headers.items())))
        for name in ("karim", "gary", "farida", "amal", "byrne", "quinn")
        for url in (theirs, nowhere, never)
        for response in [client_of(name).get(url)]
    }

    assert len(seen) == 1


def test_a_word_of_leilas_is_on_no_page_of_anyone_who_may_not_read_it(
    world: World, client_of: Callable[[str], Client]
) -> None:
    readers = {"leila", "byrne", *LEADERS}
    pages = sorted({*PAGES, *OFFICE_PAGES, *OPEN})

    leaks = [
        (name, route)
        for name in EVERYBODY
        for route in pages
        if CANARY.encode() in client_of(name).get(address(route, world)).content
        and name not in readers
    ]
    seen_by_leila = client_of("leila").get(address("family:ask_thread", world))

    assert leaks == []
    assert CANARY.encode() in seen_by_leila.content  # the control: it can be found


def _read_only(client: Client, url: str) -> Any:
    """GET a page, and fail if that wrote anything: a GET writes nothing."""

    def no_writing(execute: Any, sql: str, *args: Any) -> Any:
        assert sql.lstrip()[:6].upper() not in {"INSERT", "UPDATE", "DELETE"}, sql
        return execute(sql, *args)

    with connection.execute_wrapper(no_writing):
        return client.get(url)


def _without_token(page: bytes) -> bytes:
    lines = page.split(b"\n")
    return b"\n".join(line for line in lines if b"csrfmiddlewaretoken" not in line)
