"""Six digits take three tries, also when a hundred come at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.actions.invitations import invite, secret_of
from schoolgate.domain.accounts.enums import InvitationWay
from schoolgate.domain.disclosure.access import may_join
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import load_cast
from tests.databases import OwnDatabase

AT_ONCE, TRIES = 12, 3
LOOKED_AT = b"This code is not right"


def with_a_letter(name: str = "noreen") -> tuple[Client, str]:
    """Come as far as the page that takes the code of an address."""
    cast, browser = load_cast(), Client()
    with school_in_force(cast.oakfield.pk):
        contact, at = cast.contact(name), clock.now()
        gate = may_join(contact, on=cast.oakfield.day_of(at))
        letter = invite(contact, InvitationWay.LETTER, gate=gate, by=SYSTEM, at=at)
        typed = secret_of(letter)
    browser.post(reverse("join"), {"letter": typed})
    browser.post(reverse("join_address"), {"email": f"{name}@elsewhere.example"})
    return browser, reverse("join_code")


def signing_in() -> tuple[Client, str]:
    """Come as far as the page that takes the code of signing in."""
    browser = Client()
    browser.post(reverse("sign_in"), {"email": "leila@family.example"})
    return browser, reverse("account_confirm_login_code")


def setting_a_password() -> tuple[Client, str]:
    """Come as far as the page that takes the code to set a password."""
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": "leila@family.example"})
    return browser, reverse("account_confirm_password_reset_code")


@pytest.mark.parametrize("begin", [with_a_letter, signing_in, setting_a_password])
def test_of_many_guesses_at_once_three_are_looked_at(
    own_database: OwnDatabase, begin: Callable[[], tuple[Client, str]]
) -> None:
    cache.clear()
    browser, url = begin()
    pages: list[bytes] = []
    start_together = threading.Barrier(AT_ONCE)

    def guess(number: int) -> None:
        other = Client()
        other.cookies = browser.cookies
        start_together.wait()
        try:
            pages.append(other.post(url, {"code": f"{number:06}"}).content)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(pages) == AT_ONCE
    assert 0 < sum(LOOKED_AT in page for page in pages) <= TRIES


@pytest.mark.parametrize("limit", ["join_code", "join_code_at_school"])
def test_tries_are_counted_for_each_requester_and_each_school(
    own_database: OwnDatabase, settings: Any, limit: str
) -> None:
    cache.clear()
    first, url = with_a_letter()
    limits = dict(settings.ACCOUNT_RATE_LIMITS)
    limits[limit] = {"join_code": "1/h/ip", "join_code_at_school": "1/h/key"}[limit]
    settings.ACCOUNT_RATE_LIMITS = limits
    second, _ = with_a_letter("bridget")

    one = first.post(url, {"code": "000000"}).content
    other = second.post(url, {"code": "000000"}).content

    assert (LOOKED_AT in one, LOOKED_AT in other) == (True, False)
