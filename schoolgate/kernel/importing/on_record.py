"""What a school has on record, as plain rows: what a roll is compared with.

A row that does not exist yet has an id below zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from schoolgate.kernel.roll import AdultLine


class StudentRow(NamedTuple):
    """A student."""

    id: int
    ref: str
    given_name: str
    family_name: str
    born_on: date
    programme_starts_on: date | None = None
    programme_ends_on: date | None = None
    left_on: date | None = None


class ContactRow(NamedTuple):
    """A contact."""

    id: int
    ref: str
    title: str
    given_name: str
    family_name: str
    email: str
    mobile: str


class TieRow(NamedTuple):
    """A tie: of which student and contact, and what it says."""

    id: int
    student: int
    contact: int
    relationship: str
    responsibility: str
    is_prime_carer: bool
    is_named_for_access: bool
    starts_on: date
    ends_on: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Answer whether it holds on this day."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


class StaffRow(NamedTuple):
    """A member of staff."""

    id: int
    ref: str
    title: str
    given_name: str
    family_name: str
    email: str
    left_on: date | None = None


class GroupRow(NamedTuple):
    """A form, year or class."""

    id: int
    kind: str
    name: str
    subject: str = ""


class PlaceRow(NamedTuple):
    """A student's place in a group."""

    id: int
    student: int
    group: int


class PostRow(NamedTuple):
    """A post, for a group or none; without a holder it is vacant."""

    id: int
    public_id: str
    role: str
    group: int | None
    holder: int | None
    deputy: int | None = None


Row = StudentRow | ContactRow | TieRow | StaffRow | GroupRow | PlaceRow | PostRow
Pair = tuple[int, int]
"""A student's id and a contact's id."""


@dataclass(frozen=True)
class OnRecord:
    """Everything on record that an import may touch, and the pairs it may not.

    `restricted` are student and contact pairs with a restriction, in force or to come;
    `objected` those a student objects to. Neither is ever opened by an import.
    `post_of` says which post who teaches a kind of group has, and so which posts an
    import may give; `opens_much` names the roles that no file may reach.
    """

    students: tuple[StudentRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    ties: tuple[TieRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    posts: tuple[PostRow, ...] = ()
    restricted: frozenset[Pair] = frozenset()
    objected: frozenset[Pair] = frozenset()
    post_of: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    opens_much: frozenset[str] = frozenset()
    school_name: str = ""
    mail_domain: str = ""
    earlier_schools: frozenset[str] = field(default=frozenset())
    """What files taken before called the school."""

    @cached_property
    def student(self) -> dict[int, StudentRow]:
        """The students by id."""
        return {row.id: row for row in self.students}

    @cached_property
    def contact(self) -> dict[int, ContactRow]:
        """The contacts by id."""
        return {row.id: row for row in self.contacts}

    @cached_property
    def group(self) -> dict[int, GroupRow]:
        """The groups by id."""
        return {row.id: row for row in self.groups}

    @cached_property
    def member(self) -> dict[int, StaffRow]:
        """The staff by id."""
        return {row.id: row for row in self.staff}

    @cached_property
    def posts_of(self) -> dict[int, list[PostRow]]:
        """The posts of each group."""
        return gathered(self.posts, "group")

    @cached_property
    def guarded(self) -> frozenset[int]:
        """The staff who have, or stand in for, a post that opens much."""
        much = [post for post in self.posts if post.role in self.opens_much]
        return frozenset(
            who for post in much for who in (post.holder, post.deputy) if who
        )

    @cached_property
    def ties_of(self) -> dict[int, list[TieRow]]:
        """The ties of each student."""
        return gathered(self.ties, "student")

    @cached_property
    def ties_to(self) -> dict[int, list[TieRow]]:
        """The ties of each contact."""
        return gathered(self.ties, "contact")

    @cached_property
    def places_of(self) -> dict[int, list[PlaceRow]]:
        """The places of each student."""
        return gathered(self.places, "student")

    @cached_property
    def restricted_for(self) -> dict[int, list[ContactRow]]:
        """The contacts with a restriction regarding each student."""
        found = defaultdict(list)
        for student, contact in sorted(self.restricted):
            found[student].append(self.contact[contact])
        return found

    @cached_property
    def reached_at(self) -> dict[str, list[ContactRow]]:
        """The contacts at each e-mail address and mobile number."""
        found = defaultdict(list)
        for row in self.contacts:
            for at in addresses_of(row):
                found[at].append(row)
        return found


def gathered(rows: Iterable[TieRow | PlaceRow | PostRow], by: str) -> dict[int, list]:  # type: ignore[type-arg]
    """Return rows in lists, by the id that one of their fields names."""
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found


def addresses_of(who: ContactRow | AdultLine) -> Iterator[str]:
    """Yield where somebody is reached, as it is compared: e-mail and mobile."""
    yield from filter(None, (who.email.casefold(), digits(who.mobile)))


def digits(mobile: str) -> str:
    """Return the digits of a number, with 0 for the country code of the UK."""
    found = "".join(filter(str.isdigit, mobile))
    return f"0{found[2:]}" if found.startswith("44") and len(found) == 12 else found


def plain(name: str) -> str:
    """Return a name for comparing: no capitals, one kind of apostrophe and space."""
    return " ".join(name.replace("'", "’").casefold().split())
