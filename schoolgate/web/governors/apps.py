"""Django's view of this site."""

from django.apps import AppConfig


class GovernorsConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.web.governors"
    label = "web_governors"
