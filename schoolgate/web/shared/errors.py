"""Pages for when something went wrong: the same bytes for everyone who meets them.

They know nothing of the request: no name, no token, no nonce. So a page that is
withheld cannot be told from one that was never there, and they still stand when the
database does not.
"""
# ruff: noqa: ARG001 - Django hands over the request and the failure; no page uses them

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation


@cache
def _page(name: str) -> bytes:
    """Render an error page once, in the installation's own language, and keep it."""
    with translation.override(settings.LANGUAGE_CODE):
        return loader.get_template(f"shared/errors/{name}.html").render().encode()


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """Answer what could not be understood."""
    return HttpResponse(_page("bad_request"), status=400)


def permission_denied(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """Answer someone at a page for other people."""
    return HttpResponse(_page("permission_denied"), status=403)


def form_is_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose proof of origin is missing or too old; nothing was done."""
    return HttpResponse(_page("form_is_stale"), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what is not there, not yours or withheld: always this one page."""
    return HttpResponse(_page("not_found"), status=404)


def too_often(request: HttpRequest) -> HttpResponse:
    """Answer who asks more often than anybody needs to."""
    return HttpResponse(_page("too_often"), status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we failed; nothing of the failure is shown."""
    return HttpResponse(_page("server_error"), status=500)
