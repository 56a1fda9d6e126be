"""A table of students and their adults, read into lines."""

from datetime import date

from schoolgate.integrations.school_files.fields import (
    ReadyColumn,
    headers_in_words,
    ready_columns,
)
from schoolgate.integrations.school_files.findings import Findings, rows_in_words
from schoolgate.integrations.school_files.mapping import ColumnMapping
from schoolgate.integrations.school_files.rows import RowReader, Values
from schoolgate.integrations.school_files.school_years import (
    doubt_the_year,
    doubt_year_groups,
)
from schoolgate.integrations.school_files.student_rows import (
    StudentRows,
    adult_line,
    name_divided,
)
from schoolgate.integrations.school_files.table_reading import OpenTable, lines
from schoolgate.kernel.roll import AdultLine, Part, Place, Roll, StudentLine

PART_OF_FIELD = {
    "adults": Part.ADULTS,
    "form": Part.FORMS,
    "year": Part.YEARS,
    "classes": Part.PLACES,
    "programme_starts_on": Part.PROGRAMMES,
    "programme_ends_on": Part.PROGRAMMES,
}
NO_SCHOOL = {"888888", "999999"}
"""What stands for "not known" and "taught at home" in lists of the NHS."""
NEEDED = (
    ({"given_name", "family_name", "name"}, "the student's name"),
    ({"born_on"}, "the student's birthday"),
)


class _StudentTable:
    """Reads one table; holds what is gathered over its rows."""

    def __init__(self, columns: list[ReadyColumn], findings: Findings) -> None:
        self.findings = findings
        self.columns = columns
        self.reader = RowReader(columns, findings)
        self.rows = StudentRows(findings)
        self.schools: dict[str, None] = {}
        self.years: dict[str, None] = {}
        self.without_family_name: list[int] = []
        self.without_adult_name: list[int] = []
        self.restricted: list[int] = []

    def add(self, place: Place, said: dict[tuple[str, str], Values]) -> None:
        """Take one row."""
        student = name_divided(said.pop(("student", ""), {}))
        school = said.pop(("school", ""), {})
        adults = [
            line
            for (_, who), values in said.items()
            if (line := self._adult(who, values, place))
        ]
        self._check(student, place.row)
        self._note_school(school)
        self.rows.add(student, adults, place, is_faulty=self.reader.has_fault)

    def _adult(self, who: str, values: Values, place: Place) -> AdultLine | None:
        if values.pop("restriction", False):
            self.restricted.append(place.row)
        line = adult_line(who, values, place)
        if line and not line.given_name and not line.family_name:
            self.without_adult_name.append(place.row)
        return line

    def _check(self, student: Values, row: int) -> None:
        header = {each.field: each.header for each in self.columns}
        if not student.get("given_name") and not self._is_at_fault(
            "given_name", "name"
        ):
            name = header.get("given_name") or header.get("name") or "name"
            self.reader.fault(row, name, "", "the student's name", "Fill it in.")
        if not student.get("born_on") and not self._is_at_fault("born_on"):
            birthday = header.get("born_on", "birthday")
            do = "Fill it in: the student's age decides who may be told what."
            self.reader.fault(row, birthday, "", "the student's birthday", do)
        starts, ends = (
            student.get("programme_starts_on"),
            student.get("programme_ends_on"),
        )
        if starts and ends and ends < starts:
            column = header["programme_ends_on"]
            allowed = f"{starts.isoformat()} or later, as the programme starts then"
            self.reader.fault(row, column, ends, allowed, "Correct one of the two.")
        has_one_name = not student.get("family_name")
        if has_one_name and not self._is_at_fault("family_name", "name"):
            self.without_family_name.append(row)

    def _is_at_fault(self, *fields: str) -> bool:
        return any(("student", field) in self.reader.at_fault for field in fields)

    def _note_school(self, school: Values) -> None:
        identifier = school.get("id") or school.get("name")
        if identifier and identifier not in NO_SCHOOL:
            self.schools[identifier] = None
        if school.get("year"):
            self.years[school["year"]] = None

    def say_doubts(self) -> None:
        """Add what the rows together leave in doubt."""
        tell = self.findings.doubt
        if self.restricted:
            tell(
                f"The file speaks of a court order or a restriction in"
                f" {rows_in_words(self.restricted)}.",
                "An import neither adds nor lifts one: put each on record by hand"
                " before anything is sent.",
            )
        if self.without_adult_name:
            tell(
                f"An adult has an address and no name in"
                f" {rows_in_words(self.without_adult_name)}.",
                "Only somebody already on record with that address can be meant.",
            )
        if self.without_family_name:
            tell(
                f"A student has no family name in"
                f" {rows_in_words(self.without_family_name)}.",
                "Some people have one name; others have lost one on the way.",
            )
        if len(self.schools) > 1:
            tell(
                f"The file is of {len(self.schools)} schools:"
                f" {', '.join(list(self.schools)[:5])}.",
                "Another school's students must not come in with it.",
            )


def read_students(
    table: OpenTable, mapping: ColumnMapping, findings: Findings, *, today: date
) -> Roll:
    """Read a table of students; their faults and doubts go to the findings."""
    before = findings.how_many
    columns = ready_columns(table.headers, mapping, findings, today=today)
    _fault_what_is_missing(columns, table, findings)
    if findings.how_many > before:
        return Roll("")
    reading = _StudentTable(columns, findings)
    for number, cells in lines(table, findings):
        said = reading.reader.read(number, cells)
        reading.add(Place(findings.file, number), said)
    can_trust_days = reading.reader.finish()
    reading.say_doubts()
    students = reading.rows.lines() if can_trust_days else ()
    doubt_year_groups(students, findings, today=today)
    school_year = next(iter(reading.years), "")
    doubt_the_year(school_year, findings, today=today)
    return Roll(
        "",
        students=students,
        says=_says(students),
        schools=tuple(reading.schools),
        school_year=school_year,
    )


def _fault_what_is_missing(
    columns: list[ReadyColumn], table: OpenTable, findings: Findings
) -> None:
    here = {each.field for each in columns if each.subject == "student"}
    missing = [what for fields, what in NEEDED if not here & fields]
    if missing:
        findings.fault(
            table.header_row,
            "",
            f"the headers {headers_in_words(table.headers)}",
            f"a column with {' and one with '.join(missing)}",
            "Export with it, or say which column it is.",
        )


def _says(students: tuple[StudentLine, ...]) -> frozenset[Part]:
    """Return what the table speaks of; a column empty in every row says nothing.

    A form sent out with columns for parents and left unfilled must end no ties.
    """
    parts = {Part.STUDENTS}
    for field, part in PART_OF_FIELD.items():
        if any(getattr(student, field) for student in students):
            parts.add(part)
    return frozenset(parts)
