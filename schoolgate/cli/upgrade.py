"""`schoolgate upgrade`: backed up, brought up to date, checked; and how to go back."""

import sqlite3
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from schoolgate.cli import backup
from schoolgate.cli.running import BEFORE_UPGRADE, nothing_else_runs
from schoolgate.cli.setup import holds_something
from schoolgate.cli.starting import data_dir, start_django

HELP = "Bring an installation to this version: backup first, then everything else."


def configure(parser: ArgumentParser) -> None:
    """Declare the options: those of the backup that comes first."""
    backup.configure(parser)


def run(args: Namespace) -> int:
    """Upgrade; 1 and the database as it was, when something stands against it.

    Refuses while web or worker run, unless the database needs no change.
    """
    start_django()
    from schoolgate.cli.migrate import waiting_migrations  # noqa: PLC0415

    with nothing_else_runs(data_dir()) as is_alone:
        if is_alone:
            _put_back_what_was_cut_off()
        waiting = waiting_migrations()
        if waiting and not is_alone:
            sys.stderr.write(
                f"schoolgate: {data_dir()} is in use, and the database has to change"
                f" ({len(waiting)} steps). Stop web and worker, then upgrade.\n"
            )
            return 1
        if holds_something() and backup.run(args):
            sys.stderr.write("schoolgate: no upgrade without a backup.\n")
            return 1
        if waiting and not _migrate():
            return 1
        _gather()
    return _report(waiting)


def _migrate() -> bool:
    from schoolgate.cli.migrate import bring_up_to_date  # noqa: PLC0415

    try:
        with _copy_kept():
            bring_up_to_date()
    except Exception as error:  # noqa: BLE001 (whatever it is, the old one stays)
        sys.stderr.write(
            f"schoolgate: the upgrade failed: {type(error).__name__}: {error}\n"
            "The database is as it was. Go on with the version you had.\n"
        )
        return False
    return True


@contextmanager
def _copy_kept() -> Iterator[None]:
    """Keep a copy of an embedded database, and put it back if what is done fails."""
    path, copy = _embedded(), data_dir() / BEFORE_UPGRADE
    if path is None:
        yield
        return
    draft = copy.with_name(f".{copy.name}")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as live, closing(sqlite3.connect(draft)) as to:
        live.backup(to)
    draft.chmod(0o600)
    draft.rename(copy)
    try:
        yield
    except BaseException:
        _put_back_what_was_cut_off()
        raise
    copy.unlink()


def _put_back_what_was_cut_off() -> None:
    """Put the copy back in the place of a database whose upgrade did not end."""
    from django.db import connection  # noqa: PLC0415

    path, copy = _embedded(), data_dir() / BEFORE_UPGRADE
    if path is None or not copy.exists():
        return
    connection.close()
    for beside in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    copy.replace(path)


def _embedded() -> Path | None:
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "sqlite":
        return None
    return Path(connection.settings_dict["NAME"]).resolve()


def _gather() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)


def _report(waiting: list[str]) -> int:
    from schoolgate.cli.deploy.report import find_all, written  # noqa: PLC0415
    from schoolgate.foundation.last_backup import read_last_backup  # noqa: PLC0415

    changed = f"{len(waiting)} steps" if waiting else "no change was needed"
    sys.stdout.write(f"The database is up to date: {changed}.\n")
    if waiting and (made := read_last_backup(data_dir())):
        sys.stdout.write(
            "To go back: install the version you had, then"
            f" `schoolgate restore {made.file} --into NEW_FOLDER`.\n"
        )
    sys.stdout.write(f"\n{written(find_all())}")
    return 0
