"""Days as people and programs write them; nothing is guessed."""

import re
from datetime import date

from schoolgate.integrations.school_files.findings import CellError
from schoolgate.integrations.school_files.tables import Cell

ALLOWED = "a day such as 2010-01-31, 31/01/2010 or 31 Jan 2010"
YEAR_FIRST = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?", re.ASCII
)
DAY_FIRST = re.compile(
    r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?", re.ASCII
)
WITH_WORD = re.compile(
    r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[- ]([a-z]{3,9})\.?,?[- ](\d{4})",
    re.ASCII | re.IGNORECASE,
)
TWO_DIGITS = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2}", re.ASCII)
SERIAL = re.compile(r"[1-9]\d{4}(?:\.0)?", re.ASCII)
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
YOUNGEST, OLDEST = 2, 100
"""Years: who is in no school yet, and whose year is a slip of the keyboard."""


class MonthFirstError(CellError):
    """A day that can only be one if the month stands first: the column may be American.

    All its other days are then in doubt too.
    """


def read_day(cell: Cell) -> date:
    """Return a day; day before month unless the year stands first."""
    if isinstance(cell, date):
        return cell
    text = " ".join(cell.split())
    if found := YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := DAY_FIRST.fullmatch(text):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if month > 12 and day <= 12:
            raise MonthFirstError(
                ALLOWED, "The day stands first: write it so, or export with ISO dates."
            )
        return _day(year, month, day)
    if found := WITH_WORD.fullmatch(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    raise CellError(ALLOWED, _advice(text))


def read_birthday(cell: Cell, *, today: date) -> date:
    """Return the birthday of somebody who may be a student today."""
    day = read_day(cell)
    if day > today:
        raise CellError(f"a birthday, on {today.isoformat()} or before")
    age = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    if not YOUNGEST <= age <= OLDEST:
        raise CellError(f"the birthday of somebody aged {YOUNGEST} to {OLDEST}")
    return day


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError(
            f"{ALLOWED}, in the calendar", "There is no such day: correct it."
        ) from None


def _month(word: str) -> int:
    small = word.casefold()
    for number, name in enumerate(MONTHS, start=1):
        if name.startswith(small):
            return number
    raise CellError(ALLOWED)


def _advice(text: str) -> str:
    if TWO_DIGITS.fullmatch(text):
        return "Write the year with four digits."
    if SERIAL.fullmatch(text):
        return "It is a spreadsheet's own number of a day: format the column as dates."
    return "Correct the cell."
