"""A plan as lists for people: one line for each change, the grave ones first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from schoolgate.kernel.importing.cautions import (
    is_begun_again,
    is_end,
    is_taken_away,
)
from schoolgate.kernel.importing.changes import Change, Plan, Table
from schoolgate.kernel.importing.contacts import name_of
from schoolgate.kernel.importing.on_record import (
    ContactRow,
    GroupRow,
    OnRecord,
    PlaceRow,
    PostRow,
    StaffRow,
    StudentRow,
    TieRow,
)
from schoolgate.kernel.vocabulary import Relationship, Responsibility, Role
from schoolgate.kernel.words import in_a_sentence

LISTS = {
    "faults": "Cannot be taken",
    "held": "A person has to say who this is",
    "standing": "What an adult may see changes",
    "again": "Ties that begin again",
    "ended": "Ties that end",
    "addresses": "Staff who would sign in at another address",
    "addresses_kept": "Addresses that no file changes",
    "posts_taken": "Posts taken from who has them",
    "left_alone": "Left as it is",
    "teachers_unknown": "Teachers who are not found",
    "begun": "New ties",
    "left": "Students who leave",
    "back": "Students who are back",
    "alike": "Perhaps on record already",
    "students": "New students",
    "students_changed": "Students corrected",
    "contacts": "New contacts",
    "contacts_changed": "Contacts corrected",
    "staff": "New staff",
    "staff_changed": "Staff corrected",
    "groups": "Forms, years and classes",
    "places": "Who is in which group",
    "posts": "Who gets which post",
}
"""Every list, in the order in which it is shown."""
FIELD_WORDS = {
    "ref": "number",
    "title": "title",
    "given_name": "first name",
    "family_name": "last name",
    "born_on": "birthday",
    "programme_starts_on": "programme begins",
    "programme_ends_on": "programme ends",
    "left_on": "left on",
    "email": "e-mail",
    "mobile": "mobile",
    "relationship": "relationship",
    "responsibility": "responsibility",
    "is_prime_carer": "prime carer",
    "is_named_for_access": "named for access",
    "starts_on": "begins",
    "ends_on": "ends",
    "subject": "subject",
}
LEFT_ALONE = {Table.STAFF: "addresses_kept", Table.POSTS: "teachers_unknown"}
"""The list for what is left alone, where it is not the common one."""


class Line(NamedTuple):
    """One line of a list: whom it is about, what stands there, what will."""

    list: str
    who: str
    about: str
    was: str
    becomes: str
    place: str = ""


@dataclass(frozen=True)
class Names:
    """What everybody and every group is called, on record or new."""

    record: OnRecord
    new: dict[tuple[Table, int], StudentRow | ContactRow | StaffRow | GroupRow]

    def student(self, number: int) -> str:
        """Return a student's name."""
        row = self.new.get((Table.STUDENTS, number)) or self.record.student.get(number)
        return name_of(row) if isinstance(row, StudentRow) else ""

    def contact(self, number: int) -> str:
        """Return a contact's name."""
        row = self.new.get((Table.CONTACTS, number)) or self.record.contact.get(number)
        return name_of(row) if isinstance(row, ContactRow) else ""

    def member(self, number: int | None) -> str:
        """Return the name of a member of staff, with their title."""
        key = number or 0
        row = self.new.get((Table.STAFF, key)) or self.record.member.get(key)
        if not isinstance(row, StaffRow):
            return ""
        return f"{row.title} {name_of(row)}".strip()

    def group(self, number: int) -> str:
        """Return a group's name."""
        row = self.new.get((Table.GROUPS, number)) or self.record.group.get(number)
        return row.name if isinstance(row, GroupRow) else ""

    def post(self, post: PostRow) -> str:
        """Say what a post is: "maths teacher of 9B"."""
        key = post.group or 0
        row = self.new.get((Table.GROUPS, key)) or self.record.group.get(key)
        role = Role(post.role)
        words = role.label
        if role is Role.SUBJECT_TEACHER and isinstance(row, GroupRow) and row.subject:
            words = f"{in_a_sentence(row.subject)} teacher"
        return f"{words} of {self.group(key)}"


def lines_of(plan: Plan, record: OnRecord) -> Iterator[Line]:
    """Yield every line of every list, list by list as LISTS has them."""
    names = Names(
        record,
        {
            (each.table, each.after.id): each.after
            for each in plan.changes
            if isinstance(each.after, StudentRow | ContactRow | StaffRow | GroupRow)
        },
    )
    found: dict[str, list[Line]] = {code: [] for code in LISTS}
    for line in (*_asked(plan, names), *_changed(plan, record, names)):
        found[line.list].append(line)
    for lines in found.values():
        yield from lines


