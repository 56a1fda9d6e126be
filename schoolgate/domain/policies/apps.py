"""Django's view of this app."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.domain.policies"
    label = "policies"
    default_auto_field = "django.db.models.BigAutoField"
