"""Django's view of this app."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.domain.schools"
    label = "schools"
    default_auto_field = "django.db.models.BigAutoField"
