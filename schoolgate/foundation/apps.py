"""Django's view of the foundation."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Tenancy, audit and once-only keys."""

    name = "schoolgate.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
