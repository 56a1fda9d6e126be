"""A school's own installation."""

from schoolgate.config.secret import kept_secret
from schoolgate.config.settings.base import *  # noqa: F403
from schoolgate.config.settings.base import DATA_DIR, SECRET_KEY

SECRET_KEY = SECRET_KEY or kept_secret(DATA_DIR / "secret.key")
