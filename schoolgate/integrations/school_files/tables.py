"""A table as every reader gives it: numbered rows of cells, nothing interpreted yet."""

from collections.abc import Iterator, Sequence
from datetime import date

Cell = str | date
"""What stands in a cell: text, or a day that a spreadsheet marked as one."""


class BrokenCell(str):
    """A formula that failed or has no result: its text says so, and is no value."""

    __slots__ = ()


Row = tuple[int, Sequence[Cell]]
"""The number a spreadsheet shows beside the row, and its cells."""
Rows = Iterator[Row]


def is_blank(cells: Sequence[Cell]) -> bool:
    """Answer whether nothing stands in a row."""
    return not any(not isinstance(cell, str) or cell.strip() for cell in cells)
