"""Which student on record each line of a roll is about."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from schoolgate.kernel.importing.on_record import OnRecord, StudentRow, plain
from schoolgate.kernel.roll import Fault, StudentLine

ON_RECORD = "a student on record, or a new one"
Key = tuple[str, str, date]


@dataclass(slots=True)
class StudentMatches:
    """Each line that can be taken with its student, None for a new one."""

    pairs: list[tuple[StudentLine, StudentRow | None]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def match_students(lines: Sequence[StudentLine], record: OnRecord) -> StudentMatches:
    """Match by number; else by name and birthday, if that is exactly one.

    Two who may be meant, or a number that contradicts, is a fault: a person decides,
    because a wrong match would tie one child's parents to another.
    """
    found = StudentMatches()
    by_ref = {row.ref: row for row in record.students if row.ref}
    wanted = Counter(_key(line) for line in lines)
    refs = Counter(line.ref for line in lines if line.ref)
    rest, taken = [], {}
    for line in lines:
        row = by_ref.get(line.ref) if line.ref else None
        if refs[line.ref] > 1:
            found.faults.append(_twice(line))
        elif row is None:
            rest.append(line)
        elif _is_somebody_else(line, row) or _is_there_too(line, row, wanted):
            found.faults.append(_number_of_another(line))
        else:
            taken[row.id] = line
            found.pairs.append((line, row))
    by_name = defaultdict(list)
    for row in record.students:
        by_name[_key(row)].append(row)
    for line in rest:
        same = by_name.get(_key(line), [])
        fault = next(_doubts_about(line, same, set(taken), wanted[_key(line)]), None)
        if fault:
            found.faults.append(fault)
            continue
        free = [row for row in same if row.id not in taken]
        found.pairs.append((line, free[0] if free else None))
    return found


def sort_key(line: StudentLine) -> tuple[str, ...]:
    """Return by what lines are put in order, whatever their order in the file."""
    return (
        line.ref,
        line.family_name,
        line.given_name,
        line.born_on.isoformat(),
        repr(line.classes),
    )


def _key(who: StudentLine | StudentRow) -> Key:
    return (plain(who.given_name), plain(who.family_name), who.born_on)


def _is_somebody_else(line: StudentLine, row: StudentRow) -> bool:
    mine, theirs = _key(line), _key(row)
    return all(a != b for a, b in zip(mine, theirs, strict=True))


def _is_there_too(
    line: StudentLine, row: StudentRow, wanted: Mapping[Key, int]
) -> bool:
    """Answer whether the one on record has a line of their own under this name."""
    return _key(row) != _key(line) and wanted[_key(row)] > 0


def _doubts_about(
    line: StudentLine, same: list[StudentRow], taken: set[int], lines: int
) -> Iterator[Fault]:
    free = [row for row in same if row.id not in taken]
    if len(free) > 1:
        yield _fault(
            line,
            f"{len(free)} students on record with this name and birthday",
            "one",
            "Give each of them a number on record, and add it to the file.",
        )
    elif lines > 1 and (free or not line.ref):
        yield _fault(
            line,
            f"{lines} students in the file with this name and birthday",
            "students who can be told apart",
            "Give each of them a number, on record and in the file.",
        )
    elif free and line.ref and free[0].ref:
        yield _fault(
            line,
            f"“{line.ref}”, while a student of this name and birthday has"
            f" “{free[0].ref}” on record",
            "the number on record",
            "If it is the same student, correct the number, or do not use this column.",
        )
    elif same and not free and not line.ref:
        yield _fault(
            line,
            "a second student with this name and birthday, without a number",
            ON_RECORD,
            "Add the number to the file.",
        )


def _twice(line: StudentLine) -> Fault:
    return _fault(
        line,
        f"“{line.ref}” for more than one student",
        "each number once",
        "Give each student their own number.",
    )


def _number_of_another(line: StudentLine) -> Fault:
    return _fault(
        line,
        f"“{line.ref}”, which on record is somebody with another name and birthday",
        "the student’s own number",
        "Look whether a column has moved; correct the number.",
    )


def _fault(line: StudentLine, found: str, allowed: str, do: str) -> Fault:
    return Fault(line.place.file, line.place.row, "", found, allowed, do)
