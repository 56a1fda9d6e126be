"""A table of whatever kind: find its header, then read its rows with a mapping."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from schoolgate.integrations.school_files.findings import Findings, refusal
from schoolgate.integrations.school_files.headers import Sureness, meanings_of
from schoolgate.integrations.school_files.limits import (
    LONGEST_CELL,
    MOST_HEADER_ROWS,
    MOST_SAMPLES,
)
from schoolgate.integrations.school_files.mapping import ColumnMapping, labels
from schoolgate.integrations.school_files.proposing import propose
from schoolgate.integrations.school_files.tables import Cell, Row, Rows, is_blank
from schoolgate.kernel.importing.progress import BETWEEN_TELLINGS, Doing

EVERY_SUBJECT = ("student", "adult", "staff", "class", "school")
INSTRUCTION_STARTS = ("required", "optional", "mandatory")
"""How the cells of a row begin that tells people how to fill in a form."""


@dataclass(frozen=True)
class OpenTable:
    """A table whose header has been found; `rows` are those below it, once."""

    headers: tuple[str, ...]
    header_row: int
    samples: tuple[Sequence[Cell], ...]
    rows: Rows
    header_score: int

    def proposed(self) -> ColumnMapping:
        """Propose what its columns mean."""
        return propose(self.headers, self.samples)


def open_table(
    rows: Rows, findings: Findings, mapping: ColumnMapping | None = None
) -> OpenTable:
    """Find the header among the first rows; raises RefusedFileError if all is blank."""
    first = list(itertools.islice(rows, MOST_HEADER_ROWS + MOST_SAMPLES))
    candidates = [row for row in first[:MOST_HEADER_ROWS] if not is_blank(row[1])]
    if not candidates:
        raise refusal(
            findings.file,
            "no table" if findings.faults else "nothing",
            "a table with a header and a row for each person",
            "Look whether it is the right file, and export it again.",
        )
    score, header = max(
        ((_score(row[1], mapping), row) for row in candidates),
        key=lambda scored: (scored[0], -scored[1][0]),
    )
    number, cells = header
    below = [row for row in first if row[0] > number]
    names = labels(_without_trailing_blanks(cells))
    samples = tuple(cells for _, cells in below if _is_a_line(cells))
    return OpenTable(tuple(names), number, samples, itertools.chain(below, rows), score)


def lines(table: OpenTable, findings: Findings) -> Rows:
    """Yield the rows that say something, each exactly as wide as the header.

    Blank rows are skipped; rows of instructions are skipped and said. A row that is
    shorter or longer than the header is a fault: its cells may stand in wrong columns.
    """
    width = len(table.headers)
    instructions = 0
    if table.header_row > 1:
        findings.note(
            f"The header is row {table.header_row}; nothing above it is read."
        )
    for number, cells in table.rows:
        if number % BETWEEN_TELLINGS == 0:
            findings.tell(Doing.READING, number, max(number, findings.rows))
        if is_blank(cells):
            continue
        if _is_instruction(cells):
            instructions += 1
            continue
        row = _fitted(number, cells, width, findings)
        if row:
            yield row
    if instructions:
        findings.note(f"Rows of instructions that were skipped: {instructions}.")


def _fitted(
    number: int, cells: Sequence[Cell], width: int, findings: Findings
) -> Row | None:
    if len(cells) > width and is_blank(cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        findings.fault(
            number,
            "",
            f"{len(cells)} cells",
            f"{width}, as in the header",
            "A cell is missing or has a delimiter in it: put quotation marks around"
            " such a cell, or correct the row.",
        )
        return None
    for cell in cells:
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            findings.fault(
                number, "", "a very long cell", f"{LONGEST_CELL} letters", "Shorten it."
            )
            return None
    return number, cells


def _score(cells: Sequence[Cell], mapping: ColumnMapping | None) -> int:
    """Count the cells of a row that are known as headers."""
    words = [cell for cell in cells if isinstance(cell, str)]
    if mapping is not None:
        return sum(1 for each in labels(words) if mapping.meaning_of(each))
    return sum(
        any(m.sureness is not Sureness.CHECK for m in meanings_of(each, EVERY_SUBJECT))
        for each in words
    )


def _is_a_line(cells: Sequence[Cell]) -> bool:
    return not is_blank(cells) and not _is_instruction(cells)


def _is_instruction(cells: Sequence[Cell]) -> bool:
    """Answer whether every cell that is filled begins as instructions do."""
    return all(
        isinstance(cell, str)
        and (
            not cell.strip() or cell.lstrip().casefold().startswith(INSTRUCTION_STARTS)
        )
        for cell in cells
    )


def _without_trailing_blanks(cells: Sequence[Cell]) -> Sequence[Cell]:
    width = len(cells)
    while width and not str(cells[width - 1]).strip():
        width -= 1
    return cells[:width]
