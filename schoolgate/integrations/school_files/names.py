"""Names in one cell, divided into title, given and family name."""

import re

from schoolgate.integrations.school_files.cells import read_name, read_text
from schoolgate.integrations.school_files.findings import CellError
from schoolgate.integrations.school_files.limits import LONGEST_TITLE
from schoolgate.integrations.school_files.tables import Cell

TITLES = {
    "mr": "Mr", "mrs": "Mrs", "ms": "Ms", "miss": "Miss", "mx": "Mx", "dr": "Dr",
    "prof": "Prof", "professor": "Prof", "rev": "Rev", "revd": "Rev",
    "reverend": "Rev", "fr": "Fr", "sir": "Sir", "dame": "Dame", "lord": "Lord",
    "lady": "Lady", "master": "Master", "imam": "Imam", "rabbi": "Rabbi",
}  # fmt: skip
BEGINS_FAMILY_NAME = {
    "van", "von", "de", "da", "dos", "das", "del", "della", "der", "den", "di", "du",
    "la", "le", "al", "el", "bin", "ibn", "bint", "ter", "ten", "ap", "ab", "st",
    "mac", "mc", "ó", "ní", "nic", "o",
}  # fmt: skip
"""Small words with which a family name may begin: van der Berg, Ní Dhuibhir."""
TWO_PEOPLE = re.compile(r"\s(?:&|and|\+)\s|/", re.IGNORECASE)


def read_title(cell: Cell) -> str:
    """Return a title, in its usual form if it is a usual one."""
    text = read_text(cell, longest=LONGEST_TITLE)
    return TITLES.get(text.rstrip(".").casefold(), text)


def read_whole_name(cell: Cell) -> tuple[str, str, str]:
    """Return title, given name and family name of one person.

    "Haddad, Amal" has the family name first. A single name without a title is a given
    name, with a title a family name. A name in a script without spaces stays whole.
    """
    name = read_name(cell)
    if TWO_PEOPLE.search(name):
        raise CellError(
            "the name of one person", "Give each adult columns or a row of their own."
        )
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given:
        title, given = _without_title(given)
        if not title:
            title, family = _without_title(family)
        return title, given, family
    title, rest = _without_title(name)
    given, family = _divided(rest.split())
    if title and not family:
        return title, "", given
    return title, given, family


def _without_title(name: str) -> tuple[str, str]:
    first, _, rest = name.partition(" ")
    title = TITLES.get(first.rstrip(".").casefold(), "")
    return (title, rest.strip()) if title and rest.strip() else ("", name)


def _divided(words: list[str]) -> tuple[str, str]:
    if len(words) < 2:
        return " ".join(words), ""
    for place in range(1, len(words) - 1):
        if words[place].casefold() in BEGINS_FAMILY_NAME:
            return " ".join(words[:place]), " ".join(words[place:])
    return " ".join(words[:-1]), words[-1]
