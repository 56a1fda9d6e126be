"""`plan`: everything that taking a roll would change, and nothing done yet."""

from collections.abc import Sequence
from datetime import date

from schoolgate.kernel.importing.cautions import cautions_about
from schoolgate.kernel.importing.changes import Change, Options, Plan, Table
from schoolgate.kernel.importing.contacts import take_adults
from schoolgate.kernel.importing.groups import take_groups, take_places
from schoolgate.kernel.importing.on_record import OnRecord, StudentRow
from schoolgate.kernel.importing.progress import Doing, Tell, tell_nobody, told
from schoolgate.kernel.importing.staff import at_work, take_staff
from schoolgate.kernel.importing.students import match_students, sort_key
from schoolgate.kernel.importing.teaching import take_posts
from schoolgate.kernel.importing.ties import take_ties
from schoolgate.kernel.roll import Part, Roll, StudentLine

FIELDS = ("given_name", "family_name", "born_on")
PROGRAMME = ("programme_starts_on", "programme_ends_on")


def plan(
    roll: Roll,
    record: OnRecord,
    options: Options,
    *,
    on: date,
    tell: Tell = tell_nobody,
) -> Plan:
    """Compare a roll with what is on record, and say what taking it would change.

    Only what a file speaks of is ended, and only if nothing in it is at fault.
    """
    lines = sorted(roll.students, key=sort_key)
    matches = match_students(lines, record)
    students, student_changes = _take_students(matches.pairs, on)
    adults = take_adults(told(students, Doing.COMPARING, tell), record, options)
    staff = take_staff(roll.staff, record)
    faults = (*roll.faults, *matches.faults, *adults.faults, *staff.faults)
    is_whole = not faults
    if is_whole and options.is_whole_roll and Part.STUDENTS in roll.says:
        student_changes += _leavers(students, record, on)
    ends_ties = is_whole and options.ends_ties and Part.ADULTS in roll.says
    ties = take_ties(students, adults, record, options, on=on, ends=ends_ties)
    groups = take_groups(roll.classes, students, record)
    places = take_places(students, groups, record, ends=is_whole)
    here = at_work(record, staff.changes, on=on)
    posts = take_posts(roll.classes, groups, here, record, ends=is_whole)
    changes = (
        *(*student_changes, *adults.changes, *staff.changes, *groups.changes),
        *(*ties.changes, *places, *posts.changes),
    )
    return Plan(
        changes=changes,
        faults=faults,
        held=tuple(adults.held),
        alike=tuple(adults.alike),
        left_alone=tuple(
            each for part in (adults, ties, staff, posts) for each in part.left_alone
        ),
        cautions=tuple(cautions_about(roll, matches.pairs, changes, record, on=on)),
    )


def _take_students(
    pairs: Sequence[tuple[StudentLine, StudentRow | None]], on: date
) -> tuple[list[tuple[StudentLine, StudentRow]], list[Change]]:
    """Return every line with its student as they will be, and what changes."""
    students, changes = [], []
    for number, (line, before) in enumerate(
        sorted(pairs, key=lambda pair: sort_key(pair[0])), start=1
    ):
        now = before or StudentRow(-number, "", "", "", line.born_on)
        after = _after(now, line, on)
        students.append((line, after))
        if before is None:
            changes.append(Change(Table.STUDENTS, None, after))
        elif after != before:
            changes.append(Change(Table.STUDENTS, before, after))
    return students, changes


def _after(now: StudentRow, line: StudentLine, on: date) -> StudentRow:
    """Return a student with what the line says; blank never erases.

    Whoever had left and is in the file is back on roll.
    """
    said = {name: getattr(line, name) for name in (*FIELDS, *PROGRAMME)}
    said["ref"] = now.ref or line.ref
    after = now._replace(**{name: value for name, value in said.items() if value})
    has_left = now.left_on is not None and now.left_on <= on
    return after._replace(left_on=None) if has_left else after


def _leavers(
    students: Sequence[tuple[StudentLine, StudentRow]], record: OnRecord, on: date
) -> list[Change]:
    here = {row.id for _, row in students}
    return [
        Change(Table.STUDENTS, row, row._replace(left_on=on))
        for row in record.students
        if row.id not in here and (row.left_on is None or row.left_on > on)
    ]
