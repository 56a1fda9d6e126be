"""What runs of this installation: a lock in the data folder that every part holds.

Web, worker and `mail receive` share it for as long as they live, so a killed one lets
it go. An upgrade and a restore want it for themselves alone.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = "unfinished-restore"
"""Stands in a data folder from the first to the last step of a restore."""


class RunningError(Exception):
    """Something of this installation runs, or may not run."""


def run_here(data_dir: Path) -> int:
    """Take part in the lock until this process ends; return its file.

    It outlives `exec`. Raises RunningError while an upgrade or a restore is under way,
    and when a restore was cut off.
    """
    if (data_dir / UNFINISHED).exists():
        raise RunningError(
            f"{data_dir}: a restore into this folder was cut off. Delete the folder"
            " (and empty the database, on PostgreSQL) and restore again."
        )
    file = _opened(data_dir, "running.lock")
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise RunningError(
            f"{data_dir}: an upgrade is under way. Wait for it."
        ) from None
    os.set_inheritable(file, True)  # noqa: FBT003 (the library's own)
    return file


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


def _opened(data_dir: Path, name: str) -> int:
    return os.open(data_dir / name, os.O_RDWR | os.O_CREAT, 0o600)
