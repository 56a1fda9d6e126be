"""Error pages: plain, still, and the same for everyone."""

import re

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import RequestFactory

from schoolgate.web.shared import errors
from schoolgate.web.shared.middleware import ERROR_POLICY, SafeHeaders

ask = RequestFactory()
PAGES = {
    400: lambda: errors.bad_request(ask.get("/"), SuspiciousOperation("secret")),
    403: lambda: errors.permission_denied(ask.get("/"), PermissionError("secret")),
    404: lambda: errors.not_found(ask.get("/"), LookupError("secret")),
    500: lambda: errors.server_error(ask.get("/")),
}


@pytest.mark.parametrize("status", PAGES)
def test_an_error_page_carries_nothing_of_the_request(status):
    response = PAGES[status]()
    page = response.content.decode()

    assert response.status_code == status
    assert not re.search(r"<script|nonce|csrf|token|secret|style=", page, re.IGNORECASE)
    assert page.count("<h1>") == 1


def test_a_stale_form_says_that_nothing_was_sent():
    response = errors.form_is_stale(ask.post("/"), reason="CSRF cookie not set.")

    assert response.status_code == 403
    assert "Nothing was sent" in response.content.decode()
    assert b"CSRF" not in response.content


def test_every_404_is_the_same_bytes_and_the_same_headers():
    pages, headers = set(), set()
    for path, cookie in (("/enquiries/k7m42q/", "session=a"), ("/nothing/", "")):
        request = ask.get(path, headers={"cookie": cookie})
        pages.add(errors.not_found(request).content)
        headers.add(tuple(SafeHeaders(errors.not_found)(request).items()))

    assert len(pages) == 1
    assert len(headers) == 1


def test_an_error_page_may_run_no_script():
    response = SafeHeaders(errors.not_found)(ask.get("/"))

    assert response.headers["Content-Security-Policy"] == ERROR_POLICY
    assert "script" not in ERROR_POLICY
    assert "Vary" not in response.headers
