"""Staff show a second factor before their pages open."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Account
from schoolgate.web.shared.checks import routes
from schoolgate.web.shared.page import Audience
from tests.cast import Cast
from tests.conftest import signed_in_plainly
from tests.web.public.apps import set_up_app
from tests.web.public.letters import Post, ask_for_code, is_in, type_code
from tests.web.test_access_matrix import address
from tests.web.world import make_world

DESK = reverse("staff:desk")
PASSWORD = "four words in a row"  # noqa: S105


@pytest.fixture
def byrne(cast: Cast) -> str:
    return cast.email_of("byrne")


@pytest.fixture
def plain(browser: Client, byrne: str) -> Client:
    """Return a session of Mr Byrne that was begun without a second step."""
    return signed_in_plainly(Account.objects.get(email=byrne))


def test_no_page_for_staff_opens_without_a_second_step(
    plain: Client, cast: Cast, sign_in: Any
) -> None:
    world = make_world(cast)
    addresses = [
        address(name, world)
        for _, name, view in routes()
        if view.audience is Audience.STAFF and "GET" in view.methods
    ]
    needed = reverse("second_step")

    without = {plain.get(url).get("Location", "").split("?")[0] for url in addresses}
    with_one = {sign_in("byrne").get(url).get("Location", "") for url in addresses}

    assert len(addresses) > 20
    assert without == {needed}
    assert not any(led.startswith(needed) for led in with_one)  # the control


def test_other_sites_of_the_same_person_ask_for_none(
    cast: Cast, browser: Client
) -> None:
    plain = signed_in_plainly(Account.objects.get(email=cast.email_of("leila")))

    assert is_in(plain)


def test_a_new_member_of_staff_sets_an_app_up_and_reaches_the_desk(
    browser: Client, post: Post, byrne: str
) -> None:
    ask_for_code(browser, byrne)
    assert type_code(browser, post.code(byrne)) == DESK
    needed = browser.get(DESK)["Location"]
    page = browser.get(needed)

    _, codes = set_up_app(browser, next=DESK)

    assert b"Set up a second step" in page.content
    assert len(codes) == 10
    assert is_in(browser, "staff:desk")


def test_recovery_codes_are_shown_once(plain: Client) -> None:
    _, codes = set_up_app(plain)

    again = plain.get(reverse("mfa_view_recovery_codes")).content.decode()

    assert codes
    assert not any(code in again for code in codes)


def test_after_that_signing_in_asks_for_the_app(
    plain: Client, browser: Client, post: Post, frozen: Any, byrne: str
) -> None:
    app, _ = set_up_app(plain)
    frozen.shift(timedelta(minutes=2))
    ask_for_code(browser, byrne)

    led_to = type_code(browser, post.code(byrne))
    before = is_in(browser, "staff:desk")
    wrong = browser.post(led_to, {"code": "000000"})
    browser.post(led_to, {"code": app.shows})

    assert led_to == reverse("mfa_authenticate")
    assert not before
    assert b"This code is not right" in wrong.content
    assert is_in(browser, "staff:desk")


def test_a_code_of_the_app_works_once(
    plain: Client, post: Post, frozen: Any, byrne: str
) -> None:
    app, _ = set_up_app(plain)
    frozen.shift(timedelta(minutes=2))
    first, second = Client(), Client()
    for client in (first, second):
        ask_for_code(client, byrne)
        type_code(client, post.code(byrne))

    for client in (first, second):
        client.post(reverse("mfa_authenticate"), {"code": app.shows})

    assert is_in(first, "staff:desk")
    assert not is_in(second, "staff:desk")


def test_the_codes_of_the_app_are_limited(
    plain: Client, browser: Client, post: Post, frozen: Any, byrne: str
) -> None:
    app, _ = set_up_app(plain)
    frozen.shift(timedelta(minutes=2))
    ask_for_code(browser, byrne)
    led_to = type_code(browser, post.code(byrne))
    for _ in range(5):
        browser.post(led_to, {"code": "000000"})

    browser.post(led_to, {"code": app.shows})
    limited = is_in(browser, "staff:desk")
    cache.clear()
    frozen.shift(timedelta(minutes=1))
    browser.post(led_to, {"code": app.shows})

    assert not limited
    assert is_in(browser, "staff:desk")  # the control


def test_a_recovery_code_lets_in_once(plain: Client, post: Post, byrne: str) -> None:
    _, codes = set_up_app(plain)
    first, second = Client(), Client()
    for client in (first, second):
        ask_for_code(client, byrne)
        type_code(client, post.code(byrne))

    for client in (first, second):
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert is_in(first, "staff:desk")
    assert not is_in(second, "staff:desk")


def test_the_secret_of_an_app_stands_in_no_row(plain: Client, byrne: str) -> None:
    from allauth.mfa.models import Authenticator  # noqa: PLC0415

    app, _ = set_up_app(plain)

    kept = Authenticator.objects.get(user__email=byrne, type="totp")

    assert app.secret not in str(kept.data)


def test_with_another_key_no_code_is_right(
    plain: Client, browser: Client, post: Post, frozen: Any, settings: Any, byrne: str
) -> None:
    app, codes = set_up_app(plain)
    frozen.shift(timedelta(minutes=2))
    settings.SECRET_KEY = "another " * 8
    ask_for_code(browser, byrne)
    led_to = type_code(browser, post.code(byrne))

    for shown in (app.shows, codes[0]):
        browser.post(led_to, {"code": shown})

    assert led_to == reverse("mfa_authenticate")
    assert not is_in(browser, "staff:desk")


def test_the_picture_is_there_only_while_an_app_is_added(plain: Client) -> None:
    url = reverse("security_app_picture")
    before = plain.get(url).status_code
    plain.get(reverse("mfa_activate_totp"))

    during = plain.get(url)
    set_up_app(plain)

    assert before == 404
    assert during["Content-Type"] == "image/svg+xml"
    assert plain.get(url).status_code == 404


def test_taking_the_app_away_asks_again_who_it_is(
    plain: Client, frozen: Any, byrne: str
) -> None:
    app, _ = set_up_app(plain)
    frozen.shift(timedelta(minutes=10))
    url = reverse("mfa_deactivate_totp")

    asked = plain.post(url)["Location"]
    plain.post(asked, {"code": app.shows})
    plain.post(url)

    assert asked.startswith(reverse("mfa_reauthenticate"))
    page = plain.get(reverse("security")).content.decode()
    assert "Set up<span" in page


def test_a_password_is_set_and_then_lets_in(
    plain: Client, browser: Client, byrne: str
) -> None:
    new = {"password1": PASSWORD, "password2": PASSWORD}
    plain.post(reverse("account_set_password"), new)

    wrong = browser.post(
        reverse("sign_in_password"), {"login": byrne, "password": "another one here"}
    )
    right = browser.post(
        reverse("sign_in_password"), {"login": byrne, "password": PASSWORD}
    )

    assert b"do not go together" in wrong.content
    assert right["Location"] == DESK
    assert browser.get(DESK)["Location"].startswith(reverse("second_step"))


def test_a_short_password_is_refused_with_a_reason(plain: Client) -> None:
    answer = plain.post(
        reverse("account_set_password"), {"password1": "short", "password2": "short"}
    )

    assert b"at least 12 characters" in answer.content


def test_passwords_are_limited(plain: Client, browser: Client, byrne: str) -> None:
    new = {"password1": PASSWORD, "password2": PASSWORD}
    plain.post(reverse("account_set_password"), new)
    url = reverse("sign_in_password")
    for _ in range(5):
        browser.post(url, {"login": byrne, "password": "no"})

    limited = browser.post(url, {"login": byrne, "password": PASSWORD})

    assert b"You have tried this often" in limited.content


def test_a_forgotten_password_is_set_by_a_code_and_ends_every_session(
    plain: Client, browser: Client, post: Post, byrne: str
) -> None:
    browser.post(reverse("account_reset_password"), {"email": byrne})
    confirm = reverse("account_confirm_password_reset_code")
    browser.post(confirm, {"code": post.code(byrne)})

    new = {"password1": PASSWORD, "password2": PASSWORD}
    led_to = browser.post(reverse("account_complete_password_reset"), new)["Location"]

    assert led_to == f"{reverse('sign_in')}?why=password"
    assert plain.get(reverse("security")).status_code == 302
    url = reverse("sign_in_password")
    in_now = browser.post(url, {"login": byrne, "password": PASSWORD})
    assert in_now["Location"] == DESK


def test_forgetting_says_the_same_to_a_stranger(browser: Client, post: Post) -> None:
    url = reverse("account_reset_password")

    known = browser.post(url, {"email": "leila@family.example"})
    unknown = Client().post(url, {"email": "stranger@family.example"})

    assert known["Location"] == unknown["Location"]
    assert post.to("stranger@family.example") == []


def test_who_has_left_cannot_use_their_password(
    plain: Client, browser: Client, cast: Cast, byrne: str
) -> None:
    new = {"password1": PASSWORD, "password2": PASSWORD}
    plain.post(reverse("account_set_password"), new)
    from schoolgate.foundation.tenancy import school_in_force  # noqa: PLC0415

    with school_in_force(cast.oakfield.pk):
        member = cast.staff("byrne")
        member.left_on = cast.oakfield.day_of(member_left_at())
        member.save()

    answer = browser.post(
        reverse("sign_in_password"), {"login": byrne, "password": PASSWORD}
    )

    assert b"do not go together" in answer.content


def member_left_at() -> Any:
    from schoolgate.foundation import clock  # noqa: PLC0415

    return clock.now()
