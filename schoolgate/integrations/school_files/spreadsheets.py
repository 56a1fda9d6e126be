"""Rows of an XLSX workbook: the values that were saved in it, formulas never run."""

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from schoolgate.integrations.school_files.archives import Archive
from schoolgate.integrations.school_files.findings import Findings, refusal
from schoolgate.integrations.school_files.sheet_guard import guard_sheet
from schoolgate.integrations.school_files.tables import Cell, Rows

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
SHEET_FILE = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
SHEET_DATA = b"sheetData"
Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet with something in it."""

    name: str
    _sheet: CalamineSheet

    def rows(self) -> Rows:
        """Yield its rows, numbered as the spreadsheet numbers them."""
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            yield number, [as_cell(value) for value in cells]


def is_workbook(archive: Archive) -> bool:
    """Answer whether an archive is an XLSX workbook."""
    return CONTENT_TYPES in archive.names and WORKBOOK in archive.names


def sheets(archive: Archive, data: bytes, findings: Findings) -> list[Sheet]:
    """Return the visible sheets of a workbook that have something in them.

    Raises RefusedFileError for a workbook that is broken or laid out so large that
    reading it would take all memory.
    """
    for part in archive.names:
        _guard(archive, part, findings)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = list(_with_content(workbook))
    except (CalamineError, OSError, ValueError) as error:
        raise refusal(
            findings.file,
            f"a workbook that cannot be read ({type(error).__name__})",
            "an XLSX workbook",
            "Open it in a spreadsheet, save it as XLSX or CSV and read that.",
        ) from None
    hidden = len(workbook.sheet_names) - len(found)
    if hidden:
        findings.note(f"{hidden} hidden, empty or chart sheets were not read.")
    return found


def _guard(archive: Archive, part: str, findings: Findings) -> None:
    """Unpack a part once, counting; a sheet, wherever it stands, is looked through."""
    pieces = archive.pieces(part)
    first = next(pieces, b"")
    if SHEET_FILE.fullmatch(part) or SHEET_DATA in first:
        guard_sheet(itertools.chain((first,), pieces), findings)
    for _ in pieces:
        pass


def _with_content(workbook: CalamineWorkbook) -> Iterator[Sheet]:
    for about in workbook.sheets_metadata:
        is_shown = about.visible == SheetVisibleEnum.Visible
        if is_shown and about.typ == SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(about.name)
            if sheet.start is not None:
                yield Sheet(about.name, sheet)


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
