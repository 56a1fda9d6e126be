"""Files for these tests, made or found: bytes in, and the roll that comes of them."""

import csv
import io
import os
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from schoolgate.integrations.school_files.mapping import ColumnMapping
from schoolgate.integrations.school_files.reading import read_school_file
from schoolgate.kernel.roll import Roll

TODAY = date(2026, 11, 23)
PROJECT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("SHARED_DIR", PROJECT.parent / "shared"))
CASES = SHARED / "cases"
HEADERS = ["UPN", "Forename", "Surname", "DOB", "Reg", "Year"]
AMAL = ["H1", "Amal", "Haddad", "2013-05-14", "9B", "9"]
YUSUF = ["H2", "Yusuf", "Haddad", "2015-02-03", "7A", "7"]


def read(
    data: bytes, name: str = "list.csv", mapping: ColumnMapping | None = None
) -> Roll:
    """Read a file as somebody would on the day the cast lives."""
    return read_school_file(name, data, today=TODAY, mapping=mapping)


def table(*rows: list[str], encoding: str = "utf-8") -> bytes:
    """Return rows as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(*rows: Sequence[Any], **more: Sequence[Sequence[Any]]) -> bytes:
    """Return rows as a workbook: days as days; further sheets by name."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"default_date_format": "dd/mm/yyyy"})
    for name, lines in {"List": list(rows), **more}.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell)
                elif isinstance(cell, tuple):
                    sheet.write_formula(number, column, cell[0], None, cell[1])
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write(number, column, cell)
    book.close()
    return data.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    """Return files as a zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


def cases(folder: str) -> Path:
    """Return a folder of published files; skips the test where they are not."""
    found = CASES / folder
    if not found.is_dir():
        pytest.skip(f"NOT RUN: no published files in {found}; set SHARED_DIR")
    return found
