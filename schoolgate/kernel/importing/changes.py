"""What an import would do, as values: changes, and what it leaves to a person."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from schoolgate.kernel.importing.on_record import Row
from schoolgate.kernel.roll import Fault


class Table(StrEnum):
    """What a change is a change of, in the order in which rows are made."""

    STUDENTS = "students"
    CONTACTS = "contacts"
    STAFF = "staff"
    GROUPS = "groups"
    TIES = "ties"
    PLACES = "places"
    POSTS = "posts"


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; without `before` it is new, without `after` gone.

    Only places in a group and posts are ever gone: people and ties end with a date.
    """

    table: Table
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Held:
    """An adult in the file who may be somebody on record: a person says who it is.

    Nothing of the line is taken until then. `key` names the line whatever the order of
    rows; `may_be` are ids of contacts.
    """

    key: str
    student: str
    adult: str
    may_be: tuple[int, ...]
    why: str
    row: int


@dataclass(frozen=True, slots=True)
class Alike:
    """A new adult who may be somebody on record for another child; added anyway."""

    key: str
    student: str
    adult: str
    may_be: tuple[int, ...]
    why: str
    row: int


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Something the file says that an import does not do, and why; `of` what it is."""

    who: str
    about: str
    why: str
    was: str = ""
    of: Table = Table.TIES


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that must be ticked before an import goes on; `code` names it."""

    code: str
    what: str
    why: str


@dataclass(slots=True)
class Found:
    """What came of one part of a roll."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_alone: list[LeftAlone] = field(default_factory=list)


class Same(StrEnum):
    """What a person has said of somebody who may be on record."""

    TWO = "two"
    """Two people: the adult in the file is somebody else."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person has said about the whole file.

    `choices` go from the key of a held line to the id of the contact it is, or TWO.
    """

    is_whole_roll: bool = False
    """Students who are not in the file have left."""
    ends_ties: bool = True
    """Adults who no longer stand beside a child in the file are no longer tied."""
    parents_answer: bool = False
    """Mothers, fathers and parents have parental responsibility where the file is
    silent; else nobody new has any."""
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything taking a roll would change, and everything to know before."""

    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    held: tuple[Held, ...] = ()
    alike: tuple[Alike, ...] = ()
    left_alone: tuple[LeftAlone, ...] = ()
    cautions: tuple[Caution, ...] = ()

    @property
    def digest(self) -> str:
        """Return what shows that two plans are the same: SHA-256, in hex."""
        found = hashlib.sha256()
        for change in self.changes:
            found.update(repr((change.table, change.before, change.after)).encode())
        for part in (self.held, self.left_alone, self.cautions):
            found.update(repr(part).encode())
        return found.hexdigest()
