"""Starting Django for a command: the installation that DATA_DIR holds."""

import os
from pathlib import Path

DEMO = "schoolgate.config.settings.demo"
PRODUCTION = "schoolgate.config.settings.production"


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
    """Set Django up, for the commands that need the records."""
    choose_settings(demo=demo)
    import django  # noqa: PLC0415 (only commands that need it pay for it)

    data_dir().mkdir(parents=True, exist_ok=True, mode=0o700)
    django.setup()


def start_on_records() -> None:
    """Set Django up for a command that is nothing without a database.

    Raises NoRecordsError, with what to do, for one that is new or of an older version.
    """
    start_django()
    from schoolgate.cli.migrate import waiting_migrations  # noqa: PLC0415

    if waiting_migrations():
        raise NoRecordsError(
            f"{data_dir()} (DATA_DIR) holds no database of this version. If the data is"
            " elsewhere, name its folder: DATA_DIR=/its/folder. For a new installation"
            " call `schoolgate setup` first, after a new version `schoolgate upgrade`."
        )
