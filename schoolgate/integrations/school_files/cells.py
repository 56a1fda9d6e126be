"""What one cell says, if it says what its column is for.

Each reader takes a cell that is not blank and returns a value, or raises CellError
with what is allowed. Nothing is evaluated, nothing is guessed, and every script is
kept as it is written.
"""

import re
import unicodedata
from collections.abc import Callable

from schoolgate.integrations.school_files.findings import CellError
from schoolgate.integrations.school_files.limits import (
    LONGEST_GROUP,
    LONGEST_NAME,
    LONGEST_REF,
)
from schoolgate.integrations.school_files.tables import Cell
from schoolgate.kernel.vocabulary import Responsibility

LINE_SPACE = "\t\r\n"
"""Control characters that a cell may have, and that count as a space."""
BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a text show in another order than it is stored in."""
JOINERS = frozenset("\u200c\u200d\u200e\u200f")
"""Not printed, and part of words in Persian, Urdu or Hindi."""
UNSEEN = dict.fromkeys(map(ord, "\u200b\ufeff\xad"))
"""Left out: not seen, part of no word, and pasted in by accident."""
FORMULA_STARTS = ("=", "@")
LOST_LETTERS = re.compile(r"\ufffd|\?\?|^\?$")
SIGNS = {"Sc", "Sm", "So"}
"""Currencies, operators, symbols: in a name, a letter that was read wrongly."""
NO_NAME_SIGN = re.compile(r"[$+<=>|~]")
NO_LABEL = re.compile(r"^\d{4}-\d\d?-\d\d?$|^\d\d?/\d\d?/\d{4}$|\S@\S+\.", re.ASCII)
ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,3}", re.ASCII)
YEAR_NUMBER = re.compile(r"(?i:year|yr|y)?\s*0*(\d{1,2})(?:\.0)?", re.ASCII)
DIVIDER = re.compile(r"[;|\n]")
YES = {"yes", "y", "true", "t", "1", "x", "✓", "✔"}
NO = {"no", "n", "false", "f", "0", "none"}
RESPONSIBILITIES = {
    "parental": Responsibility.PARENTAL,
    "parental responsibility": Responsibility.PARENTAL,
    "care": Responsibility.CARE,
    "daily care": Responsibility.CARE,
    "professional": Responsibility.PROFESSIONAL,
    "professional duty": Responsibility.PROFESSIONAL,
    "none": Responsibility.NONE,
    "no responsibility": Responsibility.NONE,
}


def read_text(cell: Cell, *, longest: int = LONGEST_GROUP) -> str:
    """Return one line of text: single spaces, composed letters (NFC)."""
    if not isinstance(cell, str):
        raise CellError(
            "text", "The spreadsheet made a date of it: type it again as text."
        )
    if not (cell.isascii() and cell.isprintable()):
        cell = _plain(cell)
    text = " ".join(cell.split())
    if text.startswith(FORMULA_STARTS):
        raise CellError("text that is no formula", "Type the value itself.")
    if len(text) > longest:
        raise CellError(f"at most {longest} letters", "Shorten it.")
    return text


def _plain(cell: str) -> str:
    for each in cell:
        if each in BIDI_OVERRIDES or _is_control(each):
            raise CellError(
                f"text without control characters (found U+{ord(each):04X})",
                "Type the cell anew; what is hidden in it may have been pasted.",
            )
    return unicodedata.normalize("NFC", cell.translate(UNSEEN))


def _is_control(each: str) -> bool:
    if each in LINE_SPACE or each in JOINERS or each.isprintable():
        return False
    return unicodedata.category(each) in {"Cc", "Cs", "Co"}


def read_name(cell: Cell) -> str:
    """Return a name or a part of one, as it is written."""
    name = read_text(cell, longest=LONGEST_NAME)
    if LOST_LETTERS.search(name):
        raise CellError(
            "the letters of the name, which some program has lost",
            "Type the name again, and export as “CSV UTF-8” or XLSX.",
        )
    if not any(map(str.isalpha, name)) or "@" in name or "://" in name:
        raise CellError("a name")
    if not name.isascii() or NO_NAME_SIGN.search(name):
        _check_signs(name)
    return name


def _check_signs(name: str) -> None:
    if meant := _meant(name):
        raise CellError(
            f"the letters that were meant, which may be {meant}",
            "The file was saved in one encoding and read in another: export it again"
            " as “CSV UTF-8”.",
        )
    for each in name:
        if unicodedata.category(each) in SIGNS:
            raise CellError(f"a name; {each} is in none, and may be another letter")


def _meant(name: str) -> str:
    """Return what a name was before some program took its UTF-8 for Windows-1252."""
    try:
        return name.encode("cp1252").decode("utf-8") if not name.isascii() else ""
    except UnicodeError:
        return ""


def read_label(cell: Cell, *, longest: int = LONGEST_GROUP) -> str:
    """Return a code or the name of a group; never what clearly is something else."""
    text = read_text(cell, longest=longest)
    if NO_LABEL.search(text):
        raise CellError("a code or a name, no day and no address")
    return text


def read_ref(cell: Cell) -> str:
    """Return an identifier of the source; never one that a spreadsheet has rounded."""
    ref = read_label(cell, longest=LONGEST_REF)
    if ROUNDED.fullmatch(ref):
        raise CellError(
            "all digits of the number",
            "The spreadsheet has rounded it: set the column to text and export again.",
        )
    return ref.removesuffix(".0") if ref[:-2].isdecimal() else ref


def read_year(cell: Cell) -> str:
    """Return a year group: "9" of "Year 9", "Y09" or 9; another word as it is."""
    text = read_label(cell)
    number = YEAR_NUMBER.fullmatch(text)
    return number[1] if number else text


def read_groups(cell: Cell) -> tuple[str, ...]:
    """Return the names of groups, divided by semicolons, bars or lines."""
    return _divided(cell, read_label)


def read_teachers(cell: Cell) -> tuple[str, ...]:
    """Return the codes, addresses or names of teachers, divided as groups are."""
    return _divided(cell, read_text)


def _divided(cell: Cell, read: Callable[[Cell], str]) -> tuple[str, ...]:
    parts = DIVIDER.split(cell) if isinstance(cell, str) else [cell]
    return tuple(dict.fromkeys(read(each) for each in parts if str(each).strip()))


def read_yes(cell: Cell) -> bool:
    """Return whether a cell says yes; a word that is neither yes nor no is a fault."""
    word = read_text(cell).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellError("yes or no")


def read_any_yes(cell: Cell) -> bool:
    """Return whether a cell says anything but no: for warnings, where words count."""
    return not (isinstance(cell, str) and cell.strip().casefold() in NO)


def read_responsibility(cell: Cell) -> Responsibility:
    """Return whether an adult is answerable: yes is parental, no is none.

    Rights follow from it, so nothing but these words is understood.
    """
    word = read_text(cell).casefold()
    if word in RESPONSIBILITIES:
        return RESPONSIBILITIES[word]
    try:
        is_parental = read_yes(cell)
    except CellError:
        raise CellError("yes, no, or parental, care, professional, none") from None
    return Responsibility.PARENTAL if is_parental else Responsibility.NONE
