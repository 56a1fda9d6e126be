"""The identity services that staff may sign in with, read from the environment."""

import json
from typing import Any
from urllib.parse import urlsplit

NEEDED = ("id", "name", "server_url", "client_id", "secret")
ALLOWED = (*NEEDED, "second_factor", "emails_are_verified")
USAGE = "OIDC_PROVIDERS: expected a JSON list of services, each with " + ", ".join(
    NEEDED
)


def identity_services(said: str) -> list[dict[str, Any]]:
    """Return the services; raises ValueError naming what is wrong with which."""
    try:
        services = json.loads(said or "[]")
    except json.JSONDecodeError as wrong:
        raise ValueError(f"{USAGE}. It is no JSON: {wrong}") from None
    if not isinstance(services, list):
        raise ValueError(f"{USAGE}. Found {type(services).__name__}.")  # noqa: TRY004
    for number, service in enumerate(services, start=1):
        missing = [name for name in NEEDED if not service.get(name)]
        unknown = [name for name in service if name not in ALLOWED]
        if missing or unknown:
            raise ValueError(
                f"{USAGE}. Service {number}: missing {missing}, unknown {unknown};"
                f" allowed: {', '.join(ALLOWED)}."
            )
    return services


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
                    "second_factor": bool(service.get("second_factor")),
                    "verified_email": bool(service.get("emails_are_verified")),
                },
            }
            for service in services
        ],
    }
