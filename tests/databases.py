"""Databases for tests that need real commits: a copy each, gone afterwards."""

import os
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection, connections

APP_ROLE = "schoolgate_app"
"""On PostgreSQL, the role the application runs as; it owns no table."""
LETS_GO_WITHIN_SECONDS = 10
OWNER_ROLE = "schoolgate_owner"


@dataclass(frozen=True)
class OwnDatabase:
    """A copy of the migrated database with the cast, and how to reach it."""

    url: str
    data_dir: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment for a process that is to use it."""
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DATA_DIR": str(self.data_dir),
            **more,
        }


@contextmanager
def cloned_database(folder: Path) -> Iterator[OwnDatabase]:
    """Copy the tests' database and point every new connection at the copy."""
    names = connection.settings_dict
    shared = names["NAME"]
    is_sqlite = connection.vendor == "sqlite"
    copy = _sqlite_copy(folder) if is_sqlite else _postgresql_copy(str(shared))
    if not is_sqlite:
        connections.close_all()
    kept = connection.connection
    connection.connection = None
    names["NAME"] = copy
    try:
        yield OwnDatabase(url_of(copy), folder)
    finally:
        connection.close()
        connections.close_all()
        names["NAME"] = shared
        connection.connection = kept if is_sqlite else None
        if not is_sqlite:
            drop_database(copy)


def _sqlite_copy(folder: Path) -> str:
    connection.ensure_connection()
    path = folder / "own.db"
    with sqlite3.connect(path) as target:
        connection.connection.backup(target)
    target.close()
    return str(path)


def _postgresql_copy(shared: str) -> str:
    copy = f"own_{uuid.uuid4().hex[:12]}"
    connections.close_all()
    as_owner(f'CREATE DATABASE "{copy}" TEMPLATE "{shared}"')
    return copy


def drop_database(name: str) -> None:
    """Drop a copy; wait for the server to let go of processes that have just ended.

    The owner may not end those of the application's role.
    """
    began = time.monotonic()
    while True:
        try:
            as_owner(f'DROP DATABASE "{name}" WITH (FORCE)')
        except psycopg.errors.InsufficientPrivilege:
            if time.monotonic() - began > LETS_GO_WITHIN_SECONDS:
                raise
            time.sleep(0.1)
        else:
            return


def as_owner(statement: str, *, database: str = "postgres") -> None:
    """Run one statement as the owner of the tables."""
    names = connection.settings_dict
    with psycopg.connect(
        host=names["HOST"],
        port=names["PORT"],
        user=OWNER_ROLE,
        dbname=database,
        autocommit=True,
    ) as owner:
        owner.execute(statement.encode())


def url_of(name: str) -> str:
    """Return the URL of a database, for the application's role."""
    names = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    host, port = names["HOST"], names["PORT"]
    return f"postgres://{names['USER']}@{host}:{port}/{name}"
