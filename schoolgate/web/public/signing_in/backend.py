"""Who is signed in, and whose password is right."""

from allauth.account.auth_backends import AuthenticationBackend


class SignsIn(AuthenticationBackend):  # type: ignore[misc]  # ships no types
    """The one backend: allauth's, by e-mail address.

    A session names its backend, so there is one for every way of signing in.
    """
