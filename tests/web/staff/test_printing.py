"""A conversation on paper says as much as its reader may read, and no more."""

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.disclosure.models import Hold
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import note, reply
from tests.web.world import ask

SignIn = Callable[[str], Client]


@pytest.fixture
def enquiry(cast: Cast, frozen: Any, sign_in: SignIn) -> Enquiry:
    asked = ask(cast.contact("leila"), cast.student("amal"), "Which maths set?")
    byrne = sign_in("byrne")
    for name, filled in (
        ("desk_note", note("Ring the tutor.")),
        ("desk_reply", reply()),
    ):
        byrne.post(reverse(f"staff:{name}", args=[asked.public_id]), filled)
    return asked


def paper(client: Client, enquiry: Enquiry, **asked: str) -> str:
    site = "family:ask_print" if client.get("/home/").status_code == 200 else ""
    route = site or "staff:desk_print"
    page = client.get(reverse(route, args=[enquiry.public_id]), asked)
    return unescape(words_of(page.content))


def test_staff_print_it_with_or_without_the_notes(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")

    plain, whole = paper(byrne, enquiry), paper(byrne, enquiry, notes="yes")

    for words in (plain, whole):
        assert "Which maths set?" in words
        assert "Dr Osei and I moved Amal." in words
        assert enquiry.spoken_reference in words
        assert "Monday 23 November 2026, 10am" in words
    assert "Ring the tutor." in whole
    assert "Ring the tutor." not in plain


def test_a_family_prints_theirs_and_never_a_note_whatever_the_address_says(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    words = paper(sign_in("leila"), enquiry, notes="yes")

    assert "Dr Osei and I moved Amal." in words
    assert "Ring the tutor." not in words


def test_what_may_not_be_told_any_more_is_on_no_paper_without_notes(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    with school_in_force(enquiry.school_id):
        Hold.objects.create(
            school=cast.oakfield,
            student=cast.student("amal"),
            category="learning",
            from_on=date(2026, 11, 1),
        )

    papers = [paper(sign_in(name), enquiry) for name in ("leila", "byrne")]

    assert not any("Dr Osei and I moved Amal." in words for words in papers)
    assert "Dr Osei and I" in paper(sign_in("byrne"), enquiry, notes="yes")
