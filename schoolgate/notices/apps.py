"""Django's view of this floor."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The words of every notice."""

    name = "schoolgate.notices"
    label = "notices"
