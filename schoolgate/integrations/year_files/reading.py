"""Finding out what a file is, and reading a school's year from it."""

import codecs
from datetime import date
from zoneinfo import ZoneInfo

from schoolgate.integrations.year_files.calendars import read_calendar
from schoolgate.integrations.year_files.limits import MOST_BYTES
from schoolgate.integrations.year_files.tables import read_table
from schoolgate.kernel.shapes import Fault
from schoolgate.kernel.year_lines import ReadLines

WANTED = "a CSV table or an iCalendar file (.ics)"
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_year_file(data: bytes, *, name: str, zone: ZoneInfo, on: date) -> ReadLines:
    """Read what a file says about a school's year; never raises for its contents.

    `zone` is the school's, `on` the day of the import: events that repeat are read
    around it. What cannot be read is a fault with file, row, found and allowed.
    """
    if len(data) > MOST_BYTES:
        found, allowed = f"{len(data):,} bytes", f"at most {MOST_BYTES:,}"
        return ReadLines(faults=(Fault(name, found, allowed),))
    if data.startswith(_SPREADSHEETS):
        fault = Fault(name, "a spreadsheet", f"{WANTED}: save it as CSV")
        return ReadLines(faults=(fault,))
    text = _decoded(data)
    if not text.strip() or "\x00" in text:
        found = "nothing" if not text.strip() else "bytes that are no text"
        return ReadLines(faults=(Fault(name, found, WANTED),))
    if "BEGIN:VCALENDAR" in text.upper() or text.upper().startswith("BEGIN:V"):
        return read_calendar(text, name=name, zone=zone, on=on)
    return read_table(text, name=name)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
