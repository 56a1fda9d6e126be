"""Who each adult in a roll is: matched among one child's own adults and nowhere else.

Somebody under a restriction is recognised by the slightest sign, so that no new tie
gives fresh access to the one person who must not have it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from schoolgate.kernel.importing.changes import Same
from schoolgate.kernel.importing.on_record import ContactRow, digits, plain
from schoolgate.kernel.importing.students import sort_key
from schoolgate.kernel.roll import AdultLine, StudentLine

LIKE_A_RESTRICTED_ONE = 80
"""Of 100: how alike two names are for “it may be the person under a restriction”."""
RESTRICTED = "There is a restriction for this child, and it may be the same person."
SEVERAL = "It may be more than one person on record."
CONTRADICTS = "Part of it fits somebody on record, and part of it does not."

Test = Callable[[AdultLine, ContactRow], bool]


@dataclass(frozen=True, slots=True)
class Who:
    """What one line was found to be: a contact, somebody new, or for a person.

    `may_be` holds who it could be; with `contact` None and nobody there, it is new.
    """

    student: StudentLine
    line: AdultLine
    key: str
    contact: ContactRow | None = None
    may_be: tuple[ContactRow, ...] = ()
    why: str = ""
    is_split: bool = False
    """A person has said that this is nobody on record."""


@dataclass(frozen=True)
class Circle:
    """One child's adults on record, and which of them a restriction is about."""

    contacts: Sequence[ContactRow]
    restricted: Sequence[ContactRow] = ()
    elsewhere: Sequence[ContactRow] = ()
    """Contacts of other children that a person has chosen."""


def adult_key(student: StudentLine, line: AdultLine) -> str:
    """Return what names a line whatever the order of rows: sixteen letters."""
    said = repr(
        (
            (student.ref, student.given_name, student.family_name, student.born_on),
            order_of(line),
        )
    )
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def recognise(
    student: StudentLine, circle: Circle, choices: Mapping[str, str]
) -> list[Who]:
    """Say who each adult of a student is: by ref, e-mail, mobile, then name."""
    once = {adult_key(student, line): line for line in student.adults}
    lines = sorted(once.values(), key=order_of)
    keys = {id(line): adult_key(student, line) for line in lines}
    here = (*circle.elsewhere, *circle.contacts, *circle.restricted)
    known = {str(each.id): each for each in here}
    found: dict[int, Who] = {}
    for line in lines:
        said = choices.get(keys[id(line)], "")
        if said in known or said == Same.TWO:
            is_two = said == Same.TWO
            found[id(line)] = Who(
                student, line, keys[id(line)], known.get(said), is_split=is_two
            )
    matched = _matched(
        [line for line in lines if id(line) not in found],
        [each for each in circle.contacts if each not in _chosen(found)],
    )
    for line in lines:
        if id(line) not in found:
            who = matched.get(id(line))
            found[id(line)] = _checked(
                Who(student, line, keys[id(line)], who), circle, set(matched.values())
            )
    return _with_those_alike([found[id(line)] for line in lines])


def _with_those_alike(whos: list[Who]) -> list[Who]:
    """Hold new adults of a child back that share a sign with one held back.

    Else the one, once on record, would decide who the other is.
    """
    held = [who for who in whos if who.may_be]
    for near in held:
        for number, who in enumerate(whos):
            is_new = not (who.contact or who.may_be or who.is_split)
            if is_new and _share_a_sign(who.line, near.line):
                whos[number] = replace(who, may_be=near.may_be, why=near.why)
                held.append(whos[number])
    return whos


def _share_a_sign(one: AdultLine, other: AdultLine) -> bool:
    return any(
        mine and mine == theirs
        for mine, theirs in zip(_signs(one), _signs(other), strict=True)
    )


def _signs(line: AdultLine) -> tuple[str, ...]:
    name = plain(f"{line.given_name} {line.family_name}")
    return (line.ref, name, line.email.casefold(), digits(line.mobile))


def order_of(line: AdultLine) -> tuple[str, ...]:
    """Return by what adults are put in order, whatever their order in the file."""
    return (
        *(line.ref, line.family_name, line.given_name, line.email, line.mobile),
        *(line.title, str(line.relationship), str(line.responsibility)),
        *(str(line.is_prime_carer), str(line.is_named_for_access)),
    )


def identity(line: AdultLine) -> tuple[str, ...]:
    """Return by what two lines of one child are the same adult, said twice."""
    return (
        *(line.ref, plain(line.given_name), plain(line.family_name)),
        *(line.email.casefold(), digits(line.mobile)),
    )


def _chosen(found: Mapping[int, Who]) -> set[ContactRow]:
    return {who.contact for who in found.values() if who.contact}


def _matched(
    lines: Sequence[AdultLine], contacts: Sequence[ContactRow]
) -> dict[int, ContactRow]:
    """Match in passes, the surest first; what two could be, nobody is."""
    found: dict[int, ContactRow] = {}
    for test in PASSES:
        free = [each for each in contacts if each not in set(found.values())]
        hits = {
            id(line): [each for each in free if test(line, each)]
            for line in lines
            if id(line) not in found
        }
        claimed: dict[int, set[tuple[str, ...]]] = defaultdict(set)
        for line in lines:
            for contact in hits.get(id(line), ()):
                claimed[contact.id].add(identity(line))
        for key, each in hits.items():
            if len(each) == 1 and (test in SAME_TWICE or len(claimed[each[0].id]) == 1):
                found[key] = each[0]
    return found