def _asked(plan: Plan, names: Names) -> Iterator[Line]:
    for fault in plan.faults:
        place = f"row {fault.row}" if fault.row is not None else ""
        where = f"{fault.file}, {place}".removesuffix(", ")
        found, allowed = f"found {fault.found}", f"allowed: {fault.allowed}"
        yield Line("faults", where, fault.column, found, allowed, fault.do)
    for held in plan.held:
        may_be = ", ".join(map(names.contact, held.may_be))
        place = f"row {held.row}"
        yield Line("held", held.student, held.adult, may_be, held.why, place)
    for like in plan.alike:
        may_be = ", ".join(map(names.contact, like.may_be))
        place = f"row {like.row}"
        yield Line("alike", like.student, like.adult, may_be, like.why, place)
    for left in plan.left_alone:
        code = LEFT_ALONE.get(left.of, "left_alone")
        yield Line(code, left.who, left.about, left.was, left.why)


def _changed(plan: Plan, record: OnRecord, names: Names) -> Iterator[Line]:
    for change in plan.changes:
        row = change.after or change.before
        if isinstance(row, TieRow):
            yield _tie(change, row, record, names)
        elif isinstance(row, PlaceRow):
            was = "" if change.before is None else names.group(row.group)
            becomes = "" if change.after is None else names.group(row.group)
            yield Line("places", names.student(row.student), "", was, becomes)
        elif isinstance(row, GroupRow):
            was, becomes = _differences(change)
            yield Line("groups", row.name, row.kind, was, becomes)
        elif isinstance(row, PostRow):
            yield _post(change, row, names)
        elif isinstance(row, StudentRow | ContactRow | StaffRow):
            yield from _person(change, row)


def _post(change: Change, row: PostRow, names: Names) -> Line:
    """Say who gets a post, or who loses it to whom."""
    post, becomes, before = names.post(row), names.member(row.holder), change.before
    if isinstance(before, PostRow) and is_taken_away(change):
        gone = "the post ends" if change.after is None else f"goes to {becomes}"
        return Line("posts_taken", names.member(before.holder), post, "", gone)
    return Line("posts", becomes, post, "vacant" if before else "", "")


def _person(change: Change, row: StudentRow | ContactRow | StaffRow) -> Iterator[Line]:
    name, before = name_of(row), change.before
    if isinstance(row, StaffRow) and isinstance(before, StaffRow):
        if row.email != before.email:
            yield Line("addresses", name, "", before.email or "none", row.email)
        before = before._replace(email=row.email)
        change = replace(change, before=before)
    was, becomes = _differences(change)
    if before is None:
        yield Line(str(change.table), name, "", "", becomes)
        return
    if isinstance(before, StudentRow) and isinstance(row, StudentRow):
        if is_end(change):
            yield Line("left", name, "", "on roll", f"left on {row.left_on}")
            return
        if before.left_on != row.left_on:
            yield Line("back", name, "", was, becomes)
            return
    if before != row:
        yield Line(f"{change.table}_changed", name, "", was, becomes)


def _tie(change: Change, row: TieRow, record: OnRecord, names: Names) -> Line:
    who, about = names.student(row.student), names.contact(row.contact)
    was, becomes = _differences(change)
    if is_begun_again(change, record):
        return Line("again", who, about, "ended", _standing(row))
    if change.before is None:
        return Line("begun", who, about, "", _standing(row))
    if is_end(change):
        return Line("ended", who, about, _standing(row), f"ends on {row.ends_on}")
    return Line("standing", who, about, was, becomes)


def _standing(row: TieRow) -> str:
    words = [
        Relationship(row.relationship).label,
        Responsibility(row.responsibility).label,
    ]
    words += ["prime carer"] if row.is_prime_carer else []
    words += ["named for access"] if row.is_named_for_access else []
    return ", ".join(words)


def _differences(change: Change) -> tuple[str, str]:
    """Say what stands and what will, of the fields that differ."""
    before, after = change.before, change.after
    was, becomes = [], []
    for name, words in FIELD_WORDS.items():
        old, new = getattr(before, name, ""), getattr(after, name, "")
        if old != new:
            was += [f"{words} {_shown(old)}"] if before is not None else []
            becomes += [f"{words} {_shown(new)}"] if _shown(new) != "none" else []
            if before is not None and _shown(new) == "none":
                becomes.append(f"no {words}")
    return ", ".join(was), ", ".join(becomes)


def _shown(value: object) -> str:
    if value is True or value is False:
        return "yes" if value else "no"
    return str(value) if value not in (None, "") else "none"
