"""Starting Django for a command: the installation that DATA_DIR holds."""

import os
import sys
from pathlib import Path

DEMO = "schoolgate.config.settings.demo"
PRODUCTION = "schoolgate.config.settings.production"
USAGE = 2


def data_dir() -> Path:
    """Return where this installation keeps its data."""
    return Path(os.environ.get("DATA_DIR", "./var")).resolve()


class NoRecordsError(Exception):
    """The database a command needs is not there, or not of this version."""


def holds_demo() -> bool:
    """Answer whether the data folder holds the demo."""
    return (data_dir() / "personas.json").exists()


def choose_settings(*, demo: bool = False) -> str:
    """Name the settings for this process and those it starts, unless already named."""
    chosen = DEMO if demo or holds_demo() else PRODUCTION
    return os.environ.setdefault("DJANGO_SETTINGS_MODULE", chosen)


def start_django(*, demo: bool = False) -> None:
    """Set Django up, for the commands that need the records.

    A setting that cannot be used ends the program, and says which and why.
    """
    choose_settings(demo=demo)
    import django  # noqa: PLC0415 (only commands that need it pay for it)
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    data_dir().mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        sys.stderr.write(f"schoolgate: {wrong}\n")
        sys.exit(USAGE)
