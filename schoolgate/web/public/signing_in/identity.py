"""Talking to an identity service: allauth's way, and its signatures looked at."""

from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class IdentityService(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One service that staff sign in with."""

    def get_provider(self) -> Any:  # noqa: ANN401 (allauth's)
        """Return the service as it is configured; it is asked in this way too."""
        provider = super().get_provider()
        provider.oauth2_adapter_class = IdentityService
        return provider

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ANN401
        """Return where it sends people back to, by the setting alone."""
        path = reverse("openid_connect_callback", args=[self.provider_id])
        return f"{settings.BASE_URL}{path}"

    def complete_login(
        self,
        request: HttpRequest,
        app: Any,  # noqa: ANN401
        token: Any,  # noqa: ANN401
        **kwargs: Any,
    ) -> Any:  # noqa: ANN401
        """Find out who it is; both answers of the service have to be about one person.

        Raises OAuth2Error otherwise, and where nothing signed came.
        """
        signed = kwargs["response"].get("id_token")
        if not signed:
            raise OAuth2Error("The service sent nothing signed.")
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if said["userinfo"].get("sub") != said["id_token"].get("sub"):
            raise OAuth2Error("The service spoke of two people.")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:  # noqa: ANN401
        """Look at the signature also of what came straight from the service."""
        config = self.openid_config
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=config["jwks_uri"],
            issuer=config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims
