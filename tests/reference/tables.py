"""Markdown that every page needs."""

from collections.abc import Iterable


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; a bar inside a cell is escaped."""
    names = list(heads)
    return "\n".join([row(names), row(["---"] * len(names)), *map(row, rows)]) + "\n"


def row(cells: Iterable[str]) -> str:
    """Return one row of a table."""
    return f"| {' | '.join(each.replace('|', '&#124;') for each in cells)} |"
