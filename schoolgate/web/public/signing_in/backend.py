"""Who is signed in, and whose password is right."""

from allauth.account.auth_backends import AuthenticationBackend

from schoolgate.domain.accounts.access.actors import account_of_session
from schoolgate.domain.accounts.models import Account


class SignsIn(AuthenticationBackend):  # type: ignore[misc]  # ships no types
    """The one backend: the account of a session is ours, passwords are allauth's.

    A session names its backend, so there is one for every way of signing in.
    """

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session, if it may still sign in."""
        account = account_of_session(user_id)
        return account if account and self.user_can_authenticate(account) else None
