"""The database at one moment, while the site goes on."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from schoolgate.cli.backups.rows import Source, postgresql_rows, sqlite_rows
from schoolgate.foundation.tenancy import every_school

PAGES_A_STEP = 4000
"""16 MiB: the lock is held for some hundredths of a second, and then let go."""
PAUSE_SECONDS = 0.01
MOST_RESTARTS = 5
"""Each write to the database begins the copy anew. After so many it is made in one go,
and who writes waits for it, a second for a large school."""


class _Restarted(Exception):  # noqa: N818 (no error: a copy that began anew too often)
    pass


@contextmanager
def snapshot(scratch: Path) -> Iterator[Source]:
    """Yield a way to read each table as it is now, whatever is written meanwhile.

    SQLite: a copy in a file without a name in `scratch`, which is gone when the process
    is. PostgreSQL: one transaction that sees one moment.
    """
    if connection.vendor == "sqlite":
        os.putenv("SQLITE_TMPDIR", str(scratch))  # for the library, not for us
        with closing(sqlite3.connect("")) as copy:
            _copy(Path(connection.settings_dict["NAME"]), copy)
            yield partial(sqlite_rows, copy)
        return
    with every_school(reason="a backup holds every school"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield postgresql_rows


def _copy(path: Path, copy: sqlite3.Connection) -> None:
    address = f"{path.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=20)) as live:
        try:
            live.backup(
                copy, pages=PAGES_A_STEP, sleep=PAUSE_SECONDS, progress=_Progress()
            )
        except _Restarted:
            live.backup(copy)


class _Progress:
    """Counts how often the copy began anew."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.restarts = 0

    def __call__(self, status: int, remaining: int, total: int) -> None:
        del status, total
        if self.left is not None and remaining >= self.left:
            self.restarts += 1
        if self.restarts > MOST_RESTARTS:
            raise _Restarted
        self.left = remaining
