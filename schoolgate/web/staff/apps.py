"""Django's view of this site."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.web.staff"
    label = "web_staff"
