"""What an account has: where it is signed in, and its second factors."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.crypto import salted_hmac

from schoolgate.domain.accounts.models import Account, Membership


def account_with_email(email: str) -> Account | None:
    """Return the account that signs in with this address, if there is one."""
    return Account.objects.filter(email=email).first()


def accounts_of(staff: Iterable[int], *, at: datetime) -> list[Account]:
    """Return the accounts with which these members of staff sign in now."""
    ins = Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at))
    mine = ins.filter(staff__in=list(staff)).select_related("account")
    return list({each.account_id: each.account for each in mine}.values())


@dataclass(frozen=True)
class OpenSession:
    """One place where an account is signed in."""

    key: str
    user_agent: str
    since: datetime
    is_this_one: bool

    @property
    def name(self) -> str:
        """Return how a page names it; the key itself never leaves the server."""
        return hashlib.sha256(f"session {self.key}".encode()).hexdigest()[:20]


def sessions_of(account: Account, *, key: str, at: datetime) -> list[OpenSession]:
    """Return where an account is signed in, the newest first; `key` is this session."""
    listed = UserSession.objects.filter(user_id=account.pk).order_by("-created_at")
    open_ones = Session.objects.filter(
        session_key__in=[each.session_key for each in listed], expire_date__gt=at
    ).values_list("session_key", flat=True)
    alive = set(open_ones)
    return [
        OpenSession(
            each.session_key,
            each.user_agent,
            each.created_at,
            is_this_one=each.session_key == key,
        )
        for each in listed
        if each.session_key in alive
    ]


@dataclass(frozen=True)
class SecondFactors:
    """What an account has for the second step."""

    has_app: bool
    passkeys: tuple[tuple[str, str], ...]
    """Each with how a page names it, and what its owner calls it."""
    codes_left: int

    @property
    def is_on(self) -> bool:
        """Answer whether signing in asks for a second step."""
        return self.has_app or bool(self.passkeys)


def second_factors_of(account: Account) -> SecondFactors:
    """Return what an account has for the second step."""
    found = list(Authenticator.objects.filter(user_id=account.pk).order_by("pk"))
    kinds = Authenticator.Type
    codes = [each for each in found if each.type == kinds.RECOVERY_CODES]
    return SecondFactors(
        has_app=any(each.type == kinds.TOTP for each in found),
        passkeys=tuple(
            (passkey_name(each.pk), str(each.wrap().name))
            for each in found
            if each.type == kinds.WEBAUTHN
        ),
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else 0,
    )


def passkey_name(number: int) -> str:
    """Return how a page names a passkey: never by its row number."""
    return salted_hmac("schoolgate.passkey", str(number)).hexdigest()[:20]
