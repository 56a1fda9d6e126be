"""What a file is, told by what is in it, and a word for those that are not taken."""

import codecs
import re
from enum import StrEnum

from schoolgate.integrations.school_files.archives import EMPTY_ZIP, ZIP_START
from schoolgate.integrations.school_files.findings import RefusedFileError, refusal

WE_TAKE = (
    "a CSV or XLSX table with a header, a OneRoster 1.1 or 1.2 CSV bundle, or an ILR"
    " XML file"
)
ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>|\s)*", re.DOTALL)
LOOKED_AT = 4096
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY_STARTS = {
    OLD_OFFICE: (
        "an old Excel workbook (.xls), or one with a password",
        "Open it, take the password off, and save it as XLSX or CSV.",
    ),
    b"%PDF": ("a PDF", "Export the list itself as CSV or XLSX."),
    b"\x89PNG": ("a picture", "Export the list itself as CSV or XLSX."),
    b"\xff\xd8\xff": ("a picture", "Export the list itself as CSV or XLSX."),
    b"7z\xbc\xaf": ("a 7z archive", "Unpack it and choose the file inside."),
    b"Rar!": ("a RAR archive", "Unpack it and choose the file inside."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it and choose the file inside."),
    b"SQLite format 3": ("a database", "Export the list from it as CSV."),
}
ED_FI = (
    "an Ed-Fi interchange file",
    "Schools in the United States exchange it. Export students and contacts as CSV.",
)
XML_ROOTS = {
    "html": (
        "a web page, which some systems save as .xls",
        "Open it in a spreadsheet and save it as XLSX or CSV.",
    ),
    "workbook": (
        "an Excel 2003 XML workbook",
        "Open it in a spreadsheet and save it as XLSX or CSV.",
    ),
    "schema": (
        "a schema (XSD): it says how a file must look, and has no students in it",
        "Choose the file that was made by it.",
    ),
    "ctfile": (
        "a Common Transfer File",
        "It moves single pupils between schools. Export the list of all students.",
    ),
    "manifest": ("a manifest", "Choose the whole archive that it belongs to."),
}


class FileKind(StrEnum):
    """The kinds that have a reader of their own."""

    ARCHIVE = "archive"
    ILR = "ILR file"
    TABLE = "table"


def kind_of(file: str, data: bytes) -> FileKind:
    """Return what a file is; raises RefusedFileError, saying what it is instead."""
    if not data.strip(b"\0 \t\r\n" + codecs.BOM_UTF8):
        raise refusal(file, "an empty file", WE_TAKE, "Export it again.")
    if data.startswith((ZIP_START, EMPTY_ZIP)):
        return FileKind.ARCHIVE
    for start, (what, do) in BINARY_STARTS.items():
        if data.startswith(start):
            raise refusal(file, what, WE_TAKE, do)
    if ZIP_START in data[:LOOKED_AT] and b"\0" in data[:LOOKED_AT]:
        raise refusal(
            file,
            "an archive with something before its beginning: it is damaged",
            WE_TAKE,
            "Download or make the archive again.",
        )
    root = root_of(data)
    if root is None:
        return FileKind.TABLE
    return _xml(file, root)


def root_of(data: bytes) -> str | None:
    """Return the name of an XML file's outermost element, or None if it is no XML.

    It is empty if a document type of the file's own hides it.
    """
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    start = data[:LOOKED_AT].decode(encoding, errors="replace")
    prologue = PROLOGUE.match(start)
    rest = start[prologue.end() :] if prologue else start
    if not rest.startswith("<"):
        return None
    found = ROOT.match(rest)
    return found[1] if found else ""


def _xml(file: str, root: str) -> FileKind:
    if root == "Message":
        return FileKind.ILR
    if not root:
        what, do = "a document type declaration", "Export the file without one."
    elif root.startswith("Interchange"):
        what, do = ED_FI
    else:
        what, do = XML_ROOTS.get(
            root.casefold(),
            (f"XML with the outermost element <{root}>", "Export the list as CSV."),
        )
    raise refusal(file, what, WE_TAKE, do)


def stranger(file: str, what: str, do: str) -> RefusedFileError:
    """Make the refusal of something recognised that is not taken."""
    return refusal(file, what, WE_TAKE, do)
