"""Addresses of many things of one kind, at the price of one."""

from functools import cache

from django.urls import reverse

SOME_ID = "some-id"


def address_of(route: str, public_id: str) -> str:
    """Return where one thing is: the same as `reverse`, and quick enough for a list."""
    return _pattern(route).replace(SOME_ID, public_id)


@cache
def _pattern(route: str) -> str:
    return reverse(route, args=[SOME_ID])
