"""Django's view of this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.domain.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
