"""The second step: whether this session was begun with one, and who says so.

Staff pages open only for a session that was (`@page`). allauth keeps in the session by
what somebody has shown who they are; this is the one place that reads it and that adds
to it from outside.
"""

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from schoolgate.domain.accounts.models import Account

METHOD = "mfa"
"""What allauth calls it in its records."""


def is_second_factor_given(request: HttpRequest) -> bool:
    """Answer whether whoever is signed in showed a second factor in this session."""
    if not isinstance(request.user, Account):
        return False
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == METHOD for record in records)


def mark_second_factor(
    request: HttpRequest, account: Account, *, how: str, is_fresh: bool = False
) -> None:
    """Note in the session that a second factor was shown, and how.

    For a factor that was set up just now (`is_fresh`: it need not be shown once more
    before what follows), for an identity service that says there was one, for the
    demo's picker and for tests. allauth notes its own.
    """
    fresh = {"reauthenticated": True} if is_fresh else {}
    record_authentication(request, account, METHOD, type=how, **fresh)


def to_second_factor(request: HttpRequest) -> HttpResponseRedirect:
    """Send a member of staff to show or set up a second factor, and then back here."""
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('second_step')}?{query}")
