"""The headers of every answer: pages, redirects, refusals, errors, static files."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from schoolgate.config.urls import (
    handler400,
    handler403,
    handler404,
    handler500,
    urlpatterns as real_urls,
)
from schoolgate.web.shared.checks import routes
from schoolgate.web.shared.page import Audience, page
from tests.cast import Cast
from tests.web.test_access_matrix import address
from tests.web.world import World, make_world

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@page(Audience.ANYONE)
def stumble(request: HttpRequest) -> HttpResponse:
    """A page that fails, to see how failing looks."""
    raise RuntimeError("stumbled over the word Wellensittich")


urlpatterns = [path("stumble/", stumble, name="stumble"), *real_urls]


@pytest.fixture
def world(cast: Cast, frozen: Any) -> World:
    return make_world(cast)


def answers(sign_in: Callable[[str], Client], world: World) -> Iterator[HttpResponse]:
    """Crawl: every route by GET and POST, as somebody of each kind and as nobody."""
    nobody = Client(raise_request_exception=False)
    for client in (nobody, *(sign_in(who) for who in ("leila", "byrne", "flynn"))):
        for name in (name for _, name, _ in routes() if name != "stumble"):
            url = address(name, world)
            yield client.get(url)  # type: ignore[misc]
            if name != "leave":
                yield client.post(url)  # type: ignore[misc]
    yield nobody.get("/no/such/page/")  # type: ignore[misc]
    yield nobody.get("/stumble/")  # type: ignore[misc]
    yield Client(enforce_csrf_checks=True).post(reverse("leave"))  # type: ignore[misc]


@override_settings(ROOT_URLCONF="tests.web.test_headers")
def test_every_answer_carries_every_header(
    sign_in: Callable[[str], Client], world: World
) -> None:
    seen: dict[int, int] = {}
    for answer in answers(sign_in, world):
        seen[answer.status_code] = seen.get(answer.status_code, 0) + 1
        policy = answer["Content-Security-Policy"]
        for name, value in ALWAYS.items():
            assert answer[name] == value, (answer.status_code, name)
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "unsafe" not in policy
        assert "camera=()" in answer["Permissions-Policy"]
        assert "no-store" in answer["Cache-Control"]

    assert {200, 302, 403, 404, 405, 500} <= set(seen)


@override_settings(ROOT_URLCONF="tests.web.test_headers")
def test_a_failure_says_nothing_of_what_failed(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/stumble/")

    assert answer.status_code == 500
    assert b"Wellensittich" not in answer.content
    assert b"nonce" not in answer.content
    assert b"csrf" not in answer.content


def test_leaving_clears_what_the_browser_kept(
    sign_in: Callable[[str], Client],
) -> None:
    client = sign_in("leila")

    answer = client.post(reverse("leave"))

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get(reverse("family:home")).status_code == 302
