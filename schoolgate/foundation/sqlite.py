"""How the embedded database is opened: durable first, quick second."""

from typing import Any

WAL_IS_SOUND_FROM = (3, 51, 3)
"""Older libraries can lose a commit when the write-ahead log is reset under load."""


def sqlite_options(library: tuple[int, ...]) -> dict[str, Any]:
    """Return Django's OPTIONS for SQLite, given the library's version.

    Transactions take the write lock when they begin (IMMEDIATE), so that two writers
    queue instead of failing half way; every commit reaches the disk (FULL).
    """
    journal = "WAL" if library >= WAL_IS_SOUND_FROM else "TRUNCATE"
    return {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            f"PRAGMA journal_mode={journal};"
            "PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;"
        ),
    }
