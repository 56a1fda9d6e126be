"""Worlds that differ only in what one parent did are one world to everybody else.

In each, Leila, mother of Amal, asks the same, at the same moment: nothing at all, as an
ordinary enquiry, in confidence, or passed on as about a child's safety. Every page,
feed, mail and export of Karim, father of the same Amal, of students and of governors
is compared byte by byte. Only what is random by construction is masked: tokens and
keys of forms, nonces.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.access.actors import family_actor, staff_actor
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.access import readers
from schoolgate.domain.enquiries.actions.confiding import read_in_confidence
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry
from schoolgate.domain.enquiries.actions.safety import (
    Worry,
    pass_to_the_lead,
    tell_as_family,
)
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries import lists
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Channel, Concern
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.web.world import ask

ClientOf = Callable[[str], Client]
Seen = dict[tuple[str, str], bytes]
MASKED = (
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(rb'name="key" value="[^"]*"'),
    re.compile(rb'nonce="[^"]*"'),
)
TEXT = "I am afraid of him"


@contextmanager
def undone() -> Iterator[None]:
    """Leave a world as it was found, so that the next one begins where it began."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def nothing(cast: Cast) -> None:
    """Leila does nothing."""


def ordinary(cast: Cast) -> Enquiry:
    return asked(cast, is_in_confidence=False)


def confidential(cast: Cast) -> Enquiry:
    enquiry = asked(cast, is_in_confidence=True)
    read_in_confidence(staff_actor(cast.staff("byrne")), enquiry, at=clock.now())
    return enquiry


def safeguarding(cast: Cast) -> Enquiry:
    enquiry = asked(cast, is_in_confidence=False)
    leila = cast.contact("leila")
    pass_to_the_lead(staff_actor(cast.staff("byrne")), enquiry, "", at=clock.now())
    worry = Worry(TEXT, "Amal")
    tell_as_family(leila, worry, by=family_actor(leila), at=clock.now())
    return enquiry


def asked(cast: Cast, *, is_in_confidence: bool) -> Enquiry:
    leila = cast.contact("leila")
    words = Asked(
        contact=leila,
        student=cast.student("amal"),
        concern=Concern.ACADEMIC,
        channel=Channel.PORTAL,
        title=TEXT,
        text=TEXT,
        subject="Maths",
        is_in_confidence=is_in_confidence,
    )
    return open_enquiry(words, by=family_actor(leila), at=clock.now())


WORLDS = (nothing, ordinary, confidential, safeguarding)
FAMILY = ("home", "me", "whom", "calendar", "ask", "safety", "safety_told")
STUDENT = ("home", "audience", "calendar")


@pytest.fixture
def his(cast: Cast, frozen: Any) -> Enquiry:
    """What Karim himself asks, in every world."""
    return ask(cast.contact("karim"), cast.student("amal"), "When is parents’ evening?")


def other_parent(cast: Cast, client_of: ClientOf, his: Enquiry) -> Seen:
    karim, murphy = client_of("karim"), client_of("murphy")
    feed = reverse("family:calendar_file", args=[cast.oakfield.public_id])
    paths = [reverse(f"family:{name}") for name in FAMILY]
    paths += [feed, reverse("family:ask_thread", args=[his.public_id])]
    seen = {("karim", path): page(karim, path) for path in paths}
    export = reverse(
        "staff:people_everything", args=["contact", cast.contact("karim").public_id]
    )
    taken_out = murphy.post(export, {"key": "n" * 32})
    assert taken_out.status_code == 200
    with school_in_force(cast.oakfield.pk):
        mails = OutboxMail.objects.filter(contact=cast.contact("karim"))
        mail = b"\n\n".join(render_mail(each).text.encode() for each in mails)
    assert mail
    return seen | {("karim", export): taken_out.content, ("karim", "mail"): mail}


