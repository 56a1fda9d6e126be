"""An installation to back up, a place to restore it, and how to compare the two."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, connections

from schoolgate.cli.backups.rows import Tally, live_rows, parts_of
from schoolgate.cli.backups.tables import applied_migrations, tables_after
from schoolgate.foundation.tenancy import every_school
from tests.databases import OWNER_ROLE, OwnDatabase, as_owner, drop_database, url_of

GONE_ON_PURPOSE = frozenset(
    {"django_session", "deliveries_outboxmail", "foundation_auditentry"}
    | {"foundation_audithead"}
)
"""What a restore changes: nobody is signed in, mail is on hold, the audit says so."""


@dataclass
class Installation:
    """A data folder and a database, used by commands in processes of their own."""

    folder: Path
    database: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run `schoolgate` here and return what it said."""
        return subprocess.run(
            [sys.executable, "-m", "schoolgate.cli.main", *arguments],
            env=self.environment(**more),
            capture_output=True,
            text=True,
            check=False,
        )

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment for a process of this installation."""
        left_out = {"DATABASE_URL", "DATABASE_OWNER_URL"}
        inherited = {k: v for k, v in os.environ.items() if k not in left_out}
        return {**inherited, "DATA_DIR": str(self.folder), **self.database, **more}

    def backup(self, *arguments: str) -> Path:
        """Make a backup, which has to succeed, and return its file."""
        done = self.command("backup", *arguments)
        assert done.returncode == 0, done.stderr
        return Path(done.stdout.partition(": ")[0])


def of(database: OwnDatabase) -> Installation:
    """Return the installation whose database the test has for itself."""
    return Installation(database.data_dir, _both_urls(database.url))


@contextmanager
def nowhere_yet(folder: Path) -> Iterator[Installation]:
    """Yield an empty installation; on PostgreSQL with an empty database of its own."""
    if connection.vendor == "sqlite":
        yield Installation(
            folder, {"DATABASE_URL": f"sqlite:///{folder}/schoolgate.db"}
        )
        return
    name = f"own_{uuid.uuid4().hex[:12]}"
    as_owner(f'CREATE DATABASE "{name}"')
    try:
        yield Installation(folder, _both_urls(url_of(name)))
    finally:
        drop_database(name)


@contextmanager
def looking_at(installation: Installation) -> Iterator[None]:
    """Let this process use the database of an installation."""
    names = connection.settings_dict
    before = names["NAME"]
    url = installation.database["DATABASE_URL"]
    connections.close_all()
    names["NAME"] = (
        url.removeprefix("sqlite:///")
        if connection.vendor == "sqlite"
        else url.rpartition("/")[2]
    )
    try:
        yield
    finally:
        connections.close_all()
        names["NAME"] = before


def sums(*, without: frozenset[str] = frozenset()) -> dict[str, object]:
    """Return the number of rows and the sum of each table in use."""
    found: dict[str, object] = {}
    with every_school(reason="the tests compare whole databases"):
        for table in tables_after(applied_migrations()):
            tally = Tally()
            list(parts_of(table, live_rows(table), tally))
            if table.name not in without:
                found[table.name] = tally.as_json()
    return found


def _both_urls(url: str) -> dict[str, str]:
    if connection.vendor == "sqlite":
        return {"DATABASE_URL": url}
    role = url.partition("//")[2].partition("@")[0]
    return {
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": url.replace(f"//{role}@", f"//{OWNER_ROLE}@"),
    }
