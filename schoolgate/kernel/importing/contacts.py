"""What a roll changes of contacts, and who is tied to whom by it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from schoolgate.kernel.importing.adults import Circle, Who, one_person, recognise
from schoolgate.kernel.importing.changes import (
    Alike,
    Change,
    Held,
    LeftAlone,
    Options,
    Table,
)
from schoolgate.kernel.importing.on_record import (
    ContactRow,
    OnRecord,
    Pair,
    StaffRow,
    StudentRow,
    addresses_of,
    digits,
    plain,
)
from schoolgate.kernel.roll import AdultLine, Fault, StudentLine

FIELDS = ("ref", "title", "given_name", "family_name", "email", "mobile")
BELONGS_TO_RESTRICTED = (
    "The new address or number belongs to somebody under a restriction."
)


@dataclass
class Adults:
    """What came of the adults of a roll."""

    changes: list[Change] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)
    left_alone: list[LeftAlone] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ties: dict[Pair, list[AdultLine]] = field(default_factory=dict)
    """For each pair, what the lines say of it."""
    perhaps: dict[int, set[int]] = field(default_factory=dict)
    """For each student, contacts that a held line may be: not missing."""
    kept_away: dict[int, set[str]] = field(default_factory=dict)
    """For each student, what the file has as the addresses of the restricted."""
    contacts: dict[int, ContactRow] = field(default_factory=dict)
    """New and changed contacts as they will be."""


def take_adults(
    students: Iterable[tuple[StudentLine, StudentRow]],
    record: OnRecord,
    options: Options,
) -> Adults:
    """Find out who the adults are, and what is to be put on record of them."""
    found = Adults()
    whos: list[tuple[Who, StudentRow]] = []
    elsewhere = [
        record.contact[int(chosen)]
        for chosen in options.choices.values()
        if chosen.isdecimal() and int(chosen) in record.contact
    ]
    for line, row in students:
        ties = record.ties_of.get(row.id, [])
        ids = dict.fromkeys(tie.contact for tie in ties)
        circle = Circle(
            contacts=[record.contact[each] for each in ids],
            restricted=record.restricted_for.get(row.id, []),
            elsewhere=elsewhere,
        )
        for who in recognise(line, circle, options.choices):
            _sort_out(who, row, record, whos, found)
    _put_together(whos, record, found)
    return found


def _sort_out(
    who: Who,
    row: StudentRow,
    record: OnRecord,
    whos: list[tuple[Who, StudentRow]],
    found: Adults,
) -> None:
    """Hold a line back, leave it alone, or take it."""
    line = who.line
    if who.may_be:
        ids = tuple(each.id for each in who.may_be)
        found.perhaps.setdefault(row.id, set()).update(ids)
        found.held.append(
            Held(who.key, name_of(row), name_of(line), ids, who.why, line.place.row)
        )
    elif who.contact and (row.id, who.contact.id) in record.restricted:
        _leave_restricted(who, who.contact, row, found)
    else:
        whos.append((who, row))


def _put_together(
    whos: list[tuple[Who, StudentRow]], record: OnRecord, found: Adults
) -> None:
    students = {id(who): row for who, row in whos}
    on_record: dict[int, list[Who]] = defaultdict(list)
    new: list[list[Who]] = []
    for group in one_person(who for who, _ in whos):
        ids = {who.contact.id for who in group if who.contact}
        if len(ids) == 1:
            on_record[ids.pop()] += group
        elif ids:
            for who in group:
                if who.contact:
                    on_record[who.contact.id].append(who)
            rest = [who for who in group if who.contact is None]
            new += [
                [who] for who in rest if who.line.given_name or who.line.family_name
            ]
        elif any(who.line.given_name or who.line.family_name for who in group):
            new.append(group)
        else:
            found.faults += [_nameless(who, students[id(who)]) for who in group]
    for contact, group in sorted(on_record.items()):
        _take(record.contact[contact], group, students, record, found)
    for number, group in enumerate(sorted(new, key=_order), start=1):
        blank = ContactRow(-number, "", "", "", "", "", "")
        _say_alike(group, students, record, found)
        _take(blank, group, students, record, found)
    _say_alike_in_file(new, students, found)


def _nameless(who: Who, student: StudentRow) -> Fault:
    return Fault(
        who.line.place.file,
        who.line.place.row,
        "",
        f"an adult of {name_of(student)} with an address and no name",
        "a name, or the address of an adult on record for this child",
        "Add the name.",
    )


def _take(
    contact: ContactRow,
    group: list[Who],
    students: dict[int, StudentRow],
    record: OnRecord,
    found: Adults,
) -> None:
    for who in group:
        student = students[id(who)]
        pair = (student.id, contact.id)
        if pair in record.restricted:
            _leave_restricted(who, contact, student, found)
        else:
            found.ties.setdefault(pair, []).append(who.line)
    lines = [who.line for who in group]
    said = (_value(name, getattr(contact, name), lines) for name in FIELDS)
    after = ContactRow(contact.id, *said)
    tied = {tie.student for tie in record.ties_to.get(contact.id, [])}
    tied |= {students[id(who)].id for who in group}
    if _reached_as_restricted(contact, after, tied, record, found):
        after = after._replace(email=contact.email, mobile=contact.mobile)
        student = students[id(group[0])]
        found.left_alone.append(
            LeftAlone(name_of(student), name_of(after), BELONGS_TO_RESTRICTED)
        )
    found.contacts[contact.id] = after
    if contact.id < 0:
        found.changes.append(Change(Table.CONTACTS, None, after))
    elif after != contact:
        found.changes.append(Change(Table.CONTACTS, contact, after))


def _leave_restricted(
    who: Who, contact: ContactRow, student: StudentRow, found: Adults
) -> None:
    why = "A restriction is on record."
    found.left_alone.append(LeftAlone(name_of(student), name_of(contact), why))
    found.perhaps.setdefault(student.id, set()).add(contact.id)
    found.kept_away.setdefault(student.id, set()).update(addresses_of(who.line))


def _reached_as_restricted(
    contact: ContactRow,
    after: ContactRow,
    tied: Collection[int],
    record: OnRecord,
    found: Adults,
) -> bool:
    """Answer whether a new address is one of somebody kept from a child of theirs.

    `tied` are their children, those who become theirs with this file among them.
    """
    if not record.restricted:
        return False
    feared = {
        at
        for student in tied
        for other in record.restricted_for.get(student, [])
        if other.id != contact.id
        for at in addresses_of(other)
    }.union(*(found.kept_away.get(student, ()) for student in tied))
    new_email = after.email != contact.email and after.email.casefold() in feared
    new_mobile = after.mobile != contact.mobile and digits(after.mobile) in feared
    return new_email or new_mobile


def _value(name: str, now: str, lines: list[AdultLine]) -> str:
    """Return what shall stand in a field: blank never erases, and what stands stays.

    A number is never replaced by another. Where lines differ, what is on record
    counts, else the first in the alphabet.
    """
    said = sorted({getattr(line, name) for line in lines} - {""})
    if not said or now in said or (now and name == "ref"):
        return now
    is_known = _same(name, now) in {_same(name, each) for each in said}
    if now and is_known and name in {"email", "mobile"}:
        return now  # only written otherwise
    return str(said[0])


def _same(name: str, value: str) -> str:
    if name == "mobile":
        return digits(value)
    return plain(value) if name.endswith("name") else value.casefold()


def _say_alike(
    group: list[Who],
    students: dict[int, StudentRow],
    record: OnRecord,
    found: Adults,
) -> None:
    """Name whom on record, of any child, a new adult may be."""
    who = group[0]
    if any(each.is_split for each in group):
        return
    near = {
        contact.id: contact
        for each in group
        for at in addresses_of(each.line)
        for contact in record.reached_at.get(at, [])
    }
    own = {
        tie.contact
        for each in group
        for tie in record.ties_of.get(students[id(each)].id, [])
    }
    ids = tuple(sorted(set(near) - own))
    if ids:
        _add_alike(who, students, ids, "The same e-mail or mobile is on record.", found)


def _say_alike_in_file(
    new: list[list[Who]], students: dict[int, StudentRow], found: Adults
) -> None:
    """Name new adults of different children with one e-mail and different names."""
    by_email: dict[str, list[Who]] = defaultdict(list)
    for group in new:
        if group[0].line.email and not group[0].is_split:
            by_email[group[0].line.email.casefold()].append(group[0])
    for group in by_email.values():
        children = {students[id(who)].id for who in group}
        if len(group) > 1 and len(children) > 1:
            for who in group[1:]:
                why = f"The same e-mail as {name_of(group[0].line)} in this file."
                _add_alike(who, students, (), why, found)


def _add_alike(
    who: Who,
    students: dict[int, StudentRow],
    ids: tuple[int, ...],
    why: str,
    found: Adults,
) -> None:
    student, line = students[id(who)], who.line
    found.alike.append(
        Alike(who.key, name_of(student), name_of(line), ids, why, line.place.row)
    )


def _order(group: list[Who]) -> str:
    return min(who.key for who in group)


def name_of(who: StudentRow | StaffRow | ContactRow | AdultLine) -> str:
    """Return given and family name; an adult without either by their address."""
    name = f"{who.given_name} {who.family_name}".strip()
    if not name and isinstance(who, ContactRow | AdultLine):
        return who.email or who.mobile
    return name
