"""Every environment variable an installation listens to: name, default, meaning.

The settings read from here, docs/reference/settings.md is made from here, and a test
finds any variable that is read elsewhere and does not stand here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """One variable. `default` may name others in braces: `{DATA_DIR}/sent-mail`."""

    name: str
    default: str
    meaning: str
    is_secret: bool = False
    """Better given as a file: `SECRET_KEY_FILE` names a file that holds the value."""


DATA_DIR = Variable(
    "DATA_DIR",
    "./var",
    "The folder of everything this installation keeps: database, secret key, style"
    " sheets, and the demo.",
)
PORT = Variable(
    "PORT", "8000", "Where the pages are served, on the loopback address only."
)
MAIL_PORT = Variable(
    "MAIL_PORT", "2525", "Where mail is taken in, on the loopback address only."
)
BASE_URL = Variable(
    "BASE_URL",
    "http://localhost:{PORT}",
    "How people reach the pages from outside. Links in mail start with it, and with"
    " `https://` cookies are secure and browsers are told to stay with TLS.",
)
ALLOWED_HOSTS = Variable(
    "ALLOWED_HOSTS",
    "localhost,127.0.0.1",
    "The host names that are answered, with commas between.",
)
SECRET_KEY = Variable(
    "SECRET_KEY",
    "",
    "Signs sessions and forms. Empty: one is made and kept in `{DATA_DIR}/secret.key`.",
    is_secret=True,
)
DATABASE_URL = Variable(
    "DATABASE_URL",
    "sqlite:///{DATA_DIR}/schoolgate.db",
    "The database: `sqlite:///…` or `postgres://user:password@host:port/name`. On"
    " PostgreSQL the user owns no table.",
    is_secret=True,
)
DATABASE_OWNER_URL = Variable(
    "DATABASE_OWNER_URL",
    "",
    "PostgreSQL only: who owns the tables and brings them up to date. The user of"
    " `DATABASE_URL` does neither, so that row-level security binds it.",
    is_secret=True,
)
MAIL_RELAY = Variable(
    "MAIL_RELAY",
    "folder://{DATA_DIR}/sent-mail",
    "Where mail is handed over: `smtp://host:port`, `smtps://user:password@host:port`,"
    " or `folder:///path`, which sends nothing.",
    is_secret=True,
)
MAIL_MAX_BYTES = Variable(
    "MAIL_MAX_BYTES",
    "26214400",
    "The largest mail that is taken in, in bytes: 25 MiB.",
)
WEB_WORKERS = Variable(
    "WEB_WORKERS", "1", "How many processes serve pages; each has one thread."
)
OIDC_PROVIDERS = Variable(
    "OIDC_PROVIDERS",
    "[]",
    "The identity services staff may sign in with, as a JSON list. Each has `id` (a"
    " short word for the address), `name`, `server_url`, `client_id`, `secret` and"
    " `mail_domains`, a list of what stands behind the @ of the addresses it speaks"
    " for: nobody else comes in by it. With"
    ' `"second_factor": true` its own second step counts when it says that there was'
    " one (`amr` holds `mfa`); otherwise ours is asked for. With"
    ' `"emails_are_verified": true` its addresses are believed although it does not say'
    " that it verified them. The address to give the service is"
    " `{BASE_URL}/sign-in/with/<id>/back/`.",
    is_secret=True,
)
DJANGO_SETTINGS_MODULE = Variable(
    "DJANGO_SETTINGS_MODULE",
    "",
    "For developers. Empty: the demo's settings if the data folder holds the demo, a"
    " school's otherwise.",
)

VARIABLES = (
    DATA_DIR,
    PORT,
    MAIL_PORT,
    BASE_URL,
    ALLOWED_HOSTS,
    SECRET_KEY,
    DATABASE_URL,
    DATABASE_OWNER_URL,
    MAIL_RELAY,
    MAIL_MAX_BYTES,
    WEB_WORKERS,
    OIDC_PROVIDERS,
    DJANGO_SETTINGS_MODULE,
)
"""All of them, in the order the reference shows them."""
