"""Django's view of what the sites share."""

from django.apps import AppConfig
from django.core import checks


class SharedConfig(AppConfig):
    """Layout, components, forms, error pages and the page lock."""

    name = "schoolgate.web.shared"
    label = "web_shared"

    def ready(self) -> None:
        """Have every start check that each route says whom it is for."""
        from schoolgate.web.shared.checks import (  # noqa: PLC0415 (apps load first)
            every_route_says_whom_it_is_for,
        )

        checks.register(every_route_says_whom_it_is_for, checks.Tags.security)
