"""Django's view of this site."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.web.public"
    label = "web_public"
