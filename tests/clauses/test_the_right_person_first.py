"""GN-5.1 through the pages: a query is on the right desk first, on all three routes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.web.family.test_asking import filled, words_of
from tests.web.world import CANARY

SignIn = Callable[[str], Client]
TEACHING = ("byrne", "osei", "quinn", "gallagher")
NOT_LEADING = (*TEACHING, "flynn", "kerr", "hughes")


@pytest.mark.clause("GN-5.1", part="desk")
@pytest.mark.parametrize(
    ("about", "first", "told"),
    [
        ("general", "flynn", "The school office has it"),
        ("academic", "byrne", "Mr Byrne has it"),
        ("pastoral", "quinn", "Mrs Quinn has it"),
    ],
)
def test_it_is_on_the_desk_of_whom_the_chart_names_first_and_on_no_other(
    cast: Cast, sign_in: SignIn, about: str, first: str, told: str
) -> None:
    form = filled(cast, about=about, text=CANARY, send="yes")

    sent = sign_in("leila").post(reverse("family:ask_check"), form, follow=True)

    desks = {
        who: words_of(sign_in(who).get(reverse("staff:desk_find")).content)
        for who in NOT_LEADING
    }
    assert {who for who, words in desks.items() if CANARY in words} == {first}
    assert told in words_of(sent.content)
