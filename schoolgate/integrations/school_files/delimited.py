"""Rows of a CSV file: commas, semicolons or tabs, quotes as RFC 4180 has them."""

import csv
import io
import itertools
from collections import Counter
from contextlib import suppress
from typing import Self

from schoolgate.integrations.school_files.encodings import Encoding, encoding_of
from schoolgate.integrations.school_files.findings import Findings
from schoolgate.integrations.school_files.limits import (
    LONGEST_ROW,
    MOST_COLUMNS,
    MOST_ROWS,
)
from schoolgate.integrations.school_files.tables import Rows

DELIMITERS = ",;\t"
ROWS_LOOKED_AT = 20
NAMES_ITS_DELIMITER = "sep="
"""How a spreadsheet is told the delimiter, in a first line of its own."""
LINE_ENDS = (b"\n", b"\r", b"\n\0", b"\r\0")


def delimited_rows(data: bytes, findings: Findings) -> Rows:
    """Yield the rows of a text table.

    Raises RefusedFileError for an encoding that is not known. After a fault of the
    table's own form (a quote, a limit) nothing more is yielded, and the fault says so.
    """
    encoding = encoding_of(findings.file, data)
    _say_what_is_guessed(data, encoding, findings)
    delimiter = _delimiter(data, encoding.name)
    lines = _Lines(data, encoding.name)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    findings.rows = data.count(b"\n")
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            lines.since_row = 0
            if number == 1 and _names_delimiter(cells):
                continue
            fault = _beyond_limits(number, cells)
            if fault:
                findings.fault(number, *fault)
                return
            yield number, cells
    except _RowTooLongError:
        findings.fault(
            number + 1,
            "",
            "a row without end",
            f"at most {LONGEST_ROW:,} letters in a row",
            "Look for a quotation mark that is not closed. This row and everything"
            " after it was not read.",
        )
    except csv.Error:
        findings.fault(
            number + 1,
            "",
            "a quotation mark that is not closed, or letters after one that is",
            "each cell with quotation marks around it has two; one inside is doubled",
            "Correct this row. It and everything after it was not read.",
        )


def _beyond_limits(number: int, cells: list[str]) -> tuple[str, str, str, str] | None:
    do = "Divide the file. This row and everything after it was not read."
    if number > MOST_ROWS:
        return "", "more rows", f"at most {MOST_ROWS:,} rows", do
    if len(cells) > MOST_COLUMNS:
        return "", f"{len(cells)} columns", f"at most {MOST_COLUMNS}", do
    return None


def _say_what_is_guessed(data: bytes, encoding: Encoding, findings: Findings) -> None:
    if encoding.words:
        findings.doubt(
            "The file is not in UTF-8 and was read as Windows-1252.",
            f"Look whether these words are right: {', '.join(encoding.words)}.",
        )
    if not data.endswith(LINE_ENDS):
        findings.doubt(
            "The last row has no line end: the file may be cut off.",
            "Look whether its last row is the last one of the school's own list.",
        )


def _delimiter(data: bytes, encoding: str) -> str:
    """Return the delimiter by which most of the first rows agree on most columns."""
    lines = _Lines(data, encoding)
    first = []
    with suppress(_RowTooLongError):
        for line in itertools.islice(lines, ROWS_LOOKED_AT):
            lines.since_row = 0
            first.append(line)
    if first and first[0].lower().startswith(NAMES_ITS_DELIMITER):
        named = first[0].strip()[len(NAMES_ITS_DELIMITER) :] or "\t"
        return named if named in DELIMITERS else ","
    return max(DELIMITERS, key=lambda each: _agreement(first, each))


def _agreement(lines: list[str], delimiter: str) -> tuple[int, int]:
    try:
        widths = Counter(
            len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells
        )
    except csv.Error:
        return (0, 0)
    divided = {width: times for width, times in widths.items() if width > 1}
    if not divided:
        return (0, 0)
    width, times = max(divided.items(), key=lambda item: (item[1], item[0]))
    return times, width


def _names_delimiter(cells: list[str]) -> bool:
    return bool(cells) and cells[0].lower().startswith(NAMES_ITS_DELIMITER)


class _RowTooLongError(csv.Error):
    """A row that no table of people has; left to grow, it would take all memory."""


class _Lines:
    """The lines of a file for a reader of rows; stops within a row without end."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
        self.since_row = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.since_row += len(line)
        if self.since_row > LONGEST_ROW:
            raise _RowTooLongError
        return line
