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
from tests.web.about_students import (
    FORMS_ABOUT,
    PAGES_ABOUT,
    TAPS,
    addresses_about,
)
from tests.web.own_account import OWN_PAGES, OWN_STEPS, WAY_IN
from tests.web.world import CANARY, WORRY_CANARY, World

PAGE, AWAY, NONE, REFUSED, METHOD, GONE = 200, 302, 404, 403, 405, 302
UNDERSTOOD_NOT = 400

FAMILIES = (
    *("leila", "karim", "sinead", "gary", "bridget", "ruth", "daniel", "imran"),
    *("jolanta", "noreen", "farida", "errol", "gwen", "fiona"),
)
STUDENTS = ("amal", "yusuf", "conor", "zainab", "marcus", "chloe")
STAFF = (
    *("byrne", "osei", "quinn", "gallagher", "lynch", "walsh", "adair", "kerr"),
    *("devlin", "flynn", "hughes", "murphy", "patel", "grant", "shaw"),
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
    "family:safety": FAMILIES,  # also under an order, and with no responsibility
    "family:safety_told": FAMILIES,
    "family:me": FAMILIES,
    "family:calendar": FAMILIES,
    "family:ask": FAMILIES,
    "family:ask_thread": ("leila",),
    "family:ask_print": ("leila",),
    "staff:desk_print": ("byrne", *LEADERS),
    "student:home": STUDENTS,
    "student:audience": STUDENTS,
    "student:calendar": STUDENTS,
    "staff:desk": STAFF,
    "staff:desk_find": STAFF,
    "governors:clauses": GOVERNORS,
    "staff:desk_enquiry": ("byrne", *LEADERS),
    "staff:desk_matters": ("byrne", *LEADERS),
    "staff:held_mail": ("flynn",),
    "family:whom": FAMILIES,
    "family:me_correct": ("leila",),
    "staff:people_student": ("flynn", "murphy"),
    "staff:people_contact": ("flynn", "murphy"),
    "staff:people_member": ("flynn", "murphy"),
    "staff:people_tie": ("flynn", "murphy"),
    "staff:people_new_contact": ("flynn", "murphy"),
    "staff:people_groups": ("flynn", "murphy"),
    "staff:people_own_post": ("flynn", "murphy"),
    "staff:people_change": ("flynn", "murphy"),
    "staff:people_leaving": ("flynn", "murphy"),
    "staff:school_post": ("flynn", "murphy", "adair"),
    "staff:year": STAFF,
    "staff:people_import": ("murphy",),
    "staff:people_import_who": (),  # once the worker has read the file, not before
    "staff:people_import_list": (),
}
OAKFIELD_STAFF = tuple(name for name in STAFF if name not in {"patel", "grant", "shaw"})
PAGES |= {
    "staff:log": STAFF,
    "staff:log_entry": OAKFIELD_STAFF,
    "staff:log_word": OAKFIELD_STAFF,
    "staff:log_kept": STAFF,
    "staff:log_done": (),  # for who wrote it down alone: Leila wrote hers herself
    "staff:reports": STAFF,
    "staff:safety": STAFF,
    "staff:safety_note": ("devlin",),  # nobody who leads the school
    "staff:channels": STAFF,
    "staff:access_person": ("flynn", "murphy"),
    "staff:access_letter": ("flynn", "murphy"),
}
PAGES |= PAGES_ABOUT | {
    "family:tell": FAMILIES,
    "family:data": FAMILIES,
    "staff:students": STAFF,
}
KEEPS_PEOPLE = ("flynn", "murphy", "grant")
SETS_POLICY = ("adair", "shaw", "murphy")
FILLS_POSTS = (*KEEPS_PEOPLE, "adair", "shaw")
# Pages for some posts alone: other staff are told that it is for other people.
OFFICE_PAGES = {
    "staff:data": ("adair", "shaw"),
    "staff:figures": (*LEADERS, "shaw"),
    "staff:held": ("flynn", "grant"),
    "staff:people": KEEPS_PEOPLE,
    "staff:people_imports": ("murphy",),
    "staff:access": KEEPS_PEOPLE,
    "staff:people_corrections": KEEPS_PEOPLE,
    "staff:people_former": KEEPS_PEOPLE,
    "staff:people_new_student": KEEPS_PEOPLE,
    "staff:school_groups": KEEPS_PEOPLE,
    "staff:people_new_member": KEEPS_PEOPLE,
    "staff:school": FILLS_POSTS,
    "staff:school_posts": FILLS_POSTS,
    "staff:school_missing_posts": FILLS_POSTS,
    "staff:school_details": SETS_POLICY,
    "staff:school_policy": SETS_POLICY,
    "staff:school_settings": SETS_POLICY,
    "staff:school_clause": SETS_POLICY,
    "staff:school_pack": SETS_POLICY,
}
# Pages that change the school's year: for who sets the school up, else as above.
SETTING_UP = SETS_POLICY
OFFICE_PAGES |= dict.fromkeys(
    (
        *("staff:year_term_add", "staff:year_day_add", "staff:year_hours"),
        *("staff:year_visits", "staff:year_days_off", "staff:year_start"),
        "staff:year_import",
    ),
    SETTING_UP,
)
# Forms: a GET is the wrong method, for everybody. A POST with nothing in it shows the
# form again to whom it is for.
FORMS: dict[str, tuple[str, ...]] = {
    "family:ask_write": ("leila",),
    "family:ask_further": ("leila",),
    "family:ask_dispute": ("leila",),
    "staff:desk_extend": ("byrne", *LEADERS),
    "staff:desk_hand_over": ("byrne", *LEADERS),
    "staff:desk_note": ("byrne", *LEADERS),
    "staff:desk_reply": ("byrne", *LEADERS),
    "staff:desk_draft": ("byrne", *LEADERS),
    "staff:desk_close": ("byrne", *LEADERS),
    "staff:desk_sort": ("byrne", *LEADERS),
    "staff:desk_called": ("byrne", *LEADERS),
    "staff:desk_ended": ("byrne", *LEADERS),
    "staff:desk_safety": ("byrne", *LEADERS),
    "staff:safety_taken": ("devlin",),
    "staff:channels_sign": STAFF,
    "staff:report_incident": LEADERS,
    "staff:report_call": ("flynn", *LEADERS),
}
FORMS |= FORMS_ABOUT
# Open to anyone, and the same for everyone.
OPEN = {"left", "healthz", "readyz", "gallery", "gallery-page"}
# Told apart below, each in a test of its own.
SPECIAL = {
    *("front", "leave", "begin", "family:ask_check", "family:tell_check"),
    *("staff:held_stuck", "staff:people_member_back", "staff:people_everything"),
}
SPECIAL |= {"family:calendar_file", "staff:year_term", "staff:year_day"}
SPECIAL |= {"staff:year_check", "staff:year_lines"}
SPECIAL |= {"staff:desk_one_way", "staff:desk_any_way"}
SPECIAL |= {"staff:desk_file", "family:ask_file"}
SPECIAL |= {"staff:channels_add", "staff:channels_end"}
SPECIAL |= {"staff:desk_read"}  # of what was told in confidence alone
TERM, ANY_DAY = "2027-01-04", "2026-11-24"
"""When a term begins that both schools have, and a day like any other."""