def students(cast: Cast, client_of: ClientOf, his: Enquiry) -> Seen:
    paths = [reverse(f"student:{name}") for name in STUDENT]
    return {
        (name, path): page(client_of(name), path)
        for name in ("amal", "yusuf", "conor")
        for path in paths
    }


def governors(cast: Cast, client_of: ClientOf, his: Enquiry) -> Seen:
    path = reverse("governors:clauses")
    return {(name, path): page(client_of(name), path) for name in ("healy", "fiona")}


def page(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, path
    content = response.content
    for pattern in MASKED:
        content = pattern.sub(b"masked", content)
    return content


def in_each(
    worlds: tuple[Callable[[Cast], object], ...],
    look: Callable[[Cast, ClientOf, Enquiry], Seen],
    cast: Cast,
    client_of: ClientOf,
    his: Enquiry,
) -> list[Seen]:
    """Return what is seen in each of the worlds; each begins where the first did."""
    look(cast, client_of, his)  # everybody has signed in, and what is kept is kept
    found = []
    for make in worlds:
        with undone():
            with school_in_force(cast.oakfield.pk):
                make(cast)
            found.append(look(cast, client_of, his))
    return found


def differing(found: list[Seen]) -> set[tuple[str, str]]:
    first, *others = found
    return {key for key in first for other in others if other[key] != first[key]}


@pytest.mark.clause("GN-4.3", part="nothing gives it away to the other parent")
@pytest.mark.parametrize("look", [other_parent, students])
def test_the_other_parent_and_students_live_in_one_world(
    cast: Cast,
    client_of: ClientOf,
    his: Enquiry,
    look: Callable[[Cast, ClientOf, Enquiry], Seen],
) -> None:
    found = in_each(WORLDS, look, cast, client_of, his)

    assert len(found) == len(WORLDS)
    assert differing(found) == set()


def test_governors_cannot_tell_an_ordinary_enquiry_from_what_few_may_read(
    cast: Cast, client_of: ClientOf, his: Enquiry
) -> None:
    found = in_each(WORLDS[1:], governors, cast, client_of, his)

    assert differing(found) == set()


@pytest.mark.parametrize("name", ["flynn", "adair", "quinn", "murphy"])
def test_staff_who_are_not_its_readers_see_in_no_list_that_it_is_there(
    cast: Cast, client_of: ClientOf, his: Enquiry, name: str
) -> None:
    pages = ("desk", "desk_find", "log", "log_kept", "reports", "safety", "year")

    def look(cast: Cast, client_of: ClientOf, his: Enquiry) -> Seen:
        paths = [reverse(f"staff:{each}") for each in pages]
        return {(name, path): page(client_of(name), path) for path in paths}

    found = in_each((nothing, confidential, safeguarding), look, cast, client_of, his)

    assert differing(found) == set()


def test_the_control_with_the_gate_off_the_other_parents_world_differs(
    cast: Cast,
    client_of: ClientOf,
    his: Enquiry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def every_parents(contacts: Any, *, on: Any) -> Any:
        return Enquiry.objects.all()

    for module in (readers, lists):
        monkeypatch.setattr(module, "visible_to_contacts", every_parents)
    lists._AT_HOME._made.cache_clear()

    found = in_each(WORLDS, other_parent, cast, client_of, his)

    lists._AT_HOME._made.cache_clear()
    assert ("karim", reverse("family:home")) in differing(found)


def test_the_control_with_readership_off_staff_lists_differ(
    cast: Cast, client_of: ClientOf, his: Enquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def everything(actor: Any, on: Any) -> Q:
        return Q()

    monkeypatch.setattr(readers, "_ordinary", everything)

    def look(cast: Cast, client_of: ClientOf, his: Enquiry) -> Seen:
        path = reverse("staff:desk_find")
        return {("adair", path): page(client_of("adair"), path)}

    found = in_each((nothing, confidential), look, cast, client_of, his)

    assert differing(found) == {("adair", reverse("staff:desk_find"))}
