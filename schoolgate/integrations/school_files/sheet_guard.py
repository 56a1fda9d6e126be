"""What a worksheet would lead its reader to: looked at before it is read.

The reader lays a sheet out as one rectangle, so that two cells far apart would take
all memory there is; and it shows a formula that failed as an empty cell, which must
not pass for one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from schoolgate.integrations.school_files.findings import quoted, refusal
from schoolgate.integrations.school_files.limits import (
    DEEPEST_XML,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
)
from schoolgate.integrations.school_files.tables import BrokenCell

ROW = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


LONGEST_COUNT = 100
COUNT = re.compile(rb"count\s*=\s*[\"']\s*\+?([0-9]{7,40})", re.IGNORECASE)
BrokenCells = dict[int, list[tuple[int, BrokenCell]]]
"""By row: the column, counted from 0, and what is broken there."""
MOST_BROKEN = 10_000
"""Cells with a failed formula in one sheet; with more it is no list of people."""


class _Guard:
    """Follows the elements of one sheet and remembers the cell it is in."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.broken: BrokenCells = defaultdict(list)
        self.how_many = 0
        self.last_row = self.last_column = 0
        self.depth = 0
        self.row = 0
        self.column = 0
        self.letters = ""
        self.is_error = False
        self.has_formula = False
        self.has_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST_XML:
            raise _refused(self.file, "XML that is nested too deeply")
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._enter(attributes)
        elif tag in {"v", "is"}:
            self.has_value = True
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)
            if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
                raise _refused(
                    self.file,
                    f"something in {self.letters}{self.row}",
                )
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            written = attributes.get("r", str(self.row + 1))
            if not ROW.fullmatch(written):
                raise _refused(self.file, f"a row called {quoted(written)}")
            self.row = int(written)
            self.column = 0

    def end(self, name: str) -> None:
        self.depth -= 1
        if name == "c" or name.endswith(":c"):
            if self.has_formula and not self.has_value:
                self._mark("a formula without its result")
            elif self.is_error and self.has_value:
                self._mark("a formula that failed")

    def _enter(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r")
        if written is not None:
            reference = REFERENCE.fullmatch(written)
            if reference is None:
                raise _refused(self.file, f"a cell called {quoted(written)}")
            self.letters = reference[1]
            self.column = _column(self.letters)
            self.row = int(reference[2])
        else:
            self.column += 1
            self.letters = f"column {self.column}, row "
        self.is_error = attributes.get("t") == "e"
        self.has_formula = self.has_value = False

    def _mark(self, what: str) -> None:
        self.broken[self.row].append((self.column - 1, BrokenCell(what)))
        self.how_many += 1
        if self.how_many > MOST_BROKEN:
            raise _refused(self.file, f"more than {MOST_BROKEN:,} failed formulas")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in a sheet: its broken cells, and the cells of its rectangle."""

    broken: BrokenCells
    cells: int


def guard_sheet(file: str, pieces: Iterator[bytes]) -> Seen:
    """Look through one sheet before it is read.

    Raises RefusedFileError if it must not be read.
    """
    guard = _Guard(file)
    parser = expat.ParserCreate()
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_doctype(file)
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 (expat takes it by place)
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, LookupError):  # the second: an encoding nobody knows
        raise _refused(file, "a sheet that is broken") from None
    return Seen(guard.broken, guard.last_row * guard.last_column)


def _refuse_doctype(file: str) -> None:
    raise _refused(file, "a document type declaration in a sheet")


def check_counts(file: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pass a part on; raises RefusedFileError if it announces more than there can be.

    The reader sets memory aside for as many texts as a workbook says it has, before it
    has seen one.
    """
    end = b""
    for piece in pieces:
        for announced in COUNT.finditer(end + piece):
            if int(announced[1]) > MOST_CELLS:
                raise _refused(file, f"a count of {quoted(announced[1].decode())}")
        end = piece[-LONGEST_COUNT:]
        yield piece


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refused(file: str, found: str) -> Exception:
    return refusal(
        file,
        found,
        f"sheets of at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns",
        "Copy the table into a new workbook, save it and read that.",
    )
