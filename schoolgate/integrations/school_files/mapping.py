"""Which column of a table means what: proposed, corrected by a person, remembered.

A mapping is plain data. `as_data` gives what can be stored as JSON, `from_data` takes
it back, and a table read with it is read as the person said.
"""

import re
from collections import Counter
from collections.abc import Mapping as Data, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from schoolgate.integrations.school_files.header_words import FIELDS
from schoolgate.integrations.school_files.headers import Sureness

MEANING = re.compile(r"(student|adult|staff|class|school)(?:\.([a-z0-9 ]+))?\.(\w+)")


class TableKind(StrEnum):
    """What the rows of a table are."""

    STUDENTS = "students"
    """Students, with their adults beside them or one adult to a row."""
    STAFF = "staff"
    CLASSES = "classes"


@dataclass(frozen=True, slots=True)
class Column:
    """What one column means; `meaning` is empty for one that is not used.

    A meaning is "student.born_on", "staff.email", "class.name", "school.id" or, for an
    adult, with who it is: "adult.parent 1.email". `why` says why it is not used.
    """

    header: str
    meaning: str = ""
    sureness: Sureness = Sureness.KNOWN
    why: str = ""

    @property
    def is_used(self) -> bool:
        """Answer whether anything is read from this column."""
        return bool(self.meaning)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The kind of a table, and the meaning of each of its columns."""

    kind: TableKind
    columns: tuple[Column, ...]

    def as_data(self) -> dict[str, object]:
        """Return the mapping as plain data for JSON."""
        columns = [
            {"header": each.header, "meaning": each.meaning} for each in self.columns
        ]
        return {"kind": self.kind.value, "columns": columns}

    @classmethod
    def from_data(cls, data: Data[str, object]) -> "ColumnMapping":
        """Make a mapping of plain data; raises ValueError naming what is not allowed.

        All its columns count as chosen by a person.
        """
        kind, columns = data.get("kind"), data.get("columns")
        if kind not in list(TableKind) or not isinstance(columns, list):
            raise ValueError(
                f"mapping: found the kind {kind!r}; allowed: {', '.join(TableKind)},"
                " with a list of columns"
            )
        return cls(TableKind(str(kind)), tuple(map(_column, columns)))

    def meaning_of(self, header: str) -> Column | None:
        """Return what a header means, whatever its capitals and outer spaces."""
        wanted = header.strip().casefold()
        for column in self.columns:
            if column.header.strip().casefold() == wanted:
                return column
        return None

    def changed(self, header: str, meaning: str) -> "ColumnMapping":
        """Return the mapping with another meaning for a header, chosen by a person."""
        check_meaning(meaning)
        columns = (
            replace(each, meaning=meaning, sureness=Sureness.CHOSEN, why="")
            if each.header == header
            else each
            for each in self.columns
        )
        return replace(self, columns=tuple(columns))

    def said_twice(self) -> dict[str, list[str]]:
        """Return each meaning that several headers have, with those headers."""
        times = Counter(each.meaning for each in self.columns if each.meaning)
        return {
            meaning: [each.header for each in self.columns if each.meaning == meaning]
            for meaning, count in times.items()
            if count > 1
        }


def check_meaning(meaning: str) -> None:
    """Raise ValueError for a meaning that does not exist; an empty one is allowed."""
    parts = MEANING.fullmatch(meaning)
    is_known = parts is not None and (
        parts[3] in FIELDS[parts[1]] and (parts[1] == "adult") == bool(parts[2])
    )
    if meaning and not is_known:
        raise ValueError(
            f"meaning: found {meaning!r}; allowed: such as 'student.born_on' or"
            " 'adult.parent 1.email'"
        )


def parts_of(meaning: str) -> tuple[str, str, str]:
    """Return subject, who (for adults) and field of a meaning."""
    subject, _, rest = meaning.partition(".")
    who, _, field = rest.rpartition(".")
    return subject, who, field


def labels(headers: Sequence[object]) -> list[str]:
    """Return a name for each column, each different: "Forename", "Forename (2)"."""
    seen: Counter[str] = Counter()
    found = []
    for number, header in enumerate(headers, start=1):
        label = " ".join(str(header).split()) or f"column {number}"
        seen[label.casefold()] += 1
        times = seen[label.casefold()]
        found.append(label if times == 1 else f"{label} ({times})")
    return found


def _column(data: object) -> Column:
    header = data.get("header") if isinstance(data, dict) else None
    meaning = data.get("meaning") if isinstance(data, dict) else None
    if not isinstance(header, str) or not isinstance(meaning, str):
        raise ValueError(  # noqa: TRY004 (data from outside, not a mistake in code)
            f"column: found {data!r}; allowed: a header and a meaning"
        )
    check_meaning(meaning)
    return Column(header, meaning, Sureness.CHOSEN)
