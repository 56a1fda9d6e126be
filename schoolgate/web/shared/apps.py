"""Django's view of this site."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.web.shared"
    label = "web_shared"
