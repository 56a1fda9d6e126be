"""Rows of an XLSX workbook: the values that were saved in it, formulas never run."""

import io
import itertools
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from defusedxml import ElementTree
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from schoolgate.integrations.school_files.archives import Archive
from schoolgate.integrations.school_files.findings import (
    Findings,
    RefusedFileError,
    refusal,
)
from schoolgate.integrations.school_files.limits import MOST_CELLS
from schoolgate.integrations.school_files.sheet_guard import (
    BrokenCells,
    check_counts,
    guard_sheet,
)
from schoolgate.integrations.school_files.tables import Cell, Rows

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
PANIC = "PanicException"
SHEET_FILE = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
SHEET_DATA = b"sheetData"
Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet with something in it."""

    name: str
    _sheet: CalamineSheet
    _broken: BrokenCells

    @property
    def height(self) -> int:
        """How many rows it has, blank ones included."""
        last, _ = self._sheet.end or (0, 0)
        return last + 1

    def rows(self) -> Rows:
        """Yield its rows, numbered as the spreadsheet numbers them."""
        _, first_column = self._sheet.start or (0, 0)
        for number, values in enumerate(self._sheet.iter_rows(), start=1):
            cells = [as_cell(value) for value in values]
            for column, broken in self._broken.get(number, ()):
                if 0 <= column - first_column < len(cells):
                    cells[column - first_column] = broken
            yield number, cells


def is_workbook(archive: Archive) -> bool:
    """Answer whether an archive is an XLSX workbook."""
    return CONTENT_TYPES in archive.names and WORKBOOK in archive.names


def sheets(archive: Archive, data: bytes, findings: Findings) -> list[Sheet]:
    """Return the visible sheets of a workbook that have something in them.

    Raises RefusedFileError for a workbook that is broken or laid out so large that
    reading it would take all memory.
    """
    broken = _looked_through(archive)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = list(_with_content(workbook, broken))
    except BaseException as error:
        # A reader written in Rust panics past Exception where it meets the unthinkable.
        if not isinstance(error, Exception) and type(error).__name__ != PANIC:
            raise
        raise _unreadable(findings.file, type(error).__name__) from None
    hidden = len(workbook.sheet_names) - len(found)
    if hidden:
        findings.note(f"{hidden} hidden, empty or chart sheets were not read.")
    return found


def _unreadable(file: str, why: str) -> RefusedFileError:
    return refusal(
        file,
        f"a workbook that cannot be read ({why})",
        "an XLSX workbook",
        "Open it in a spreadsheet, save it as XLSX or CSV and read that.",
    )


def _looked_through(archive: Archive) -> dict[str, BrokenCells]:
    """Unpack every part once, counting, and look through the sheets, by their names.

    A sheet is looked through wherever it stands, known or not.
    """
    names = sheet_names(archive)
    found: dict[str, BrokenCells] = {}
    cells = 0
    for part in archive.names:
        pieces = check_counts(archive.file, archive.pieces(part))
        first = next(pieces, b"")
        if part in names or SHEET_FILE.fullmatch(part) or SHEET_DATA in first:
            chained = itertools.chain((first,), pieces)
            seen = guard_sheet(archive.file, chained)
            found[names.get(part, part)] = seen.broken
            cells += seen.cells
        if cells > MOST_CELLS:
            raise refusal(
                archive.file,
                f"a workbook of {cells:,} cells, empty ones among them included",
                f"at most {MOST_CELLS:,}",
                "Copy the table into a new workbook, save it and read that.",
            )
        for _ in pieces:
            pass
    return found


def sheet_names(archive: Archive) -> dict[str, str]:
    """Return the name of each sheet by the part that holds it.

    Raises RefusedFileError if the workbook does not say: then nobody could tell whose
    the broken cells are.
    """
    try:
        workbook = ElementTree.fromstring(archive.read(WORKBOOK), forbid_dtd=True)
        relations = ElementTree.fromstring(archive.read(RELATIONS), forbid_dtd=True)
    except (LookupError, ValueError, ElementTree.ParseError):
        raise _unreadable(archive.file, "its list of sheets is broken") from None
    targets = {
        each.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", each.get("Target", ""))
        ).lstrip("/")
        for each in relations.iter()
    }
    return {
        targets.get(next((v for k, v in each.items() if k.endswith("}id")), ""), ""): (
            each.get("name", "")
        )
        for each in workbook.iter()
        if each.tag.endswith("}sheet")
    }


def _with_content(
    workbook: CalamineWorkbook, broken: dict[str, BrokenCells]
) -> Iterator[Sheet]:
    for about in workbook.sheets_metadata:
        is_shown = about.visible == SheetVisibleEnum.Visible
        if is_shown and about.typ == SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(about.name)
            if sheet.start is not None:
                yield Sheet(about.name, sheet, broken.get(about.name, {}))


def as_cell(value: Value) -> Cell:
    """Return a value as a table has it: a day, or the text a person sees."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ")
    return value if isinstance(value, date) else str(value)
