"""Proposing what the columns of a table mean, from their headers and some rows."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from schoolgate.integrations.school_files.header_words import (
    FIELDS,
    ONLY_A_STUDENT_HAS,
)
from schoolgate.integrations.school_files.headers import (
    Meaning,
    Sureness,
    meanings_of,
    plain,
    why_not_taken,
)
from schoolgate.integrations.school_files.mapping import (
    Column,
    ColumnMapping,
    TableKind,
    labels,
    parts_of,
)
from schoolgate.integrations.school_files.tables import Cell

SUBJECTS_OF = {
    TableKind.STUDENTS: ("student", "adult", "school"),
    TableKind.STAFF: ("staff", "school"),
    TableKind.CLASSES: ("class", "school"),
}
NAMES = {"given_name", "family_name", "name"}
SEVERAL_ARE_USUAL = {"student.ref", "student.year", "student.form", "class.name"}
"""Exports often have a few of these side by side; the word named first is taken."""
SURENESS_RANK = [Sureness.KNOWN, Sureness.LIKELY, Sureness.CHECK]
UNKNOWN = "its header is not known"
WHOSE = "its header does not say whose it is"
LOOKS_RIGHT: dict[str, Callable[[str], bool]] = {
    "email": lambda text: "@" in text,
    "mobile": lambda text: sum(map(str.isdigit, text)) >= 5,
    "born_on": lambda text: bool(re.search(r"\d", text)),
    "given_name": lambda text: not re.search(r"[@\d]", text),
    "family_name": lambda text: not re.search(r"[@\d]", text),
}


def propose(
    headers: Sequence[object], sample_rows: Sequence[Sequence[Cell]] = ()
) -> ColumnMapping:
    """Propose a mapping for a table with these headers.

    A column whose sample cells do not look like what its header says is marked to be
    checked. Of several columns for one meaning the surest is taken; if two are equally
    sure both stand, which is a fault until a person chooses.
    """
    kind = _kind(headers)
    meanings = [
        next(iter(meanings_of(str(each), SUBJECTS_OF[kind])), None) for each in headers
    ]
    if kind is TableKind.STUDENTS:
        meanings = _with_adults_named(headers, meanings)
    columns = [
        _column(label, str(header), meaning)
        for label, header, meaning in zip(
            labels(headers), headers, meanings, strict=True
        )
    ]
    checked = [
        _checked(column, [row[index] for row in sample_rows if index < len(row)])
        for index, column in enumerate(columns)
    ]
    return ColumnMapping(kind, tuple(_one_for_each(checked)))


def _kind(headers: Sequence[object]) -> TableKind:
    words = [str(each) for each in headers]
    as_students = [m for each in words for m in meanings_of(each, ("student",))[:1]]
    as_classes = {m.field for each in words for m in meanings_of(each, ("class",))[:1]}
    as_staff = [m for each in words for m in meanings_of(each, ("staff",))[:1]]
    if any(m.of or m.field == "born_on" for m in as_students):
        return TableKind.STUDENTS
    if any(m.of.startswith(("staff", "employee")) for m in as_staff) and any(
        m.field in NAMES for m in as_staff
    ):
        return TableKind.STAFF
    names = {m.field for m in as_students if not m.of} & {"given_name", "family_name"}
    if "name" in as_classes and len(as_classes) > 1 and not names:
        return TableKind.CLASSES
    if any(m.field in ONLY_A_STUDENT_HAS for m in as_students):
        return TableKind.STUDENTS
    if any(m.field in NAMES for m in as_staff) and any(
        m.field in {"email", "ref", "title"} for m in as_staff
    ):
        return TableKind.STAFF
    return TableKind.STUDENTS


def _with_adults_named(
    headers: Sequence[object], meanings: list[Meaning | None]
) -> list[Meaning | None]:
    """Settle whose the columns are that name nobody.

    Beside "Pupil name", a plain "Forename" is the adult's. A plain "Email" belongs to
    the one adult of the table, and to nobody if there are two or none.
    """
    found = list(meanings)
    is_child_named = any(
        m and m.subject == "student" and m.of and m.field in NAMES for m in found
    )
    for index, meaning in enumerate(found):
        if meaning and is_child_named and meaning.field in NAMES and not meaning.of:
            adult = next(iter(meanings_of(str(headers[index]), ("adult",))), None)
            found[index] = adult and replace(adult, sureness=Sureness.CHECK)
    adults = [m for m in found if m and m.subject == "adult"]
    named = {m.of for m in adults if m.of}
    speaks_of_one = any(m.field in {*NAMES, "relationship"} for m in adults)
    only = named.pop() if len(named) == 1 else ""
    if not only and not named and speaks_of_one:
        only = "contact"
    return [
        replace(m, of=only) if m and m.subject == "adult" and not m.of else m
        for m in found
    ]


def _column(label: str, header: str, meaning: Meaning | None) -> Column:
    if meaning is None:
        return Column(label, why=why_not_taken(header) or UNKNOWN)
    if meaning.subject == "adult":
        if not meaning.of:
            return Column(label, why=WHOSE)
        return Column(label, f"adult.{meaning.of}.{meaning.field}", meaning.sureness)
    return Column(label, f"{meaning.subject}.{meaning.field}", meaning.sureness)


def _checked(column: Column, cells: list[Cell]) -> Column:
    looks_right = LOOKS_RIGHT.get(parts_of(column.meaning)[2])
    filled = [cell for cell in cells if isinstance(cell, date) or cell.strip()]
    if looks_right is None or not filled:
        return column
    right = sum(isinstance(cell, date) or looks_right(cell) for cell in filled)
    if right * 2 >= len(filled):
        return column
    return replace(column, sureness=Sureness.CHECK)


def _one_for_each(columns: list[Column]) -> list[Column]:
    best: dict[str, Column] = {}
    for column in columns:
        known = best.get(column.meaning)
        if column.meaning and (known is None or _rank(column) < _rank(known)):
            best[column.meaning] = column
    return [
        Column(each.header, why=f"“{best[each.meaning].header}” says it already")
        if each.meaning and _rank(best[each.meaning]) < _rank(each)
        else each
        for each in columns
    ]


def _rank(column: Column) -> tuple[int, int]:
    place = 0
    if column.meaning in SEVERAL_ARE_USUAL:
        subject, _, field = parts_of(column.meaning)
        words = [each.strip() for each in re.split(r"[,|]", FIELDS[subject][field])]
        header = plain(column.header)
        place = words.index(header) if header in words else len(words)
    return SURENESS_RANK.index(column.sureness), place
