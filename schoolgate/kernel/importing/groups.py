"""What a roll changes of forms, years and classes, and who is in them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from schoolgate.kernel.importing.changes import Change, Table
from schoolgate.kernel.importing.on_record import (
    GroupRow,
    OnRecord,
    PlaceRow,
    StudentRow,
    plain,
)
from schoolgate.kernel.roll import CLASS, FORM, ClassLine, StudentLine

YEAR = "year"
YEAR_WORDS = re.compile(r"(?:year|yr|y)\s*")
Name = tuple[str, str]


@dataclass
class Groups:
    """The groups as they will be, and what changes."""

    known: dict[Name, GroupRow]
    changes: list[Change] = field(default_factory=list)

    def named(self, kind: str, name: str) -> GroupRow:
        """Return the group of this name; a new one is put on record."""
        key = _key(kind, name)
        if key not in self.known:
            shown = f"Year {name}" if kind == YEAR and name.isdecimal() else name
            row = GroupRow(-1 - len(self.changes), kind, shown)
            self.known[key] = row
            self.changes.append(Change(Table.GROUPS, None, row))
        return self.known[key]


def take_groups(
    classes: Sequence[ClassLine],
    students: Sequence[tuple[StudentLine, StudentRow]],
    record: OnRecord,
) -> Groups:
    """Put classes and forms on record, and every group that a student is in."""
    groups = Groups({_key(row.kind, row.name): row for row in record.groups})
    subjects: dict[Name, set[str]] = defaultdict(set)
    for line in sorted(classes, key=lambda each: (each.kind, each.name)):
        subjects[_key(line.kind, line.name)].add(line.subject)
        groups.named(line.kind, line.name)
    wanted = sorted({group for line, _ in students for group in groups_of(line)})
    for kind, name in wanted:
        groups.named(kind, name)
    for key, said in sorted(subjects.items()):
        _say_subject(key, sorted(said - {""}), groups)
    return groups


def groups_of(line: StudentLine) -> list[tuple[str, str]]:
    """Return the groups that a line names, each with its kind."""
    single = [(FORM, line.form), (YEAR, line.year)]
    return [each for each in single if each[1]] + [
        (CLASS, each) for each in line.classes
    ]


def take_places(
    students: Sequence[tuple[StudentLine, StudentRow]],
    groups: Groups,
    record: OnRecord,
    *,
    ends: bool,
) -> list[Change]:
    """Put students into the groups the file names.

    A form or year of which there can be one is left for the new one. A class is left,
    with `ends`, if the file speaks of that class and of this student's classes, and not
    of both together.
    """
    spoken = {
        groups.named(*each).id for line, _ in students for each in groups_of(line)
    }
    kinds = {row.id: row.kind for row in groups.known.values()}
    changes, number = [], 0
    for line, student in students:
        wanted = {groups.named(*each).id for each in groups_of(line)}
        single = {kinds[each] for each in wanted} - {CLASS}
        here = record.places_of.get(student.id, [])
        for place in here:
            kind = kinds[place.group]
            moves = kind in single
            drops = kind == CLASS and bool(line.classes) and place.group in spoken
            if place.group not in wanted and (moves or (drops and ends)):
                changes.append(Change(Table.PLACES, place, None))
        for group in sorted(wanted - {place.group for place in here}):
            number += 1
            row = PlaceRow(-number, student.id, group)
            changes.append(Change(Table.PLACES, None, row))
    return changes


def _say_subject(key: Name, said: list[str], groups: Groups) -> None:
    now = groups.known[key]
    if not said or now.subject in said:
        return
    after = now._replace(subject=said[0])
    groups.known[key] = after
    if now.id < 0:
        made = Change(Table.GROUPS, None, now)
        groups.changes[groups.changes.index(made)] = Change(Table.GROUPS, None, after)
    else:
        groups.changes.append(Change(Table.GROUPS, now, after))


def _key(kind: str, name: str) -> Name:
    key = plain(name)
    return (kind, YEAR_WORDS.sub("", key) if kind == YEAR else key)
