"""FE-2.3b through the pages: contacts are counted, and none stays unanswered.

What parents say about how they were received is not asked yet; the page says so.
"""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.enquiries.models import Enquiry
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import reply
from tests.web.world import ask

SignIn = Callable[[str], Client]


def governors_page(sign_in: SignIn) -> str:
    page = sign_in("okoro").get(reverse("governors:clauses"))
    words = unescape(words_of(page.content))
    return words.partition("A parent who gets in touch is met as welcome")[2][:700]


def contact(cast: Cast) -> Enquiry:
    return ask(cast.contact("farida"), cast.student("zainab"), subject="")


@pytest.mark.clause("FE-2.3b", part="counted")
def test_contacts_begun_by_parents_are_counted(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    contact(cast)
    contact(cast)

    words = governors_page(sign_in)

    assert "Contacts begun by parents: 2" in words
    assert "How parents say they were received is not asked yet." in words


@pytest.mark.clause("FE-2.3b", part="none stays unanswered")
def test_one_that_nobody_has_answered_for_two_weeks_shows_as_broken(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    contact(cast)
    waiting = contact(cast)
    frozen.shift(timedelta(days=15))
    before = governors_page(sign_in)

    url = reverse("staff:desk_reply", args=[waiting.public_id])
    answered = sign_in("patel").post(url, reply(category="nothing"))

    assert answered.status_code == 302
    assert before.strip(" ,.").find("broken") >= 0
    assert "two weeks ago or more: 0 of 2" in before
    assert "two weeks ago or more: 1 of 2" in governors_page(sign_in)
