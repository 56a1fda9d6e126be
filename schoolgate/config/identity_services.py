"""The identity services that staff may sign in with, read from the environment."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NEEDED = ("id", "name", "server_url", "client_id", "secret", "mail_domains")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
ALLOWED = (*NEEDED, "second_factor", "emails_are_verified")
USAGE = "OIDC_PROVIDERS: expected a JSON list of services, each with " + ", ".join(
    NEEDED
)


def identity_services(said: str) -> list[dict[str, Any]]:
    """Return the services; raises ImproperlyConfigured naming what is wrong with which.

    Each names the mail domains it speaks for: of any other address its word is nothing.
    """
    try:
        services = json.loads(said or "[]")
    except json.JSONDecodeError as wrong:
        raise ImproperlyConfigured(f"{USAGE}. It is no JSON: {wrong}") from None
    if not isinstance(services, list):
        raise ImproperlyConfigured(f"{USAGE}. Found {type(services).__name__}.")
    for number, service in enumerate(services, start=1):
        missing = [name for name in NEEDED if not service.get(name)]
        unknown = [name for name in service if name not in ALLOWED]
        if missing or unknown:
            raise ImproperlyConfigured(
                f"{USAGE}. Service {number}: missing {missing}, unknown {unknown};"
                f" allowed: {', '.join(ALLOWED)}."
            )
        _require_domains(service["mail_domains"], number)
    return services


def _require_domains(said: object, number: int) -> None:
    found = said if isinstance(said, list) else [None]
    if not all(isinstance(one, str) and DOMAIN.fullmatch(one) for one in found):
        raise ImproperlyConfigured(
            f"{USAGE}. Service {number}: mail_domains: found {said!r}; allowed: a list"
            " of what stands behind the @ of its addresses, such as"
            ' ["oakfield.org.uk"].'
        )


def origins(services: list[dict[str, Any]]) -> list[str]:
    """Return where a form may lead besides here: to the services, to sign in."""
    places = [urlsplit(service["server_url"]) for service in services]
    return sorted({f"{place.scheme}://{place.netloc}" for place in places})


def allauth_apps(services: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the services as allauth's openid_connect provider reads them."""
    return {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": service["id"],
                "name": service["name"],
                "client_id": service["client_id"],
                "secret": service["secret"],
                "settings": {
                    "server_url": service["server_url"],
                    "mail_domains": [one.lower() for one in service["mail_domains"]],
                    "second_factor": bool(service.get("second_factor")),
                    "verified_email": bool(service.get("emails_are_verified")),
                },
            }
            for service in services
        ],
    }
