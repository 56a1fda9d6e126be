"""Reading the cells of a row by its columns, and seeing when a row has slipped."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from schoolgate.integrations.school_files.days import MonthFirstError
from schoolgate.integrations.school_files.fields import ReadyColumn
from schoolgate.integrations.school_files.findings import (
    CellError,
    Findings,
    quoted,
    rows_in_words,
)
from schoolgate.integrations.school_files.tables import BrokenCell, Cell

Values = dict[str, Any]
"""What a row says, by field; a blank cell says nothing and is absent."""

LOOKS = (
    ("an e-mail address", re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
    ("a day", re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{4}", re.ASCII)),
    ("a phone number", re.compile(r"\+?[\d ()-]{9,20}", re.ASCII)),
)
WANTED = {
    "email": "an e-mail address",
    "mobile": "a phone number",
    "born_on": "a day",
    "programme_starts_on": "a day",
    "programme_ends_on": "a day",
}
PUT_THE_VALUE = "Open the workbook, put the value there, save it and read it again."
COUNTS_AS_SLIPPED = {*WANTED, "given_name", "family_name", "name", "preferred_name"}


class RowReader:
    """Reads rows by their columns; faults go to the findings, slips are remembered.

    `has_fault` and `at_fault` (subject and field) are of the row read last.
    """

    def __init__(self, columns: Sequence[ReadyColumn], findings: Findings) -> None:
        self.columns = columns
        self.findings = findings
        self.has_fault = False
        self.at_fault: set[tuple[str, str]] = set()
        self._slipped: list[int] = []
        self._month_first: dict[str, tuple[int, Cell]] = {}

    def read(self, number: int, cells: Sequence[Cell]) -> dict[tuple[str, str], Values]:
        """Return what a row says, for each subject and who."""
        self.has_fault = False
        self.at_fault.clear()
        said: dict[tuple[str, str], Values] = {}
        for column in self.columns:
            cell = cells[column.index]
            if not cell or (isinstance(cell, str) and not cell.strip()):
                continue
            try:
                value = column.read(_unbroken(cell))
            except CellError as error:
                self._fault(number, column, cell, error)
                continue
            key = (column.subject, column.who)
            if key in said:
                said[key][column.field] = value
            else:
                said[key] = {column.field: value}
        return said

    def fault(
        self, number: int, column: str, found: object, allowed: str, do: str
    ) -> None:
        """Add a fault of the row as a whole."""
        self.has_fault = True
        self.findings.fault(number, column, quoted(found), allowed, do)

    def finish(self) -> bool:
        """Say what the rows together show; return whether their days can be trusted."""
        if self._slipped:
            self.findings.doubt(
                "A column seems to have shifted.",
                f"In {rows_in_words(self._slipped)} something stands where something"
                " else belongs, such as a day in place of an e-mail address.",
            )
        for header, (row, cell) in self._month_first.items():
            self.findings.fault(
                None,
                header,
                f"{quoted(cell)} in row {row}, which has the month first",
                "the day first in every row",
                "All days of this column may be the wrong way round, so no row is"
                " taken. Export them as 2010-01-31.",
            )
        return not self._month_first

    def _fault(
        self, number: int, column: ReadyColumn, cell: Cell, error: CellError
    ) -> None:
        self.has_fault = True
        self.at_fault.add((column.subject, column.field))
        self.findings.fault(
            number, column.header, quoted(cell), error.allowed, error.do
        )
        looks = looks_like(cell)
        if column.field in COUNTS_AS_SLIPPED and looks not in {
            "",
            WANTED.get(column.field, ""),
        }:
            self._slipped.append(number)
        if isinstance(error, MonthFirstError):
            self._month_first.setdefault(column.header, (number, cell))


def _unbroken(cell: Cell) -> Cell:
    if isinstance(cell, BrokenCell):
        raise CellError("a value", PUT_THE_VALUE)
    return cell


def looks_like(cell: Cell) -> str:
    """Say what a cell looks like, if it looks like one of a few things."""
    if isinstance(cell, date):
        return "a day"
    text = cell.strip()
    return next((what for what, form in LOOKS if form.fullmatch(text)), "")
