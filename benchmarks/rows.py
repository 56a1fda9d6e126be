"""One line of the table, and the table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure, and the limit it is held to, if there is one."""

    what: str
    figure: float | None
    unit: str
    on: str = ""
    """The database, where it makes a difference."""
    limit: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Say whether the limit is met; a figure without a limit is only told."""
        if self.figure is None or self.limit is None:
            return ""
        return "met" if self.figure <= self.limit else "NOT MET"

    def cells(self) -> tuple[str, ...]:
        """Return the line in its columns."""
        figure = "not run" if self.figure is None else _short(self.figure)
        limit = "" if self.limit is None else f"at most {_short(self.limit)}"
        return (
            self.what, self.on, figure, self.unit, limit, self.verdict, self.note
        )  # fmt: skip


HEADINGS = ("what", "on", "figure", "unit", "limit", "", "note")


def table(rows: Sequence[Row]) -> str:
    """Return the rows under each other, in columns as wide as they need."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[each]) for line in lines) for each in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _short(figure: float) -> str:
    return (
        f"{figure:,.0f}" if figure >= 100 or figure == int(figure) else f"{figure:.2f}"
    )
