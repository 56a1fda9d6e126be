"""What allauth does our way: whom it lets in, what it sends, and where it leads."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from schoolgate.domain.accounts.access.actors import actors_of, staff_actors_of
from schoolgate.domain.accounts.models import Account
from schoolgate.domain.accounts.queries.sign_ins import account_with_email
from schoolgate.domain.deliveries.actions import queue_code
from schoolgate.foundation import clock
from schoolgate.web.public.first_pages import first_page_of
from schoolgate.web.shared.second_factor import mark_second_factor

SENDS = {
    "account/email/login_code": False,
    "account/email/password_reset_code": True,
}
"""The only mails that signing in sends, and whether they are to set a password."""
TOO_OFTEN = "You have tried this often. Wait five minutes, then try again."
WRONG_CODE = (
    "This code is not right. Look at the newest mail, and type its code as it stands."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # ships no types
    """Lets in whom a school has invited; everything it sends goes by the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The address and the password do not go together."
        " Look at both once more, or have a code sent to you.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "This is not your password. Type it once more.",
        "enter_current_password": "This is not your present password. Type it again.",
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer that nobody joins without an invitation."""
        return False

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Queue the code that was asked for; there is nothing else to send."""
        sets_password = SENDS[template_prefix]
        account = account_with_email(email)
        if account is not None:
            at, code = clock.now(), str(context["code"])
            queue_code(account, code, sets_password=sets_password, at=at)

    def generate_password_reset_code(self) -> str:
        """Return six digits, as for signing in."""
        return str(self.generate_login_code())

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Return whose password is right, if they are somebody here now."""
        account: Account | None = super().authenticate(request, **credentials)
        if account is None or not actors_of(account, at=clock.now()):
            return None
        return account

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where this person starts."""
        assert isinstance(request.user, Account)  # noqa: S101 (they have signed in)
        return reverse(first_page_of(request.user, at=clock.now()))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where one goes on after setting a password."""
        return reverse("security")

    def is_safe_url(self, url: str) -> bool:
        """Answer whether an address leads to a page here, and nowhere else."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(
            url, allowed_hosts=None
        )

    def respond_user_inactive(
        self, request: HttpRequest, user: Account
    ) -> HttpResponseRedirect:
        """Lead an account that was closed back to the first page of signing in."""
        return HttpResponseRedirect(reverse("sign_in"))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # ships no types
    """Keeps secrets unreadable in the database, and passkeys at BASE_URL."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right. It changes every half minute: wait"
        " for the next one, and type it without spaces.",
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as the database holds it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it was; with another SECRET_KEY, one that nothing matches.

        Then no code is right any more, and somebody takes the second step away.
        """
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())

    def generate_authenticator_name(self, user: Account, type: Any) -> str:  # noqa: A002, ANN401
        """Return what a passkey is called until its owner says otherwise."""
        return "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for which site a passkey is: this installation."""
        host = urlsplit(settings.BASE_URL).hostname or "localhost"
        return {"id": host, "name": "Schoolgate"}


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets staff in by an identity service that has verified their address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ANN401
        """Answer that nobody joins without an invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401
        """Find out who it is; turn away whoever is no member of staff here.

        A service is believed for addresses at its own mail domains, and for no others:
        neither for the one it names, nor for the one this account signs in with.
        """
        app = sociallogin.provider.app
        address = _address_of(sociallogin, app.settings)
        if address is None:
            raise ImmediateHttpResponse(_back("elsewhere"))
        known = sociallogin.is_existing
        account = sociallogin.user if known else account_with_email(address)
        if (
            account is None
            or not _speaks_for(app.settings, account.email)
            or not staff_actors_of(account, at=clock.now())
        ):
            raise ImmediateHttpResponse(_back("nobody"))
        if not sociallogin.is_existing:
            sociallogin.connect(request, account)
        if app.settings["second_factor"] and _says_second_factor(sociallogin):
            sociallogin.account.extra_data["second_factor"] = True
            request.session["identity_second_factor"] = account.public_id

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        """Lead back to signing in, whatever went wrong over there."""
        raise ImmediateHttpResponse(_back("service"))


def note_identity_service(request: HttpRequest) -> None:
    """Count the second step of an identity service, where a setting says so."""
    if isinstance(request.user, Account):
        named = request.session.pop("identity_second_factor", None)
        if named == request.user.public_id:
            mark_second_factor(request, request.user, how="identity_service")


def _address_of(sociallogin: Any, service: Mapping[str, Any]) -> str | None:  # noqa: ANN401
    """Return the address a service names, if it is one that it can vouch for."""
    for said in sociallogin.email_addresses:
        is_verified = said.verified or service["verified_email"]
        if is_verified and _speaks_for(service, said.email):
            return str(said.email).lower()
    return None


def _speaks_for(service: Mapping[str, Any], address: str) -> bool:
    domain = address.rpartition("@")[2].lower()
    return domain in service.get("mail_domains", ())


def _says_second_factor(sociallogin: Any) -> bool:  # noqa: ANN401 (allauth's)
    claims = sociallogin.account.extra_data.get("id_token") or {}
    methods = claims.get("amr")
    return isinstance(methods, list) and "mfa" in methods


def _back(why: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('sign_in')}?why={why}")


def _cipher() -> Fernet:
    key = hashlib.sha256(b"schoolgate.second-factor" + settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key.digest()))
