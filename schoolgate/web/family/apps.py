"""Django's view of this site."""

from django.apps import AppConfig


class FamilyConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.web.family"
    label = "web_family"
