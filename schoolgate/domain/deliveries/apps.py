"""Django's view of this app."""

from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.domain.deliveries"
    label = "deliveries"
    default_auto_field = "django.db.models.BigAutoField"
