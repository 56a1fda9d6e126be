"""Reading a school's file, whatever it is: `read_school_file` is the way in."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import BinaryIO

from schoolgate.integrations.school_files.archives import Archive
from schoolgate.integrations.school_files.delimited import delimited_rows
from schoolgate.integrations.school_files.findings import (
    Findings,
    RefusedFileError,
    quoted,
    refusal,
)
from schoolgate.integrations.school_files.ilr import read_ilr
from schoolgate.integrations.school_files.limits import (
    MEBIBYTE,
    MOST_BYTES,
)
from schoolgate.integrations.school_files.mapping import ColumnMapping, TableKind
from schoolgate.integrations.school_files.oneroster.bundle import (
    is_bundle,
    read_bundle,
)
from schoolgate.integrations.school_files.recognising import (
    WE_TAKE,
    FileKind,
    kind_of,
    stranger,
)
from schoolgate.integrations.school_files.spreadsheets import is_workbook, sheets
from schoolgate.integrations.school_files.staff_tables import (
    read_classes,
    read_staff,
)
from schoolgate.integrations.school_files.student_tables import read_students
from schoolgate.integrations.school_files.table_reading import OpenTable, open_table
from schoolgate.kernel.importing.progress import Tell, tell_nobody
from schoolgate.kernel.roll import Roll

READERS = {
    TableKind.STUDENTS: read_students,
    TableKind.STAFF: read_staff,
    TableKind.CLASSES: read_classes,
}
OPEN_DOCUMENT = "content.xml"
LISTS_SCHOOLS = (b"URN,LA (code)", b"\xef\xbb\xbfURN,LA (code)")


def read_school_file(
    name: str,
    data: bytes | BinaryIO,
    *,
    today: date,
    mapping: ColumnMapping | None = None,
    tell: Tell = tell_nobody,
) -> Roll:
    """Read a school's file into a roll; never raises for what is in the file.

    A file that is refused gives a roll with nothing but the fault that says why.
    `mapping` is what a person said the columns mean; without it, it is proposed. Of a
    table `tell` hears how many rows have been read.
    """
    findings = Findings(_shown(name), tell)
    try:
        roll = _read(findings, _bytes_of(findings.file, data), mapping, today)
    except RefusedFileError as refused:
        return Roll(
            findings.file,
            faults=(refused.fault, *findings.all_faults()),
            doubts=tuple(findings.doubts),
            notes=tuple(findings.notes),
        )
    return replace(
        roll,
        source=roll.source or findings.file,
        faults=findings.all_faults(),
        doubts=tuple(findings.doubts),
        notes=tuple(findings.notes),
    )


def opened_table(name: str, data: bytes | BinaryIO) -> OpenTable | None:
    """Find the table of a file and its header; None for a file without columns.

    Raises RefusedFileError for a file that cannot be read.
    """
    findings = Findings(_shown(name))
    content = _bytes_of(findings.file, data)
    kind = kind_of(findings.file, content)
    if kind is FileKind.ILR:
        return None
    if kind is FileKind.TABLE:
        return open_table(delimited_rows(content, findings), findings)
    archive = Archive(findings.file, content)
    if is_workbook(archive):
        return _best_sheet(archive, content, findings, None)
    if is_bundle(archive):
        return None
    inside = _only_file(archive)
    return opened_table(inside, archive.read(inside))


def _read(
    findings: Findings, data: bytes, mapping: ColumnMapping | None, today: date
) -> Roll:
    kind = kind_of(findings.file, data)
    if kind is FileKind.ILR:
        return read_ilr(data, findings, today=today)
    if kind is FileKind.TABLE:
        rows = delimited_rows(data, findings)
        return _read_table(
            open_table(rows, findings, mapping), mapping, findings, today
        )
    archive = Archive(findings.file, data)
    if is_workbook(archive):
        table = _best_sheet(archive, data, findings, mapping)
        return _read_table(table, mapping, findings, today)
    if is_bundle(archive):
        return read_bundle(archive, findings, today=today)
    inside = _only_file(archive)
    findings.file = f"{findings.file}, {_shown(inside)}"
    return _read(findings, archive.read(inside), mapping, today)


def _read_table(
    table: OpenTable, mapping: ColumnMapping | None, findings: Findings, today: date
) -> Roll:
    if len(table.headers) == 1 and not table.header_score:
        raise stranger(
            findings.file,
            f"text that is no table: it begins {quoted(table.headers[0])}",
            "Choose the file with the students, staff or classes.",
        )
    meaning = mapping or table.proposed()
    roll = READERS[meaning.kind](table, meaning, findings, today=today)
    has_nobody = not (roll.students or roll.staff or roll.classes)
    if has_nobody and not findings.faults:
        findings.fault(
            None,
            "",
            "a header with no rows below it",
            "a row for each person",
            "Export it again; the file may be cut off.",
        )
    return roll


def _best_sheet(
    archive: Archive, data: bytes, findings: Findings, mapping: ColumnMapping | None
) -> OpenTable:
    """Return the sheet whose header is known best; the others are named in a doubt."""
    tables = []
    for sheet in sheets(archive, data, findings):
        with suppress(RefusedFileError):  # a sheet with nothing but spaces
            tables.append((open_table(sheet.rows(), findings, mapping), sheet))
    if not tables:
        raise refusal(
            findings.file, "a workbook with nothing in it", WE_TAKE, "Export it again."
        )
    best, chosen = max(tables, key=lambda each: each[0].header_score)
    findings.rows = chosen.height
    others = [quoted(each.name) for _, each in tables if each is not chosen]
    if others:
        findings.doubt(
            f"Only the sheet {quoted(chosen.name)} was read, not {', '.join(others)}.",
            "If people stand on another sheet too, save it as a file of its own.",
        )
    return best


def _only_file(archive: Archive) -> str:
    """Return the one file of an archive; raises RefusedFileError if it is not so."""
    archive.refuse_archives_inside()
    if OPEN_DOCUMENT in archive.names:
        raise stranger(
            archive.file,
            "an OpenDocument file",
            "Save it as XLSX or CSV.",
        )
    if len(archive.names) == 1:
        return archive.names[0]
    if any(archive.start_of(each).startswith(LISTS_SCHOOLS) for each in archive.names):
        raise stranger(
            archive.file,
            "the Department for Education's list of schools, with no students in it",
            "Export the students of your own school.",
        )
    raise refusal(
        archive.file,
        f"an archive of {len(archive.names)} files"
        f" ({', '.join(archive.names[:3]) or 'none'})",
        "one file in an archive, or a OneRoster bundle with its manifest.csv",
        "Unpack it and choose one file after the other.",
    )


def _bytes_of(file: str, data: bytes | BinaryIO) -> bytes:
    content = data if isinstance(data, bytes) else data.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise refusal(
            file,
            f"more than {MOST_BYTES // MEBIBYTE} MB",
            f"at most {MOST_BYTES // MEBIBYTE} MB",
            "A list of 20,000 students has 10 MB. Export fewer columns, or one year"
            " group at a time.",
        )
    return content


def _shown(name: str) -> str:
    """Return a file's own name, in characters that can be shown."""
    last = PurePath(name.replace("\\", "/")).name[:120]
    shown = "".join(each if each.isprintable() else "?" for each in last)
    return shown or "the file"
