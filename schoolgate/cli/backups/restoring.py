"""Restoring: check every byte, then an empty installation becomes what it was.

The order is the point. The file is read to its end first. The mark of an unfinished
restore stands from the first change to the last, and nothing starts while it stands.
The rows go in at the version they came from, are read back and compared, and are
brought up to date only then.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from schoolgate.cli.backups.archive import read_archive
from schoolgate.cli.backups.data_files import PREFIX, put_file
from schoolgate.cli.backups.faults import BackupError
from schoolgate.cli.backups.keys import Identity
from schoolgate.cli.running import UNFINISHED

FORMAT = 1
MAY_BE_THERE = frozenset({"backups", "backup.key", "lost+found"})
"""In a folder that counts as empty."""


@dataclass(frozen=True)
class Contents:
    """What a checked backup says of itself."""

    version: str
    taken_at: datetime
    database: str
    migrations: list[tuple[str, str]]
    tables: list[dict[str, Any]]
    sums: dict[str, dict[str, Any]]

    @property
    def rows(self) -> int:
        """Return how many rows it holds."""
        return sum(int(each["rows"]) for each in self.sums.values())


def checked(path: Path, identities: Sequence[Identity]) -> Contents:
    """Read a backup from its first to its last byte, and say what is in it.

    Raises BackupError for a wrong key, a changed byte, a missing end, and for a format
    that a newer version has made.
    """
    begin: dict[str, Any] = {}
    sums: dict[str, Any] = {}
    with closing(read_archive(path, identities)) as members:
        for member in members:
            if member.name == "begin.json":
                begin = json.loads(member.content)
                if begin["format"] > FORMAT:
                    raise BackupError(_newer(path, begin["version"]))
            elif member.name == "tables.json":
                sums = json.loads(member.content)
    if not begin or set(sums) != {table["name"] for table in begin["tables"]}:
        raise BackupError(f"{path}: this is not a whole backup.")
    return Contents(
        version=begin["version"],
        taken_at=datetime.fromisoformat(begin["taken_at"]),
        database=begin["database"],
        migrations=[(app, name) for app, name in begin["migrations"]],
        tables=begin["tables"],
        sums=sums,
    )


def require_empty_folder(folder: Path) -> None:
    """Raise BackupError unless nothing of an installation is in this folder."""
    found = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if strange := sorted(found - MAY_BE_THERE):
        raise BackupError(
            f"{folder}: found {', '.join(strange[:3])}. A restore overwrites nothing:"
            " name a folder that is empty or not there yet. To replace an installation,"
            " restore beside it, look, and let two people decide which one runs."
        )


def put_files(path: Path, identities: Sequence[Identity], folder: Path) -> None:
    """Put the files of a backup into the data folder."""
    with closing(read_archive(path, identities)) as members:
        for member in members:
            if member.name.startswith(f"{PREFIX}/"):
                put_file(folder, member)
            elif member.name.startswith("rows/"):
                return


def put_database(
    path: Path, identities: Sequence[Identity], contents: Contents
) -> None:
    """Fill the empty database in use, at the version of the backup, and compare."""
    from schoolgate.cli.backups import tables  # noqa: PLC0415 (Django is set up by now)

    if unknown := tables.unknown_migrations(contents.migrations):
        raise BackupError(
            f"{_newer(path, contents.version)} ({'.'.join(unknown[0])} is unknown here)"
        )
    _require_empty_database()
    try:
        _put_rows(path, identities, contents)
    except Exception as error:
        raise BackupError(f"{error}{_what_is_left()}") from error


def _put_rows(path: Path, identities: Sequence[Identity], contents: Contents) -> None:
    from django.db import transaction  # noqa: PLC0415

    from schoolgate.cli.backups import tables  # noqa: PLC0415

    tables.migrate_to(contents.migrations)
    expected = tables.tables_after(contents.migrations)
    if [table.as_json() for table in expected] != _as_read(contents.tables):
        raise BackupError(f"{path}: its tables are not those its version had.")
    with transaction.atomic():
        _fill({table.name: table for table in expected}, path, identities)
        _continue_numbers(contents)
        _compare(expected, contents)


def mark_unfinished(folder: Path) -> Path:
    """Put up the mark of an unfinished restore and return it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark = folder / UNFINISHED
    mark.touch(mode=0o600)
    return mark


def clear(folder: Path) -> None:
    """Take away what a restore that failed has put into this folder."""
    for path in folder.iterdir():
        if path.name in MAY_BE_THERE:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _require_empty_database() -> None:
    from django.db import connection  # noqa: PLC0415

    if found := connection.introspection.table_names():
        raise BackupError(
            f"The database that DATABASE_URL names is not empty (it has {found[0]}). A"
            " restore overwrites nothing: make a fresh database and name that one."
        )


def _what_is_left() -> str:
    """Say what to do about a database that is not a file of the folder."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        return ""
    return " The database has empty tables now: make a fresh one before you try again."


def _fill(tables: dict[str, Any], path: Path, identities: Sequence[Identity]) -> None:
    from schoolgate.cli.backups.rows import put_rows, rows_in  # noqa: PLC0415

    for table, lines, beside in _parts(path, identities):
        put_rows(tables[table], rows_in(tables[table], lines, beside))


def _parts(
    path: Path, identities: Sequence[Identity]
) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield each part of a table: its name, its lines and the bytes beside them."""
    beside = b""
    for member in read_archive(path, identities):
        if not member.name.startswith("rows/"):
            continue
        if member.name.endswith(".bytes"):
            beside = member.content
        else:
            yield member.name.split("/")[1], member.content, beside


def _continue_numbers(contents: Contents) -> None:
    from django.db import connection  # noqa: PLC0415

    from schoolgate.cli.backups.tables import sequence_resets  # noqa: PLC0415

    with connection.cursor() as cursor:
        for statement in sequence_resets(contents.migrations):
            cursor.execute(statement)


def _compare(tables: Sequence[Any], contents: Contents) -> None:
    """Read every table back; the same rows have the same sum."""
    from schoolgate.cli.backups.rows import Tally, live_rows, parts_of  # noqa: PLC0415

    for table in tables:
        tally = Tally()
        for _ in parts_of(table, live_rows(table), tally):
            pass
        if tally.as_json() != contents.sums[table.name]:
            raise BackupError(
                f"{table.name}: what was read back is not what the backup holds."
            )


def _as_read(tables: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**table, "columns": tuple(table["columns"])} for table in tables
    ]  # JSON knows no tuples


def _newer(path: Path, made_by: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415

    return (
        f"{path}: made by version {made_by}, which is newer than this one"
        f" ({version('schoolgate')}). Install that version, then restore."
    )
