"""Django's view of this site."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.web.demo"
    label = "web_demo"
