"""What the database shows: up to date, sound, on PostgreSQL locked a second time."""

import sqlite3
from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from schoolgate.cli.deploy.findings import Finding, Verdict, judged
from schoolgate.cli.migrate import waiting_migrations
from schoolgate.foundation.sqlite import WAL_IS_SOUND_FROM
from schoolgate.foundation.tenancy import SchoolOwned

OLDEST_POSTGRESQL = 150000


def find_in_database() -> Iterator[Finding]:
    """Yield what the database shows."""
    waiting = waiting_migrations()
    yield judged(
        "migrations",
        f"{len(waiting)} waiting" if waiting else "all applied",
        is_good=not waiting,
        do="schoolgate upgrade",
    )
    if connection.vendor == "sqlite":
        yield judge_library(sqlite3.sqlite_version_info, _first("PRAGMA journal_mode"))
    else:
        yield from _postgresql()


def judge_library(version: tuple[int, ...], journal: str) -> Finding:
    """Judge an SQLite library with the journal it is used with."""
    said = f"{'.'.join(map(str, version))}, journal {journal}"
    return judged(
        "SQLite",
        said,
        is_good=version >= WAL_IS_SOUND_FROM or journal != "wal",
        do="This library can lose a commit with the write-ahead log: start Schoolgate"
        " once with nothing else open, which turns it off, or take a newer SQLite.",
    )


def _postgresql() -> Iterator[Finding]:
    version = int(_first("SHOW server_version_num"))
    yield judged(
        "PostgreSQL",
        _first("SHOW server_version"),
        is_good=version >= OLDEST_POSTGRESQL,
        do="Use PostgreSQL 15 or later.",
    )
    yield _role()
    yield _row_security()


def _role() -> Finding:
    role = _first("SELECT current_user")
    mighty = (
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    is_mighty = _first(mighty) == "True"
    owned = int(
        _first("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
    )
    found = "is a superuser or bypasses row security" if is_mighty else ""
    found = found or (f"owns {owned} tables" if owned else "owns nothing")
    return judged(
        "database role",
        f"{role} {found}",
        is_good=not is_mighty and not owned,
        do="Let DATABASE_URL name a role that owns nothing, and DATABASE_OWNER_URL the"
        " owner.",
    )


def _row_security() -> Finding:
    wanted = {
        model._meta.db_table  # noqa: SLF001 (Django's own way)
        for model in apps.get_models()
        if issubclass(model, SchoolOwned)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class"
            " WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
        )
        guarded = {name for (name,) in cursor.fetchall()}
    open_ones = sorted(wanted - guarded)
    if open_ones:
        return Finding(
            "row security",
            Verdict.MEND,
            f"not forced on {', '.join(open_ones)}",
            "As the owner: ALTER TABLE … FORCE ROW LEVEL SECURITY, and find out who"
            " switched it off.",
        )
    return Finding("row security", Verdict.GOOD, f"forced on {len(wanted)} tables")


def _first(query: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return str(cursor.fetchone()[0])