def address(route: str, world: World) -> str:
    """Return a route's address, pointing at what stands in the world."""
    enquiry = [world.enquiry.public_id]
    student, contact = world.enquiry.student, world.enquiry.contact
    assert student
    args = {
        "gallery-page": ["home"],
        "begin": ["no-such-code"],
        "family:ask_thread": enquiry,
        "family:me_correct": [contact.public_id],
        "staff:desk_enquiry": enquiry,
        "staff:desk_matters": enquiry,
        "staff:desk_print": enquiry,
        "family:ask_print": enquiry,
        "staff:held_mail": [world.held.public_id],
        "staff:held_stuck": [world.stuck.public_id],
        "staff:people_student": [student.public_id],
        "staff:people_new_contact": [student.public_id],
        "staff:people_groups": [student.public_id],
        "staff:people_own_post": [student.public_id, "trusted_contact"],
        "staff:people_tie": [student.public_id, contact.public_id],
        "staff:people_change": ["student", student.public_id],
        "staff:people_leaving": ["student", student.public_id],
        "staff:people_everything": ["contact", contact.public_id],
        "staff:people_contact": [contact.public_id],
        "staff:people_member": [world.away.staff.public_id],
        "staff:people_member_back": [world.away.staff.public_id, world.away.public_id],
        "staff:school_post": [world.post.public_id],
        **dict.fromkeys(FORMS, enquiry),
        "staff:channels_sign": [],
        "staff:channels_end": ["no-such-channel"],
        "staff:desk_file": [*enquiry, "no-such-file"],
        "family:ask_file": [*enquiry, "no-such-file"],
        "staff:log_entry": [student.public_id],
        "staff:log_word": [student.public_id],
        "staff:log_done": enquiry,
        "staff:desk_one_way": enquiry,
        "staff:desk_any_way": enquiry,
        "staff:desk_read": enquiry,
        "staff:safety_note": [world.note.public_id],
        "staff:safety_taken": [world.note.public_id],
        "staff:report_incident": [world.incident.public_id],
        "staff:report_call": [world.kept_call.public_id],
    }
    args |= addresses_about(world)
    args |= {
        "family:calendar_file": [world.enquiry.school.public_id],
        "staff:year_term": [TERM],
        "staff:year_day": [ANY_DAY],
    }
    args |= {
        "staff:access_person": ["contact", contact.public_id],
        "staff:access_letter": [world.letter.public_id],
        "openid_connect_login": ["none"],
        "openid_connect_callback": ["none"],
        "join_link": ["no-such-token"],
        "staff:people_import": [world.imported.public_id],
        "staff:people_import_who": [world.imported.public_id],
        "staff:people_import_list": [world.imported.public_id, "students"],
    }
    return reverse(route, args=args.get(route, []))


