"""What every installation shares.

Values come from the environment, secrets also from files (`SECRET_KEY_FILE`). Their
names, defaults and meanings stand in config/environment.py.
"""

import sqlite3
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF

from schoolgate.config import environment
from schoolgate.config.environment import Variable
from schoolgate.config.identity_services import (
    allauth_apps,
    identity_services,
    origins,
)
from schoolgate.foundation.sqlite import sqlite_options

PACKAGE = Path(__file__).resolve().parents[2]

env = environ.FileAwareEnv()


def _read(variable: Variable, **others: object) -> str:
    """Return a variable's value; `others` are those its default names."""
    return str(env.str(variable.name, default=variable.default.format(**others)))


# --- where things are ---------------------------------------------------------------
DATA_DIR = Path(_read(environment.DATA_DIR)).resolve()
PORT = int(_read(environment.PORT))
MAIL_PORT = int(_read(environment.MAIL_PORT))
BASE_URL = _read(environment.BASE_URL, PORT=PORT).rstrip("/")
"""Links in mail start with this, never with the host a request named."""

DEBUG = False
IS_DEMO = False
SECRET_KEY = _read(environment.SECRET_KEY)
ALLOWED_HOSTS = [one for one in _read(environment.ALLOWED_HOSTS).split(",") if one]

# --- what it is made of -------------------------------------------------------------
INSTALLED_APPS = [
    "schoolgate.foundation",
    "schoolgate.domain.schools",
    "schoolgate.domain.people",
    "schoolgate.domain.policies",
    "schoolgate.domain.accounts",
    "schoolgate.domain.disclosure",
    "schoolgate.domain.deliveries",
    "schoolgate.domain.enquiries",
    "schoolgate.notices",
    "schoolgate.web.shared",
    "schoolgate.web.public",
    "schoolgate.web.family",
    "schoolgate.web.student",
    "schoolgate.web.staff",
    "schoolgate.web.governors",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "schoolgate.web.shared.middleware.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "schoolgate.config.urls"
WSGI_APPLICATION = "schoolgate.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "schoolgate.web.shared.context.layout",
            ],
            "builtins": [
                "schoolgate.web.shared.templatetags.components",
                "schoolgate.web.shared.templatetags.lists",
            ],
        },
    }
]
FORM_RENDERER = "schoolgate.web.shared.forms.Renderer"

# --- data ---------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url_config(_read(environment.DATABASE_URL, DATA_DIR=DATA_DIR))
}
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASE_OWNER_URL = _read(environment.DATABASE_OWNER_URL)
"""PostgreSQL only: who owns the tables and migrates. The application's own role does
neither, so that row-level security binds it."""

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] |= sqlite_options(sqlite3.sqlite_version_info)

FILE_UPLOAD_HANDLERS = [
    "schoolgate.web.shared.uploads.AtMost",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
"""What is large goes to the disk while it comes in, and what is too large nowhere."""

# --- sessions and headers -----------------------------------------------------------
IS_SECURE = BASE_URL.startswith("https://")
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
SESSION_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "schoolgate.web.shared.errors.form_is_stale"
SECURE_SSL_REDIRECT = False  # the front door (TLS proxy) redirects; see docs
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_HSTS_SECONDS = 63_072_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
IDENTITY_SERVICES = identity_services(_read(environment.OIDC_PROVIDERS))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE, "'strict-dynamic'"],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *origins(IDENTITY_SERVICES)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- static files -------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- words and time -----------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # stored in UTC, decided in the school's own zone

# --- signing in ---------------------------------------------------------------------
# By a code in a mail; staff also by password or identity service, and then a second
# step. What allauth does is set here; what it says and sends is ours, in its adapters.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["schoolgate.web.public.signing_in.backend.SignsIn"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
SIGN_IN_TAKES_SECONDS = 0.15
"""Asking for a code never answers sooner: known or unknown, it takes as long."""
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_SECURE else 0
"""With https there is a front door, which appends where a request came from."""
ACCOUNT_ADAPTER = "schoolgate.web.public.signing_in.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account has the one address it signs in with
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, no longer
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions end, this one stays
_SIX_DIGITS = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = _SIX_DIGITS
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,400/d/ip,3/5m/key,30/d/key",
    "reset_password": "20/m/ip,400/d/ip,3/5m/key,30/d/key",
    "join": "10/m/ip,60/d/ip",
    "enter_code": "30/m/ip,600/d/ip,3/10m/key",
    "join_code": "20/m/ip,200/d/ip,3/10m/key",
    "join_code_at_school": "60/h/key",
}
"""Counted in the database, under a lock: many requests at one moment count as many."""
MFA_ADAPTER = "schoolgate.web.public.signing_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Schoolgate"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE  # a demo on loopback
SOCIALACCOUNT_ADAPTER = "schoolgate.web.public.signing_in.adapters.IdentityAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": allauth_apps(IDENTITY_SERVICES)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "schoolgate_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""Shared by every process, or a limit would be one for each of them."""

# --- mail ---------------------------------------------------------------------------
MAIL_RELAY = _read(environment.MAIL_RELAY, DATA_DIR=DATA_DIR)
MAIL_MAX_BYTES = int(_read(environment.MAIL_MAX_BYTES))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
