"""Django's view of this site."""

from django.apps import AppConfig


class StudentConfig(AppConfig):
    """See the package's docstring."""

    name = "schoolgate.web.student"
    label = "web_student"
