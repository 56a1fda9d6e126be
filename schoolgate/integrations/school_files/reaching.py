"""How somebody is reached: e-mail addresses and phone numbers, as people write them."""

import re

from schoolgate.integrations.school_files.cells import read_text
from schoolgate.integrations.school_files.findings import CellError
from schoolgate.integrations.school_files.limits import LONGEST_EMAIL
from schoolgate.integrations.school_files.tables import Cell

EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]{1,64}"
    r"@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_][\w-]{0,61}[^\W_]"
)
MAILTO = "mailto:"
PHONE_SIGNS = re.compile(r"[\s().\-–/]+")
A_DAY = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4}", re.ASCII)
PHONE = re.compile(r"\+?[0-9]{7,15}", re.ASCII)
LOST_ZERO = re.compile(r"7[0-9]{9}", re.ASCII)
"""A mobile number of the United Kingdom that a spreadsheet took for a number."""


def read_email(cell: Cell) -> str:
    """Return an address with its domain in small letters."""
    text = read_text(cell, longest=LONGEST_EMAIL + len(MAILTO))
    if text.casefold().startswith(MAILTO):
        text = text[len(MAILTO) :]
    name, _, domain = text.rpartition("@")
    is_dotted_well = not name.startswith(".") and not name.endswith(".")
    if not EMAIL.fullmatch(text) or ".." in text or not is_dotted_well:
        raise CellError("one e-mail address such as leila@family.example")
    return f"{name}@{domain.lower()}"


def read_phone(cell: Cell) -> str:
    """Return a phone number: its digits, with the + it began with.

    A UK number may be written nationally. 0044 is +44, and "(0)" after +44 is left out.
    """
    text = read_text(cell)
    digits = PHONE_SIGNS.sub("", text.replace("(0)", "")).removesuffix("\u200e")
    if not PHONE.fullmatch(digits) or A_DAY.fullmatch(text):
        raise CellError("a phone number of 7 to 15 digits, such as 07700 900123")
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def lost_its_zero(phone: str) -> bool:
    """Answer whether a spreadsheet has taken the first 0 of a UK mobile away."""
    return LOST_ZERO.fullmatch(phone) is not None
