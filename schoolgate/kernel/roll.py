"""What a school's file says: students, adults, staff and classes, as plain values.

A file is read into a `Roll`; what the school has on record is compared with it later.
Three things hold for every roll:

- A line stands in it only if no row known to be its own is at fault: what it says can
  be taken. (A row with a cell too few may be anybody's.)
- What the file does not speak of is not in `says`, and must not be ended.
- If it has faults, somebody may be missing from it only because of one, so nobody who
  is missing may be ended.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schoolgate.kernel.vocabulary import Relationship, Responsibility

FORM, CLASS = "form", "class"
"""The kinds of group that a file can say who teaches."""


class Part(StrEnum):
    """Something a file can speak of."""

    STUDENTS = "students"
    ADULTS = "adults"
    FORMS = "forms"
    YEARS = "years"
    PLACES = "places"
    """Which classes the students are in."""
    PROGRAMMES = "programmes"
    """When a student's programme starts and ends."""
    STAFF = "staff"
    CLASSES = "classes"
    """The classes and forms themselves, and who teaches them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a file that cannot be taken, and what to do about it.

    `row` is the row a person sees in a spreadsheet, the header being row 1 (in XML the
    line of the file); None for the whole file. `found` is already quoted.
    """

    file: str
    row: int | None
    column: str
    found: str
    allowed: str
    do: str

    @property
    def in_words(self) -> str:
        """Return the whole of it in one or two sentences."""
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: found {self.found}; allowed: {self.allowed}. {self.do}"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person must look at before the roll is taken, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line begins: a file (in an archive, the file inside it) and its row."""

    file: str
    row: int


@dataclass(frozen=True, slots=True)
class AdultLine:
    """An adult of one student, as the file has them; None where it does not say.

    `given_name` and `family_name` may both be empty: then the file has an address and
    no name, and only an address already on record says who it is. `relationship` is
    PARENT when the file's columns say no more than that.
    """

    ref: str
    title: str
    given_name: str
    family_name: str
    email: str
    mobile: str
    relationship: Relationship | None
    responsibility: Responsibility | None
    is_prime_carer: bool | None
    is_named_for_access: bool | None
    place: Place


@dataclass(frozen=True, slots=True)
class StudentLine:
    """A student, as the file has them.

    `ref` is the source's own identifier (UPN, admission number, sourcedId, learner
    reference), or empty. `form`, `year` and `classes` are names of groups.
    """

    ref: str
    given_name: str
    family_name: str
    preferred_name: str
    born_on: date
    form: str
    year: str
    classes: tuple[str, ...]
    programme_starts_on: date | None
    programme_ends_on: date | None
    adults: tuple[AdultLine, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Somebody who works at the school, as the file has them."""

    ref: str
    title: str
    given_name: str
    family_name: str
    email: str
    place: Place


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class, or a form, and who teaches it.

    `kind` is CLASS or FORM. `teachers` are as the file names them: by the ref of a
    staff line, by e-mail, or by name.
    """

    name: str
    kind: str
    subject: str
    teachers: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Roll:
    """Everything one file says, and everything to know before it is taken.

    `source` names the file and its kind. `schools` are the identifiers or names of
    schools in it, `school_year` the year it says it is of, such as "2026/27"; both
    may be empty, and both are there to be compared with the school's own. `notes` are
    things that were done and need no answer: columns not used, rows skipped.
    """

    source: str
    students: tuple[StudentLine, ...] = ()
    staff: tuple[StaffLine, ...] = ()
    classes: tuple[ClassLine, ...] = ()
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    says: frozenset[Part] = frozenset()
    schools: tuple[str, ...] = ()
    school_year: str = ""
