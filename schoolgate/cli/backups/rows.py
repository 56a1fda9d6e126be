"""Rows on their way out and back in, in one form for SQLite and PostgreSQL.

A line is a JSON list, one value a column: whole numbers, texts, 0 and 1 for no and yes,
moments in UTC as `2026-11-23 10:00:00`. Bytes travel beside the lines, and the line has
their number. The same rows give the same bytes from either database, so their SHA-256
can be compared.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from schoolgate.cli.backups.tables import Column, Table

Row = tuple[Any, ...]
Source = Callable[[Table], Iterator[Row]]
PART_BYTES = 2 * 2**20

_POSTGRESQL = {
    "int": ("{}::int8", "int8"),
    "bool": ("{}::int::int8", "int8"),
    "float": ("{}::float8", "float8"),
    "text": ("{}::text", "text"),
    "json": ("{}::text", "text"),
    "uuid": ("replace({}::text, '-', '')", "text"),
    "inet": ("host({})", "text"),
    "date": ("to_char({}, 'YYYY-MM-DD')", "text"),
    "time": ("replace(to_char({}, 'HH24:MI:SS.US'), '.000000', '')", "text"),
    "datetime": (
        (
            "replace(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),"
            " '.000000', '')"
        ),
        "text",
    ),
    "binary": ("{}", "bytea"),
}
"""By kind: what makes a column come as SQLite keeps it, and the type that is then."""


@dataclass
class Tally:
    """How many rows a table has, and the SHA-256 of all of them in their order."""

    rows: int = 0
    sum: Any = field(default_factory=hashlib.sha256)

    def as_json(self) -> dict[str, Any]:
        """Return it as it stands in a backup."""
        return {"rows": self.rows, "sha256": self.sum.hexdigest()}


@dataclass(frozen=True)
class Part:
    """Some rows of a table: their lines, and the bytes that stand beside them."""

    lines: bytes
    beside: bytes


def sqlite_rows(database: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """Yield a table's rows, as sqlite3 has them.

    The plus leaves a value as it is stored: Django's connection would make dates of it.
    """
    names = ", ".join(f'+"{column.name}"' for column in table.columns)
    yield from database.execute(
        f'SELECT {names} FROM "{table.name}" ORDER BY "{table.key}"'  # noqa: S608 (names from the migrations)
    )


def postgresql_rows(table: Table) -> Iterator[Row]:
    """Yield a table's rows, one at a time off the wire."""
    shown = [_POSTGRESQL[column.kind][0] for column in table.columns]
    names = ", ".join(
        expression.format(f'"{column.name}"')
        for expression, column in zip(shown, table.columns, strict=True)
    )
    query = f'SELECT {names} FROM "{table.name}" ORDER BY "{table.key}"'  # noqa: S608
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT BINARY)") as copy,
    ):
        copy.set_types([_POSTGRESQL[column.kind][1] for column in table.columns])
        yield from copy.rows()


def live_rows(table: Table) -> Iterator[Row]:
    """Yield a table's rows from the database in use."""
    if connection.vendor == "postgresql":
        return postgresql_rows(table)
    connection.ensure_connection()
    return sqlite_rows(connection.connection, table)


def parts_of(table: Table, rows: Iterable[Row], tally: Tally) -> Iterator[Part]:
    """Yield a table's rows in parts of bounded size, and count and sum them."""
    encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
    plain = _portable(table.columns)
    lines: list[str] = []
    beside: list[bytes] = []
    size = 0
    for row in rows:
        before = len(beside)
        lines.append(encode(plain(row, beside) if plain else row))
        size += len(lines[-1]) + sum(map(len, beside[before:]))
        tally.rows += 1
        if size >= PART_BYTES:
            yield _part(lines, beside, tally)
            size = 0
    if lines:
        yield _part(lines, beside, tally)


def rows_in(table: Table, lines: bytes, beside: bytes) -> Iterator[list[Any]]:
    """Yield the rows of a part again, with their bytes."""
    apart = _indexes(table.columns, "binary")
    start = 0
    for line in lines.splitlines():
        row = json.loads(line)
        for index in apart:
            if row[index] is not None:
                end = start + row[index]
                row[index], start = beside[start:end], end
        yield row


def put_rows(table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows into the database in use, in the caller's transaction."""
    if connection.vendor == "postgresql":
        _copy_in(table, rows)
        return
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    connection.connection.executemany(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608
        rows,
    )


def _copy_in(table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Copy beside the table, then insert: row-level security allows no COPY into it."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMP TABLE incoming (LIKE "{table.name}")')
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f'INSERT INTO "{table.name}" ({names}) SELECT {names} FROM incoming'  # noqa: S608
        )
        cursor.execute("DROP TABLE incoming")


def _part(lines: list[str], beside: list[bytes], tally: Tally) -> Part:
    """Close a part: sum it, and empty the lists for the next."""
    part = Part(("\n".join(lines) + "\n").encode(), b"".join(beside))
    tally.sum.update(part.lines)
    tally.sum.update(part.beside)
    lines.clear()
    beside.clear()
    return part


def _portable(
    columns: Sequence[Column],
) -> Callable[[Row, list[bytes]], Row] | None:
    """Return what makes a row portable and puts its bytes apart, if anything has to."""
    documents, apart = _indexes(columns, "json"), _indexes(columns, "binary")
    if not documents and not apart:
        return None

    def plain(row: Row, beside: list[bytes]) -> Row:
        values = list(row)
        for index in documents:
            if values[index] is not None:
                values[index] = _same_document(values[index])
        for index in apart:
            if values[index] is not None:
                beside.append(bytes(values[index]))
                values[index] = len(beside[-1])
        return tuple(values)

    return plain


def _same_document(text: str) -> str:
    """Write JSON in one way: each database keeps its keys in an order of its own."""
    return json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))


def _indexes(columns: Sequence[Column], kind: str) -> list[int]:
    return [index for index, column in enumerate(columns) if column.kind == kind]
