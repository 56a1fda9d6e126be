"""A school's own installation."""

from django.core.exceptions import ImproperlyConfigured

from schoolgate.config.settings.base import *  # noqa: F403
from schoolgate.config.settings.base import SECRET_KEY

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or shorter than 50 characters. Put a long random text"
        " into a file and name that file in SECRET_KEY_FILE."
    )
