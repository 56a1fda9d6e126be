"""What runs of this installation: a lock in the data folder that every part holds.

Web, worker and `mail receive` share it for as long as they live, so a killed one lets
it go. An upgrade and a restore want it for themselves alone.
"""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schoolgate.cli.starting import data_dir

UNFINISHED = "unfinished-restore"
"""Stands in a data folder from the first to the last step of a restore."""

BEFORE_UPGRADE = "before-upgrade.db"
"""A copy of an embedded database while it is being upgraded."""


class RunningError(Exception):
    """Something of this installation runs, or may not run."""


def run_here(data_dir: Path) -> int:
    """Take part in the lock until this process ends; return its file.

    It outlives `exec`. Raises RunningError while an upgrade is under way, and when
    one, or a restore, was cut off.
    """
    file = _opened(data_dir, "running.lock")
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        _require_nothing_cut_off(data_dir)
    except BlockingIOError:
        os.close(file)
        raise RunningError(
            f"{data_dir}: an upgrade is under way. Wait for it."
        ) from None
    except RunningError:
        os.close(file)
        raise
    os.set_inheritable(file, True)  # noqa: FBT003 (the library's own)
    return file


def become(command: list[str]) -> int:
    """Take part in the lock and be this program from now on; 1 when that may not be."""
    folder = data_dir()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        run_here(folder)
        os.execv(command[0], command)  # noqa: S606 (our own command)
    except RunningError as error:
        sys.stderr.write(f"schoolgate: {error}\n")
    return 1


@contextmanager
def nothing_else_runs(data_dir: Path) -> Iterator[bool]:
    """Hold the lock alone and yield True; False when something runs."""
    with _alone(data_dir, "running.lock") as is_alone:
        yield is_alone


@contextmanager
def one_backup(data_dir: Path) -> Iterator[bool]:
    """Be the only backup and yield True; False when another is being made."""
    with _alone(data_dir, "backup.lock") as is_alone:
        yield is_alone


@contextmanager
def _alone(data_dir: Path, name: str) -> Iterator[bool]:
    file = _opened(data_dir, name)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True
    finally:
        os.close(file)


def _require_nothing_cut_off(data_dir: Path) -> None:
    """Raise RunningError if a restore or an upgrade ended in its middle."""
    if (data_dir / UNFINISHED).exists():
        raise RunningError(
            f"{data_dir}: a restore into this folder was cut off. Delete the folder"
            " (and empty the database, on PostgreSQL) and restore again."
        )
    if (data_dir / BEFORE_UPGRADE).exists():
        raise RunningError(
            f"{data_dir}: an upgrade was cut off. Call `schoolgate upgrade` again."
        )


def _opened(data_dir: Path, name: str) -> int:
    return os.open(data_dir / name, os.O_RDWR | os.O_CREAT, 0o600)