def _checked(who: Who, circle: Circle, matched: set[ContactRow]) -> Who:
    """Hold a line back that may be somebody else than it was taken for."""
    line, contact = who.line, who.contact
    ids = {each.id for each in circle.restricted}
    if contact and contact.id in ids:
        return who
    feared = [
        each
        for each in circle.restricted
        if _may_be_restricted(line, each) and not _said_before(line, contact, each)
    ]
    if feared:
        return replace(who, contact=None, may_be=tuple(feared), why=RESTRICTED)
    if contact:
        others = _contradicting(who, circle, matched)
        both = (contact, *others)
        doubt = replace(who, contact=None, may_be=both, why=CONTRADICTS)
        return doubt if others else who
    near = [
        each
        for each in circle.contacts
        if _is_near(line, each) and (each not in matched or each.id in ids)
    ]
    if not near:
        return who
    why = SEVERAL if len(near) > 1 else CONTRADICTS
    return replace(who, may_be=tuple(near), why=why)


def _contradicting(
    who: Who, circle: Circle, matched: set[ContactRow]
) -> tuple[ContactRow, ...]:
    """Return others of the child whose address the line has, and nobody else is."""
    return tuple(
        each
        for each in circle.contacts
        if each not in matched
        and (_email(who.line, each) or _mobile(who.line, each))
        and not _said_before(who.line, who.contact, each)
    )


def _said_before(
    line: AdultLine, contact: ContactRow | None, feared: ContactRow
) -> bool:
    """Answer whether what is like the feared one stands on record for this contact."""
    if contact is None:
        return False
    new_email = _email(line, feared) and not _email(line, contact)
    new_mobile = _mobile(line, feared) and not _mobile(line, contact)
    new_name = not _name(line, contact)
    return not (new_email or new_mobile or new_name)


def _ref(line: AdultLine, contact: ContactRow) -> bool:
    return bool(line.ref) and line.ref == contact.ref


def _email(line: AdultLine, contact: ContactRow) -> bool:
    return bool(line.email) and line.email.casefold() == contact.email.casefold()


def _mobile(line: AdultLine, contact: ContactRow) -> bool:
    return bool(line.mobile) and digits(line.mobile) == digits(contact.mobile)


def _name(line: AdultLine, contact: ContactRow) -> bool:
    mine = (plain(line.given_name), plain(line.family_name))
    return any(mine) and mine == (plain(contact.given_name), plain(contact.family_name))


def _refs_agree(line: AdultLine, contact: ContactRow) -> bool:
    return not (line.ref and contact.ref and line.ref != contact.ref)


def _given_agrees(line: AdultLine, contact: ContactRow) -> bool:
    """Answer whether the names may be one person's: S Doe is Sue Doe, Sue Roe too.

    Two who share an address are told apart by it: Ann Doe is never taken for Tom Doe.
    """
    mine, theirs = plain(line.given_name), plain(contact.given_name)
    if mine == theirs or not (mine or line.family_name):
        return True
    is_short = bool(mine) and bool(theirs)
    is_short = is_short and (mine.startswith(theirs) or theirs.startswith(mine))
    return is_short and plain(line.family_name) == plain(contact.family_name)


def _by_email_and_name(line: AdultLine, contact: ContactRow) -> bool:
    return _refs_agree(line, contact) and _email(line, contact) and _name(line, contact)


def _by_email(line: AdultLine, contact: ContactRow) -> bool:
    agree = _refs_agree(line, contact) and _given_agrees(line, contact)
    return agree and _email(line, contact)


def _by_mobile(line: AdultLine, contact: ContactRow) -> bool:
    agree = _refs_agree(line, contact) and _given_agrees(line, contact)
    return agree and _mobile(line, contact)


def _by_name(line: AdultLine, contact: ContactRow) -> bool:
    return _refs_agree(line, contact) and _name(line, contact)


SAME_TWICE = (_ref, _by_email_and_name)
"""So sure that two lines may be the same contact."""
PASSES: tuple[Test, ...] = (*SAME_TWICE, _by_email, _by_mobile, _by_name)


def _is_near(line: AdultLine, contact: ContactRow) -> bool:
    return any(test(line, contact) for test in (_ref, _email, _mobile, _name))


def _may_be_restricted(line: AdultLine, contact: ContactRow) -> bool:
    mine = plain(f"{line.given_name} {line.family_name}")
    theirs = plain(f"{contact.given_name} {contact.family_name}")
    is_alike = bool(mine) and fuzz.ratio(mine, theirs) >= LIKE_A_RESTRICTED_ONE
    return is_alike or _is_near(line, contact)


def one_person(whos: Iterable[Who]) -> list[list[Who]]:
    """Put lines of several children together that are one adult.

    They are if a number says so, or e-mail and name are equal and no number differs.
    """
    groups: list[list[Who]] = []
    by_mark: dict[tuple[str, ...], list[Who]] = {}
    for who in whos:
        line = who.line
        marks = [
            *_marks(line, is_split=who.is_split),
            ("child", repr(sort_key(who.student)), *identity(line)),
        ]
        mine = next((by_mark[mark] for mark in marks if mark in by_mark), None)
        if mine is None or not all(_may_be_one(who, other) for other in mine):
            mine = []
            groups.append(mine)
        mine.append(who)
        for mark in marks:
            by_mark.setdefault(mark, mine)
    return groups


def _marks(line: AdultLine, *, is_split: bool) -> list[tuple[str, ...]]:
    split = "split" if is_split else ""
    marks: list[tuple[str, ...]] = [("ref", line.ref, split)] if line.ref else []
    name = (plain(line.given_name), plain(line.family_name))
    if line.email and any(name):
        marks.append(("email", line.email.casefold(), *name, split))
    return marks


def _may_be_one(who: Who, other: Who) -> bool:
    mine, theirs = _number(who), _number(other)
    return not (mine and theirs and mine != theirs)


def _number(who: Who) -> str:
    return who.line.ref or (who.contact.ref if who.contact else "")