def test_every_route_stands_in_the_table() -> None:
    known = {*PAGES, *OFFICE_PAGES, *FORMS, *TAPS, *OPEN, *SPECIAL}
    known |= {*OWN_PAGES, *OWN_STEPS, *WAY_IN}

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

    found = {name: read_only(client_of(name), url).status_code for name in EVERYBODY}

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


def test_the_days_of_a_school_are_a_file_for_its_families_alone(
    cast: Cast, world: World, client_of: Callable[[str], Client]
) -> None:
    url = reverse("family:calendar_file", args=[cast.oakfield.public_id])
    here = [name for name in FAMILIES if cast.people[name].school == cast.oakfield]

    found = {name: read_only(client_of(name), url).status_code for name in EVERYBODY}

    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}
    assert found == otherwise | dict.fromkeys(here, PAGE)
    assert 0 < len(here) < len(FAMILIES)


def test_everything_about_somebody_is_taken_out_by_an_administrator_alone(
    world: World, client_of: Callable[[str], Client]
) -> None:
    url = address("staff:people_everything", world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY, "flynn": REFUSED}
    form = {"key": "k" * 32}

    found = {name: client_of(name).post(url, form).status_code for name in EVERYBODY}

    assert found == otherwise | {"murphy": PAGE}


@pytest.mark.parametrize("route", ["family:ask_check", "family:tell_check"])
def test_asking_is_checked_for_families_alone(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)
    otherwise = dict.fromkeys(EVERYBODY, NONE) | {NOBODY: AWAY}

    found = {name: client_of(name).post(url).status_code for name in EVERYBODY}

    assert found == otherwise | dict.fromkeys(FAMILIES, PAGE)


@pytest.mark.parametrize("route", sorted(OPEN))
def test_an_open_page_is_the_same_for_everybody(
    route: str, world: World, client_of: Callable[[str], Client]
) -> None:
    url = address(route, world)
    pages = {read_only(client_of(name), url).content for name in EVERYBODY}

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


def test_what_worries_gary_is_on_the_leads_page_and_on_no_other_not_even_his(
    world: World, client_of: Callable[[str], Client]
) -> None:
    pages = sorted({*PAGES, *OFFICE_PAGES, *OPEN})

    found = {
        (name, route)
        for name in EVERYBODY
        for route in pages
        if WORRY_CANARY.encode() in client_of(name).get(address(route, world)).content
    }

    assert found == {("devlin", "staff:safety_note")}


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


def read_only(client: Client, url: str) -> Any:
    """GET a page, and fail if that wrote anything: a GET writes nothing."""

    def no_writing(execute: Any, sql: str, *args: Any) -> Any:
        assert sql.lstrip()[:6].upper() not in {"INSERT", "UPDATE", "DELETE"}, sql
        return execute(sql, *args)

    with connection.execute_wrapper(no_writing):
        return client.get(url)


def _without_token(page: bytes) -> bytes:
    lines = page.split(b"\n")
    return b"\n".join(line for line in lines if b"csrfmiddlewaretoken" not in line)
