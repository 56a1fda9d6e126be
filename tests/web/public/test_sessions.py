"""Where somebody is signed in: listed, and ended."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.web.public.letters import Post, ask_for_code, is_in, type_code

LEILA = "leila@family.example"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/605"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140 Safari/537 Edg/140"


@pytest.fixture
def phone(browser: Client, post: Post) -> Client:
    return come_in(post, PHONE)


@pytest.fixture
def laptop(browser: Client, post: Post) -> Client:
    return come_in(post, LAPTOP)


def come_in(post: Post, device: str) -> Client:
    """Sign Leila in with a device."""
    client = Client(HTTP_USER_AGENT=device)
    ask_for_code(client, LEILA)
    type_code(client, post.code(LEILA))
    return client


def test_every_device_is_listed_and_this_one_is_marked(
    phone: Client, laptop: Client
) -> None:
    page = phone.get(reverse("security")).content.decode()

    assert "Safari on an iPhone" in page
    assert "Edge on a Windows computer" in page
    assert page.count("this one") == 1
    assert page.index("Safari on an iPhone") < page.index("this one")
    assert str(phone.session.session_key) not in page
    assert str(laptop.session.session_key) not in page


def test_one_of_them_is_ended(phone: Client, laptop: Client) -> None:
    name = phone.get(reverse("security")).content.decode()
    [ended] = [part.split('"')[0] for part in name.split('name="session" value="')[1:2]]

    phone.post(reverse("security_end"), {"session": ended})

    assert is_in(phone)
    assert not is_in(laptop)


def test_all_others_are_ended(phone: Client, laptop: Client, post: Post) -> None:
    third = come_in(post, LAPTOP)

    phone.post(reverse("security_end"), {"session": "others"})

    assert is_in(phone)
    assert not is_in(laptop)
    assert not is_in(third)


def test_a_session_is_not_ended_by_opening_an_address(
    phone: Client, laptop: Client
) -> None:
    answer = phone.get(reverse("security_end"))

    assert answer.status_code == 405
    assert is_in(laptop)


def test_nobody_ends_the_session_of_another(
    phone: Client, post: Post, cast: Cast
) -> None:
    page = phone.get(reverse("security")).content.decode()
    karim = Client()
    ask_for_code(karim, cast.email_of("karim"))
    type_code(karim, post.code(cast.email_of("karim")))

    karim.post(reverse("security_end"), {"session": "others"})

    assert "this one" in page
    assert is_in(phone)
