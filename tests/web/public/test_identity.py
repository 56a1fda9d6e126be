"""Staff sign in with an identity service, over real HTTP and with signed tokens."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from schoolgate.config.identity_services import (
    allauth_apps,
    identity_services,
    origins,
)
from schoolgate.domain.accounts.models import Account
from tests.cast import Cast
from tests.web.public.identity_server import (
    CLIENT_ID,
    IdentityServer,
    running_identity_server,
)
from tests.web.public.letters import is_in

DESK = reverse("staff:desk")
ONE = (
    '[{{"id":"x","name":"n","server_url":"u","client_id":"c","secret":"s",'
    '"mail_domains":{}}}]'
)


@pytest.fixture(scope="module")
def server() -> Iterator[IdentityServer]:
    with running_identity_server() as running:
        yield running


@pytest.fixture
def service(server: IdentityServer, settings: Any, cast: Cast) -> dict[str, Any]:
    """Return the service as it is configured; a test may change it."""
    server.signs_with = server.key
    one = {
        "id": "school",
        "name": "School account",
        "server_url": server.url,
        "client_id": CLIENT_ID,
        "secret": "s",
        "mail_domains": ["Oakfield.example"],
    }
    configure(settings, one)
    return one


def configure(settings: Any, one: dict[str, Any]) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": allauth_apps([one])}


def come_back(browser: Client) -> Any:
    """Go to the service and come back with its word."""
    away = browser.post(reverse("openid_connect_login", args=["school"]))
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["redirect_uri"] == ["http://localhost:8000/sign-in/with/school/back/"]
    assert asked["code_challenge_method"] == ["S256"]
    back = reverse("openid_connect_callback", args=["school"])
    return browser.get(back, {"code": "c", "state": asked["state"][0]})


def test_a_member_of_staff_comes_in_and_shows_a_second_step(
    server: IdentityServer, service: dict[str, Any], cast: Cast
) -> None:
    server.says(email=cast.email_of("byrne").upper(), amr=["mfa"])
    browser = Client()

    led_to = come_back(browser)["Location"]

    assert led_to == DESK
    assert browser.get(DESK)["Location"].startswith(reverse("second_step"))
    assert "/keys" in server.asked


@pytest.mark.parametrize(("amr", "opens"), [(["pwd", "mfa"], True), (["pwd"], False)])
def test_its_second_step_counts_where_a_setting_says_so_and_it_did_one(
    server: IdentityServer,
    service: dict[str, Any],
    settings: Any,
    cast: Cast,
    *,
    amr: list[str],
    opens: bool,
) -> None:
    configure(settings, service | {"second_factor": True})
    server.says(email=cast.email_of("byrne"), amr=amr)
    browser = Client()

    come_back(browser)

    assert is_in(browser, "staff:desk") == opens


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "leila@family.example"}, "elsewhere"),
        ({"email": "stranger@oakfield.example"}, "nobody"),
        ({"email": "byrne@oakfield.example", "email_verified": False}, "elsewhere"),
        ({"email": "kane@governors.example"}, "elsewhere"),
        ({"email": "shaw@riverside.example"}, "elsewhere"),  # staff, of another school
        ({"email": "byrne@not.oakfield.example"}, "elsewhere"),
        ({"email": "byrne@oakfield.example.evil.example"}, "elsewhere"),
        ({}, "elsewhere"),
    ],
)
def test_nobody_else_comes_in(
    server: IdentityServer, service: dict[str, Any], claims: dict[str, Any], why: str
) -> None:
    before = Account.objects.count()
    server.says(**claims)
    browser = Client()

    answer = come_back(browser)

    assert answer["Location"] == f"{reverse('sign_in')}?why={why}"
    assert "Oakfield" not in answer.content.decode()
    assert browser.get(reverse("security")).status_code == 302
    assert Account.objects.count() == before


def test_the_page_says_in_words_why_an_address_is_refused(
    server: IdentityServer, service: dict[str, Any]
) -> None:
    server.says(email="shaw@riverside.example")
    browser = Client()

    page = browser.get(come_back(browser)["Location"]).content.decode()

    assert "named an address it does not speak for here" in page


def test_who_came_once_comes_no_more_once_the_service_speaks_for_others(
    server: IdentityServer, service: dict[str, Any], settings: Any, cast: Cast
) -> None:
    server.says(email=cast.email_of("byrne"))
    first = come_back(Client())["Location"]
    configure(settings, service | {"mail_domains": ["riverside.example"]})
    server.says(email="byrne@riverside.example")  # the same person, says the service

    again = come_back(Client())["Location"]

    assert first == DESK
    assert again == f"{reverse('sign_in')}?why=nobody"


@pytest.mark.parametrize(
    "claims", [{"acr": "mfa"}, {"amr": "mfa"}, {"amr": ["pwd"], "acr": ["mfa"]}]
)
def test_no_other_word_of_a_service_is_a_second_step(
    server: IdentityServer,
    service: dict[str, Any],
    settings: Any,
    cast: Cast,
    claims: dict[str, Any],
) -> None:
    configure(settings, service | {"second_factor": True})
    server.says(email=cast.email_of("byrne"), **claims)
    browser = Client()

    come_back(browser)

    assert browser.get(DESK)["Location"].startswith(reverse("second_step"))


def test_an_address_that_is_not_verified_counts_where_a_setting_says_so(
    server: IdentityServer, service: dict[str, Any], settings: Any, cast: Cast
) -> None:
    configure(settings, service | {"emails_are_verified": True})
    server.says(email=cast.email_of("byrne"), email_verified=False)

    assert come_back(Client())["Location"] == DESK


def test_a_token_signed_by_another_lets_nobody_in(
    server: IdentityServer, service: dict[str, Any], cast: Cast
) -> None:
    server.says(email=cast.email_of("byrne"))
    server.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    answer = come_back(Client())

    assert answer["Location"] == f"{reverse('sign_in')}?why=service"


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 60},
    ],
)
def test_a_token_for_another_or_too_old_lets_nobody_in(
    server: IdentityServer, service: dict[str, Any], cast: Cast, wrong: dict[str, Any]
) -> None:
    server.says(email=cast.email_of("byrne"), **wrong)

    answer = come_back(Client())

    assert answer["Location"] == f"{reverse('sign_in')}?why=service"


def test_both_answers_have_to_be_about_one_person(
    server: IdentityServer, service: dict[str, Any], cast: Cast
) -> None:
    server.says(email=cast.email_of("byrne"))
    server.userinfo["sub"] = "43"

    answer = come_back(Client())

    assert answer["Location"] == f"{reverse('sign_in')}?why=service"


def test_an_answer_nobody_asked_for_lets_nobody_in(
    server: IdentityServer, service: dict[str, Any], cast: Cast
) -> None:
    server.says(email=cast.email_of("byrne"))
    back = reverse("openid_connect_callback", args=["school"])

    answer = Client().get(back, {"code": "c", "state": "made up"})

    assert answer["Location"] == f"{reverse('sign_in')}?why=service"


def test_only_a_button_leads_there_and_only_to_what_is_configured(
    server: IdentityServer, service: dict[str, Any]
) -> None:
    page = Client().get(reverse("sign_in")).content.decode()
    by_link = Client().get(reverse("openid_connect_login", args=["school"]))
    unknown = Client().post(reverse("openid_connect_login", args=["other"]))

    assert "Sign in with School account" in page
    assert by_link.status_code == 405
    assert unknown.status_code == 404


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("{", "It is no JSON"),
        ("{}", "Found dict"),
        ('[{"id": "x"}]', "Service 1: missing"),
        (
            '[{"id":"x","name":"n","server_url":"u","client_id":"c","secret":"s","x":1}]',
            "missing ['mail_domains'], unknown ['x']",
        ),
        (ONE.format('"oakfield.example"'), "mail_domains: found 'oakfield.example'"),
        (ONE.format('["@oakfield.example"]'), "found ['@oakfield.example']"),
        (ONE.format('["*"]'), 'such as ["oakfield.org.uk"]'),
    ],
)
def test_what_is_wrong_with_the_setting_is_said(said: str, says: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="OIDC_PROVIDERS") as wrong:
        identity_services(said)

    assert says in str(wrong.value)


def test_forms_may_lead_to_the_services_and_nowhere_else() -> None:
    services = [{"server_url": "https://login.example/tenant/v2.0"}]

    assert origins(services) == ["https://login.example"]
