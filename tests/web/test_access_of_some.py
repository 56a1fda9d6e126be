"""Pages and forms for a few: who leads the school, who sets it up, the office."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_access_matrix import (
    ANY_DAY,
    AWAY,
    EVERYBODY,
    GONE,
    LEADERS,
    METHOD,
    NOBODY,
    NONE,
    PAGE,
    REFUSED,
    SETTING_UP,
    STAFF,
    TERM,
    UNDERSTOOD_NOT,
    address,
    read_only,
)
from tests.web.world import World


@pytest.mark.parametrize("route", ["staff:desk_one_way", "staff:desk_any_way"])
def test_how_a_contact_is_to_reach_the_school_is_said_by_who_leads_it_alone(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY, "byrne": REFUSED}

    found = {name: client_of(name).post(url).status_code for name in EVERYBODY}
    with_get = {client_of(name).get(url).status_code for name in EVERYBODY}

    assert found == otherwise | dict.fromkeys(LEADERS, PAGE)
    assert with_get == {METHOD}


@pytest.mark.parametrize(
    ("route", "args", "page"),
    [("staff:year_term", [TERM], PAGE), ("staff:year_day", [ANY_DAY], NONE)],
)
def test_a_term_or_day_is_changed_by_who_sets_up_its_school_alone(
    route: str,
    args: list[str],
    page: int,
    world: World,
    client_of: Callable[[str], Client],
) -> None:
    url = reverse(route, args=args)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}
    otherwise |= dict.fromkeys(STAFF, REFUSED)

    found = {name: read_only(client_of(name), url).status_code for name in EVERYBODY}

    assert found == otherwise | dict.fromkeys(SETTING_UP, page)


@pytest.mark.parametrize("route", ["staff:year_check", "staff:year_lines"])
def test_a_year_is_saved_by_who_sets_up_the_school_alone(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = reverse(route)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}
    otherwise |= dict.fromkeys(STAFF, REFUSED)

    found = {name: client_of(name).post(url).status_code for name in EVERYBODY}
    with_get = {client_of(name).get(url).status_code for name in EVERYBODY}

    assert found == otherwise | dict.fromkeys(SETTING_UP, UNDERSTOOD_NOT)
    assert with_get == {METHOD}


@pytest.mark.parametrize(
    ("route", "page"), [("staff:channels_add", PAGE), ("staff:channels_end", NONE)]
)
def test_the_register_of_channels_is_kept_by_who_sets_up_the_school_alone(
    route: str, page: int, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}
    otherwise |= dict.fromkeys(STAFF, REFUSED)

    found = {name: client_of(name).post(url).status_code for name in EVERYBODY}

    assert found == otherwise | dict.fromkeys(SETTING_UP, page)


def test_stuck_mail_is_settled_by_the_office_of_its_school_alone(
    world: World, client_of: Callable[[str], Client]
) -> None:
    url = address("staff:held_stuck", world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}
    order = sorted(EVERYBODY, key=lambda name: name == "flynn")
    form = {"key": "k" * 32, "arrived": "yes"}

    found = {name: client_of(name).post(url, form).status_code for name in order}

    assert found == otherwise | {"flynn": GONE}


def test_a_note_of_absence_is_taken_away_by_who_fills_posts_at_that_school(
    world: World, client_of: Callable[[str], Client]
) -> None:
    url = address("staff:people_member_back", world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}
    order = sorted(EVERYBODY, key=lambda name: name == "flynn")
    form = {"key": "k" * 32}

    found = {
        name: client_of(name).post(url, form).status_code
        for name in order
        if name != "murphy"  # may as well, but then flynn would find it gone
    }

    assert found == {k: v for k, v in otherwise.items() if k != "murphy"} | {
        "flynn": GONE
    }
