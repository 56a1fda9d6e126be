"""Django's view of this app."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.domain.enquiries"
    label = "enquiries"
    default_auto_field = "django.db.models.BigAutoField"
