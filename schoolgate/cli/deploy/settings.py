"""What the settings say: addresses, secrets, mail, and Django's own checks."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from schoolgate.cli.deploy.findings import Finding, Verdict, judged

AS_A_FILE = "SECRET_KEY_FILE"
NOT_TRUE_HERE = {
    "security.W002": "web/shared/middleware sends the header, on errors too",
    "security.W008": "the front door redirects to TLS, not the product",
    "security.W005": "other names of the school's domain are not ours to decide",
    "security.W021": "preloading binds the whole domain of the school",
}
"""Django's advice that does not fit, and why."""
FOLLOWS_FROM_TLS = frozenset({"security.W004", "security.W012", "security.W016"})
"""Django's advice that is followed by itself once BASE_URL begins with https://."""


def find_in_settings() -> Iterator[Finding]:
    """Yield what the settings show."""
    yield _base_url()
    yield _hosts()
    yield _secret()
    yield _relay()
    yield judged(
        "demo",
        "these are the demo's settings" if settings.IS_DEMO else "no demo",
        is_good=not settings.IS_DEMO,
        do="Use a fresh DATA_DIR: the demo lets anybody be anybody.",
    )
    yield from _django()


def _base_url() -> Finding:
    parts = urlsplit(settings.BASE_URL)
    return judged(
        "BASE_URL",
        settings.BASE_URL,
        is_good=parts.scheme == "https" and parts.hostname not in {None, "localhost"},
        do="Set it to the https:// address people use; cookies are secure only then.",
    )


def _hosts() -> Finding:
    hosts, wanted = settings.ALLOWED_HOSTS, urlsplit(settings.BASE_URL).hostname
    return judged(
        "ALLOWED_HOSTS",
        ", ".join(hosts) or "empty",
        is_good=wanted in hosts and "*" not in hosts,
        do=f"Set it to {wanted}, the name in BASE_URL; never to *.",
    )


def _secret() -> Finding:
    if os.environ.get("SECRET_KEY"):
        return Finding(
            "SECRET_KEY",
            Verdict.MEND,
            "it stands in the environment, where other programs can read it",
            f"Leave it out (one is made and kept), or name a file: {AS_A_FILE}.",
        )
    kept = settings.DATA_DIR / "secret.key"
    path = Path(os.environ.get(AS_A_FILE) or kept)
    if not path.exists():
        found, is_good = f"{path} is not there", False
    else:
        mode = path.stat().st_mode & 0o777
        found, is_good = f"{path}, mode {mode:o}", not mode & 0o077
    return judged("SECRET_KEY", found, is_good=is_good, do=f"chmod 600 {path}")


def _relay() -> Finding:
    scheme = urlsplit(settings.MAIL_RELAY).scheme
    return judged(
        "MAIL_RELAY",
        f"{scheme}://…",  # it may hold a password
        is_good=scheme in {"smtp", "smtps"},
        do="Set it to the school's mail server, smtp://host:port. A folder sends"
        " nothing to anybody.",
    )


def _django() -> Iterator[Finding]:
    said = checks.run_checks(include_deployment_checks=True)
    serious = [each for each in said if each.id not in NOT_TRUE_HERE]
    for each in serious:
        do = "Set BASE_URL: this follows." if each.id in FOLLOWS_FROM_TLS else each.hint
        yield Finding("django", Verdict.MEND, f"{each.id}: {each.msg}", str(do or ""))
    if not serious:
        yield Finding("django", Verdict.GOOD, "its own checks find nothing")
