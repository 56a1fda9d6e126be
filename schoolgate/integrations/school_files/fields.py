"""The reader of each field, and the columns of a table made ready to be read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from schoolgate.integrations.school_files.cells import (
    read_any_yes,
    read_groups,
    read_label,
    read_name,
    read_ref,
    read_responsibility,
    read_teachers,
    read_text,
    read_year,
    read_yes,
)
from schoolgate.integrations.school_files.days import read_birthday, read_day
from schoolgate.integrations.school_files.findings import Findings
from schoolgate.integrations.school_files.mapping import ColumnMapping, parts_of
from schoolgate.integrations.school_files.names import read_title, read_whole_name
from schoolgate.integrations.school_files.reaching import read_email, read_phone
from schoolgate.integrations.school_files.relationships import read_relationship
from schoolgate.integrations.school_files.tables import Cell

Read = Callable[[Cell], Any]

READERS: dict[str, Read] = {
    "given_name": read_name,
    "family_name": read_name,
    "preferred_name": read_name,
    "name": read_whole_name,
    "title": read_title,
    "email": read_email,
    "mobile": read_phone,
    "ref": read_ref,
    "form": read_label,
    "year": read_year,
    "classes": read_groups,
    "programme_starts_on": read_day,
    "programme_ends_on": read_day,
    "relationship": read_relationship,
    "responsibility": read_responsibility,
    "is_prime_carer": read_yes,
    "is_named_for_access": read_yes,
    "restriction": read_any_yes,
}
CLASS_READERS: dict[str, Read] = {
    "name": read_label,
    "kind": read_text,
    "subject": read_text,
    "teachers": read_teachers,
}
SCHOOL_READERS: dict[str, Read] = {
    "id": read_text,
    "name": read_text,
    "year": read_text,
}


@dataclass(frozen=True, slots=True)
class ReadyColumn:
    """A column that is used: where it stands, what it means, how its cells are read."""

    index: int
    header: str
    subject: str
    who: str
    field: str
    read: Read


def ready_columns(
    headers: Sequence[str],
    mapping: ColumnMapping,
    findings: Findings,
    *,
    today: date,
) -> list[ReadyColumn]:
    """Return the columns of a table that a mapping uses.

    Notes those that are not used. A meaning that two headers have is a fault, and so
    is a header that the mapping uses and the table lacks.
    """
    ready = []
    for index, header in enumerate(headers):
        column = mapping.meaning_of(header)
        if column is None or not column.is_used:
            why = column.why if column and column.why else "nothing is taken from it"
            findings.note(f"The column “{header}” is not used: {why}.")
            continue
        subject, who, field = parts_of(column.meaning)
        read = _reader(subject, field, today)
        ready.append(ReadyColumn(index, header, subject, who, field, read))
    _fault_what_is_said_twice(headers, mapping, findings)
    _fault_what_is_gone(headers, mapping, findings)
    return ready


def _reader(subject: str, field: str, today: date) -> Read:
    if subject == "class":
        return CLASS_READERS[field]
    if subject == "school":
        return SCHOOL_READERS[field]
    if field == "born_on":
        return partial(read_birthday, today=today)
    return READERS[field]


def _fault_what_is_said_twice(
    headers: Sequence[str], mapping: ColumnMapping, findings: Findings
) -> None:
    here = {header.casefold() for header in headers}
    for meaning, twice in mapping.said_twice().items():
        present = [each for each in twice if each.casefold() in here]
        if len(present) > 1:
            findings.fault(
                None,
                present[1],
                f"the same meaning as “{present[0]}” ({in_words(meaning)})",
                "one column for each meaning",
                "Choose which of the two is used.",
            )


def _fault_what_is_gone(
    headers: Sequence[str], mapping: ColumnMapping, findings: Findings
) -> None:
    here = {header.casefold() for header in headers}
    for column in mapping.columns:
        if column.is_used and column.header.strip().casefold() not in here:
            findings.fault(
                None,
                column.header,
                f"the headers {headers_in_words(headers)}",
                f"“{column.header}” among them, which says {in_words(column.meaning)}",
                "Export with this column, or say anew what the columns mean.",
            )


def in_words(meaning: str) -> str:
    """Say a meaning in words: "parent 1: email"."""
    subject, who, field = parts_of(meaning)
    return f"{who or subject}: {field.replace('_', ' ')}"


def headers_in_words(headers: Sequence[str]) -> str:
    """Name the headers of a table, the first twenty of them."""
    some = [f"“{each}”" for each in headers[:20]]
    more = f" and {len(headers) - 20} more" if len(headers) > 20 else ""
    return ", ".join(some) + more
