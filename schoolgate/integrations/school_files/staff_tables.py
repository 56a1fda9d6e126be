"""Tables of staff, and of classes with who teaches them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from schoolgate.integrations.school_files.fields import (
    ReadyColumn,
    headers_in_words,
    ready_columns,
)
from schoolgate.integrations.school_files.findings import Findings
from schoolgate.integrations.school_files.headers import plain
from schoolgate.integrations.school_files.mapping import ColumnMapping
from schoolgate.integrations.school_files.rows import RowReader, Values
from schoolgate.integrations.school_files.student_rows import name_divided
from schoolgate.integrations.school_files.table_reading import OpenTable, lines
from schoolgate.kernel.roll import CLASS, FORM, ClassLine, Part, Place, Roll, StaffLine

FORM_WORDS = {"form", "tutor", "registration", "reg", "homeroom"}
NAMES = {"given_name", "family_name", "name"}


def read_staff(
    table: OpenTable, mapping: ColumnMapping, findings: Findings, *, today: date
) -> Roll:
    """Read a table of staff; the same person twice is one, if the rows agree.

    Where it says which classes they teach or which form they have, so does the roll.
    """
    says = frozenset({Part.STAFF})
    columns = _columns(table, mapping, findings, NAMES, today)
    if not columns:
        return Roll("", says=says)
    reader = RowReader(columns, findings)
    found: dict[tuple[str, ...], StaffLine] = {}
    contested: set[tuple[str, ...]] = set()
    teaching: list[tuple[tuple[str, ...], ClassLine]] = []
    for place, said in _rows(reader, table, "staff", findings):
        line = _staff_line(name_divided(said), place)
        if not line.given_name and not line.family_name:
            reader.fault(place.row, "name", "", "a name", "Fill it in.")
            continue
        name = (line.given_name, line.family_name, line.email)
        key: tuple[str, ...] = (line.ref,) if line.ref else name
        before = found.setdefault(key, line)
        if name != (before.given_name, before.family_name, before.email):
            contested.add(key)
            reader.fault(
                place.row,
                "",
                f"{line.given_name} {line.family_name} with the code {line.ref}",
                f"a code of their own; row {before.place.row} has it for another",
                "Correct one of the two.",
            )
        teaching += [(key, each) for each in _taught_by(before, said, place)]
    reader.finish()
    staff = tuple(line for key, line in found.items() if key not in contested)
    classes: dict[tuple[str, str], ClassLine] = {}
    for key, each in teaching:
        if key not in contested:
            named = (each.kind, each.name.casefold())
            classes[named] = _merged(classes.get(named), each)
    parts = {Part.STAFF, Part.CLASSES} if classes else says
    taught = tuple(classes.values())
    return Roll("", staff=staff, classes=taught, says=frozenset(parts))


def _taught_by(line: StaffLine, said: Values, place: Place) -> Iterator[ClassLine]:
    """Yield the classes and the form that a row has beside somebody."""
    who = line.ref or line.email or f"{line.given_name} {line.family_name}"
    for name in said.get("classes", ()):
        yield ClassLine(name, CLASS, "", (who,), place)
    if said.get("form"):
        yield ClassLine(said["form"], FORM, "", (who,), place)


def _merged(before: ClassLine | None, line: ClassLine) -> ClassLine:
    """Return a class as two rows have it together, with all its teachers."""
    if before is None:
        return line
    return replace(
        line,
        subject=line.subject or before.subject,
        teachers=tuple(dict.fromkeys(before.teachers + line.teachers)),
        place=before.place,
    )


def _staff_line(values: Values, place: Place) -> StaffLine:
    return StaffLine(
        values.get("ref", ""),
        values.get("title", ""),
        values.get("given_name", ""),
        values.get("family_name", ""),
        values.get("email", ""),
        place,
    )


def read_classes(
    table: OpenTable, mapping: ColumnMapping, findings: Findings, *, today: date
) -> Roll:
    """Read a table of classes; rows of one class are one line with all its teachers."""
    says = frozenset({Part.CLASSES})
    columns = _columns(table, mapping, findings, {"name"}, today)
    if not columns:
        return Roll("", says=says)
    reader = RowReader(columns, findings)
    headed = {each.field: each.header for each in columns}
    found: dict[str, ClassLine] = {}
    for place, values in _rows(reader, table, "class", findings):
        name = values.get("name", "")
        if not name:
            reader.fault(place.row, headed["name"], "", "a name", "Fill it in.")
            continue
        line = ClassLine(
            name,
            _kind(values.get("kind", ""), headed["name"]),
            values.get("subject", ""),
            values.get("teachers", ()),
            place,
        )
        found[name.casefold()] = _merged(found.get(name.casefold()), line)
    return Roll("", classes=tuple(found.values()), says=says)


def _rows(
    reader: RowReader, table: OpenTable, subject: str, findings: Findings
) -> Iterator[tuple[Place, Values]]:
    """Yield what each row without a fault says."""
    for number, cells in lines(table, findings):
        said = reader.read(number, cells)
        if not reader.has_fault:
            yield Place(findings.file, number), said.get((subject, ""), {})


def _columns(
    table: OpenTable,
    mapping: ColumnMapping,
    findings: Findings,
    wanted: set[str],
    today: date,
) -> list[ReadyColumn]:
    """Return the columns that are used; none if they cannot be, which is a fault."""
    before = findings.how_many
    columns = ready_columns(table.headers, mapping, findings, today=today)
    if not wanted & {each.field for each in columns}:
        findings.fault(
            table.header_row,
            "",
            f"the headers {headers_in_words(table.headers)}",
            "a column with the name",
            "Export with that column, or say which column it is.",
        )
    return columns if findings.how_many == before else []


def _kind(word: str, header: str) -> str:
    words = {*plain(word).split(), *([] if word else plain(header).split())}
    return FORM if words & FORM_WORDS else CLASS
