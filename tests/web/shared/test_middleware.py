"""Headers stand on every response, and caching only where it was chosen."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from schoolgate.web.shared.middleware import ALWAYS, SafeHeaders

ask = RequestFactory()


def answered(response: HttpResponse) -> HttpResponse:
    headed = SafeHeaders(lambda _: response)(ask.get("/"))
    assert headed is response
    return response


@pytest.mark.parametrize("status", [200, 302, 404, 500])
def test_every_response_has_the_headers_of_the_safety_rules(status):
    response = answered(HttpResponse(status=status))

    assert {name: response.headers[name] for name in ALWAYS} == ALWAYS
    assert response.headers["Cache-Control"] == "no-store"


def test_what_was_chosen_about_caching_is_kept():
    response = answered(HttpResponse(headers={"Cache-Control": "max-age=60"}))

    assert response.headers["Cache-Control"] == "max-age=60"


def test_an_error_is_never_kept_whatever_was_chosen():
    response = answered(
        HttpResponse(status=404, headers={"Cache-Control": "max-age=60"})
    )

    assert response.headers["Cache-Control"] == "no-store"
