"""Django's view of this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.domain.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
