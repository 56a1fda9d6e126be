"""For the suite: quick hashing, plain static files; otherwise as in a school."""

from schoolgate.config.settings.base import *  # noqa: F403
from schoolgate.config.settings.base import STORAGES

SECRET_KEY = "for tests only " * 5
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
BASE_URL = "http://localhost:8000"
SIGN_IN_TAKES_SECONDS = 0  # the suite asks often; one test sets it
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # a fresh checkout has gathered no static files yet
