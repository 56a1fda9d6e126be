"""Who is signed in, and whose password is right."""

from allauth.account.auth_backends import AuthenticationBackend

from schoolgate.domain.accounts.access import SignedIn


class SignsIn(SignedIn, AuthenticationBackend):  # type: ignore[misc]  # ships no types
    """The one backend: the account of a session is ours, passwords are allauth's.

    A session names its backend, so there is one for every way of signing in.
    """
