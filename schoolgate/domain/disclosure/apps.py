"""Django's view of this app."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.domain.disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"
