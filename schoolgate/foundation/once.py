"""A form that creates or sends carries a key; sent twice, it has one effect."""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from schoolgate.foundation.models import SpentKey


class KeyOfAnotherError(PermissionError):
    """A form carries a key that somebody else has spent."""


def new_key() -> str:
    """Return a fresh key for a form."""
    return secrets.token_urlsafe(24)


def once(key: str, *, by: str, at: datetime, do: Callable[[], str]) -> str:
    """Do it and return where it led; with a key that was spent, only where it led.

    `do` runs in one transaction with the spending of the key. Two at the same moment:
    the constraint lets one through and the other finds its result. A key spent by
    somebody else is refused with KeyOfAnotherError.
    """
    try:
        with transaction.atomic():
            spent = SpentKey.objects.create(key=key, by=by, at=at, led_to="")
            spent.led_to = do()
            spent.save(update_fields=["led_to"])
            return spent.led_to
    except IntegrityError:
        earlier = SpentKey.objects.filter(key=key).first()
        if earlier is None:
            raise
    if earlier.by != by:
        raise KeyOfAnotherError("This form belongs to somebody else.")
    return earlier.led_to
