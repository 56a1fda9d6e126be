"""Making a backup: snapshot, write, prove by restoring, put on record, clear out."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection

from schoolgate.cli.backups.archive import Member, write_archive
from schoolgate.cli.backups.data_files import data_files
from schoolgate.cli.backups.faults import BackupError
from schoolgate.cli.backups.keys import Recipient, new_identity
from schoolgate.cli.backups.proving import prove
from schoolgate.cli.backups.rows import Source, Tally, parts_of
from schoolgate.cli.backups.snapshot import snapshot
from schoolgate.cli.backups.tables import (
    Table,
    applied_migrations,
    tables_after,
    unknown_migrations,
)
from schoolgate.cli.running import one_backup
from schoolgate.foundation import clock
from schoolgate.foundation.last_backup import (
    LastBackup,
    read_last_backup,
    write_last_backup,
)

FORMAT = 1
BEGIN, TABLES, ROWS = "begin.json", "tables.json", "rows"
PATTERN = "schoolgate-*.sgb"
HALF = ".half"


@dataclass(frozen=True)
class Plan:
    """Where a backup goes, who can read it, and what happens to the older ones."""

    to: Path
    recipients: Sequence[Recipient]
    keep: int
    proves: bool = True


def make_backup(data_dir: Path, plan: Plan, *, at: datetime) -> LastBackup:
    """Make a backup, prove it, put it on record and remove the oldest.

    Written under another name and renamed when it is whole and proven: a file called
    `schoolgate-….sgb` is a backup. Raises BackupError; then nothing has changed.
    """
    plan.to.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = data_dir / "scratch"
    with one_backup(data_dir) as is_alone:
        if not is_alone:
            raise BackupError(f"{data_dir}: another backup is being made.")
        _clear(scratch, plan.to)
        scratch.mkdir(mode=0o700)
        try:
            made = _make(data_dir, scratch, plan, at)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        _put_on_record(data_dir, made)
        _remove_oldest(data_dir, plan)
        return made


def _make(data_dir: Path, scratch: Path, plan: Plan, at: datetime) -> LastBackup:
    path = _free_name(plan.to, at)
    half = path.with_name(f".{path.name}{HALF}")
    tallies: dict[str, Tally] = {}
    # A key of this moment, never stored: it lets this process restore what it wrote,
    # and nobody afterwards, where only the public key of the others is here.
    witness = new_identity()
    try:
        with snapshot(scratch) as source:
            members = _members(data_dir, source, tallies, at)
            write_archive(half, members, [*plan.recipients, witness.to_public()])
        if plan.proves:
            prove(half, witness, scratch)
        half.rename(path)
        _sync(plan.to)
    finally:
        half.unlink(missing_ok=True)
    return LastBackup(
        taken_at=at,
        file=str(path),
        megabytes=round(path.stat().st_size / 10**6, 1),
        rows=sum(tally.rows for tally in tallies.values()),
        proven_at=clock.now() if plan.proves else None,
    )


def _members(
    data_dir: Path, source: Source, tallies: dict[str, Tally], at: datetime
) -> Iterator[Member]:
    migrations = applied_migrations()
    if not migrations:
        raise BackupError("There is nothing to back up: the database has no tables.")
    if unknown := unknown_migrations(migrations):
        raise BackupError(
            f"The database is of a newer version ({'.'.join(unknown[0])} is applied)."
            " Back it up with that version."
        )
    tables = tables_after(migrations)
    begin = {
        "format": FORMAT,
        "version": version("schoolgate"),
        "taken_at": at.isoformat(),
        "database": connection.vendor,
        "migrations": migrations,
        "tables": [table.as_json() for table in tables],
    }
    yield Member(BEGIN, json.dumps(begin).encode())
    yield from data_files(data_dir, database=_database_file())
    for table in tables:
        yield from _rows(table, source, tallies)
    sums = {name: tally.as_json() for name, tally in tallies.items()}
    yield Member(TABLES, json.dumps(sums).encode())


def _rows(table: Table, source: Source, tallies: dict[str, Tally]) -> Iterator[Member]:
    tally = tallies[table.name] = Tally()
    parts = parts_of(table, source(table), tally)
    for number, part in enumerate(parts, 1):
        name = f"{ROWS}/{table.name}/{number:05}"
        yield Member(f"{name}.bytes", part.beside)
        yield Member(f"{name}.lines", part.lines)


def _database_file() -> Path | None:
    if connection.vendor != "sqlite":
        return None
    return Path(connection.settings_dict["NAME"]).resolve()


def _free_name(folder: Path, at: datetime) -> Path:
    stem = f"schoolgate-{at:%Y%m%dT%H%M%SZ}"
    path, number = folder / f"{stem}.sgb", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.sgb"
    return path


def _clear(scratch: Path, folder: Path) -> None:
    """Remove what a backup that was killed has left; nobody else is making one."""
    shutil.rmtree(scratch, ignore_errors=True)
    for half in folder.glob(f".{PATTERN}{HALF}"):
        half.unlink()


def _put_on_record(data_dir: Path, made: LastBackup) -> None:
    """Keep the last proven one on record: one that is not proven never replaces it."""
    before = read_last_backup(data_dir)
    if made.proven_at or before is None or not before.proven_at:
        write_last_backup(data_dir, made)


def _remove_oldest(data_dir: Path, plan: Plan) -> None:
    good = read_last_backup(data_dir)
    for path in sorted(plan.to.glob(PATTERN), key=_age)[: -plan.keep]:
        if good is None or path != Path(good.file):
            path.unlink()


def _age(path: Path) -> tuple[int, str]:
    return path.stat().st_mtime_ns, path.name


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
