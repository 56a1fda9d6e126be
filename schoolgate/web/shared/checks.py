"""What Django checks at every start: each route declares whom it is for."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> Iterator[tuple[str, str, Any]]:
    """Yield each route of the installation: its path, its name and its view."""
    yield from _walk(get_resolver().url_patterns, "/", "")


def every_route_says_whom_it_is_for(
    **kwargs: object,
) -> list[checks.CheckMessage]:
    """Report the routes whose view lacks `@page`."""
    del kwargs
    return [
        checks.Error(
            f"The route {path} does not say whom it is for.",
            hint="Put @page(Audience.…) on its view.",
            id="schoolgate.E001",
        )
        for path, _, view in routes()
        if not hasattr(view, "audience")
    ]


def _walk(
    patterns: Sequence[URLPattern | URLResolver], path: str, space: str
) -> Iterator[tuple[str, str, Any]]:
    for pattern in patterns:
        here = f"{path}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner)
        else:
            yield here, f"{space}{pattern.name}", pattern.callback
