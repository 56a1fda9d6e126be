"""What a roll changes of ties: begun, changed, begun again and ended; never quietly."""

from collections.abc import Iterable, Sequence
from datetime import date

from schoolgate.kernel.importing.changes import (
    Change,
    Found,
    LeftAlone,
    Options,
    Table,
)
from schoolgate.kernel.importing.contacts import Adults, name_of
from schoolgate.kernel.importing.on_record import OnRecord, StudentRow, TieRow
from schoolgate.kernel.roll import AdultLine, StudentLine
from schoolgate.kernel.vocabulary import Relationship, Responsibility

PARENTS = {Relationship.MOTHER, Relationship.FATHER, Relationship.PARENT}
CAUTIOUS_FIRST = tuple(reversed(Responsibility))
OBJECTS = "The student objects to this contact being told."
NEXT_OF_KIN = "Who is named for access is said by student services, one by one."


def take_ties(
    students: Sequence[tuple[StudentLine, StudentRow]],
    adults: Adults,
    record: OnRecord,
    options: Options,
    *,
    on: date,
    ends: bool,
) -> Found:
    """Begin, change and end ties as the file has them.

    What is under an objection stays as it is. With `ends`, a child's adult who is not
    in the file beside that child is ended: today, never deleted. A child for whom the
    file has no adult at all loses none.
    """
    found = Found()
    by_id = {row.id: row for _, row in students}
    for number, pair in enumerate(sorted(adults.ties), start=1):
        student = by_id[pair[0]]
        here = [
            each for each in record.ties_of.get(pair[0], []) if each.contact == pair[1]
        ]
        now = next((each for each in here if each.is_in_force(on)), None)
        if pair in record.objected:
            _leave(student, pair[1], adults, OBJECTS, found)
        elif now:
            _change(now, adults.ties[pair], student, adults, found)
        else:
            said = _begun(-number, pair, adults.ties[pair], options, on)
            began = next((each for each in here if each.starts_on == on), None)
            if began:
                said = said._replace(id=began.id)
            found.changes.append(Change(Table.TIES, began, said))
    if ends:
        _end(students, adults, record, on, found)
    return found


def _change(
    now: TieRow,
    lines: list[AdultLine],
    student: StudentRow,
    adults: Adults,
    found: Found,
) -> None:
    relationship = _one(now.relationship, [each.relationship for each in lines])
    if relationship == Relationship.PARENT:
        relationship = now.relationship  # it says no more than what stands there
    access = _one(now.is_named_for_access, [each.is_named_for_access for each in lines])
    if access and not now.is_named_for_access:
        _leave(student, now.contact, adults, NEXT_OF_KIN, found)
        access = False
    after = now._replace(
        relationship=str(relationship),
        responsibility=str(
            _one(now.responsibility, [each.responsibility for each in lines])
        ),
        is_prime_carer=bool(
            _one(now.is_prime_carer, [each.is_prime_carer for each in lines])
        ),
        is_named_for_access=bool(access),
    )
    if after != now:
        found.changes.append(Change(Table.TIES, now, after))


def _one(now: object, said: Iterable[object]) -> object:
    """Return what shall stand: what stands if any line says so, else the least."""
    values = {each for each in said if each is not None}
    if not values or now in values:
        return now
    return min(values, key=_caution)


def _caution(value: object) -> tuple[int, str]:
    if isinstance(value, Responsibility):
        return (CAUTIOUS_FIRST.index(value), "")
    return (int(value is True), str(value))


def _begun(
    number: int,
    pair: tuple[int, int],
    lines: list[AdultLine],
    options: Options,
    on: date,
) -> TieRow:
    relationship = _one(None, [each.relationship for each in lines])
    responsibility = _one(None, [each.responsibility for each in lines])
    if responsibility is None:
        answers = options.parents_answer and relationship in PARENTS
        responsibility = Responsibility.PARENTAL if answers else Responsibility.NONE
    return TieRow(
        id=number,
        student=pair[0],
        contact=pair[1],
        relationship=str(relationship or Relationship.OTHER),
        responsibility=str(responsibility),
        is_prime_carer=bool(_one(None, [each.is_prime_carer for each in lines])),
        is_named_for_access=bool(
            _one(None, [each.is_named_for_access for each in lines])
        ),
        starts_on=on,
    )


def _end(
    students: Sequence[tuple[StudentLine, StudentRow]],
    adults: Adults,
    record: OnRecord,
    on: date,
    found: Found,
) -> None:
    for line, student in students:
        if not line.adults:
            continue
        perhaps = adults.perhaps.get(student.id, set())
        for tie in record.ties_of.get(student.id, []):
            pair = (tie.student, tie.contact)
            is_there = pair in adults.ties or tie.contact in perhaps
            if is_there or not tie.is_in_force(on):
                continue
            if pair in record.objected or pair in record.restricted:
                name = name_of(record.contact[tie.contact])
                why = "Not in the file; a restriction or objection is on record."
                found.left_alone.append(LeftAlone(name_of(student), name, why))
            else:
                after = tie._replace(ends_on=on)
                found.changes.append(Change(Table.TIES, tie, after))


def _leave(
    student: StudentRow, contact: int, adults: Adults, why: str, found: Found
) -> None:
    name = name_of(adults.contacts[contact])
    found.left_alone.append(LeftAlone(name_of(student), name, why))
