"""What must give pause before an import: the wrong file, a moved column, many ends.

Each caution has to be ticked by a person. The shares are of what a school would
expect in a week of term; a real change of year meets them too, and is then ticked.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from schoolgate.kernel.importing.changes import Caution, Change, Table
from schoolgate.kernel.importing.on_record import (
    OnRecord,
    PostRow,
    StaffRow,
    StudentRow,
    TieRow,
    addresses_of,
    plain,
)
from schoolgate.kernel.roll import Roll, StudentLine

MANY_ENDED = 0.05
FEW_KNOWN = 0.2
MANY_RENAMED = 0.2
MANY_ELSEWHERE = 0.05
FEWEST_TO_JUDGE = 3
"""Of fewer people a share says nothing."""

Match = tuple[StudentLine, StudentRow | None]


def cautions_about(
    roll: Roll,
    matches: Sequence[Match],
    changes: Sequence[Change],
    record: OnRecord,
    *,
    on: date,
) -> Iterator[Caution]:
    """Yield what a person must tick, the most alarming first."""
    for number, doubt in enumerate(roll.doubts, start=1):
        yield Caution(f"doubt-{number}", doubt.what, doubt.why)
    yield from _another_school(roll, matches, record)
    yield from _moved_column(matches)
    yield from _moved_row(matches, record)
    yield from _much_ended(changes, record, on)
    yield from _begun_again(changes, record)
    yield from _about_staff(changes)


def _another_school(
    roll: Roll, matches: Sequence[Match], record: OnRecord
) -> Iterator[Caution]:
    code = "another-school"
    said = {plain(each) for each in roll.schools}
    numbers = {each for each in said if each.isdecimal()}
    known = {plain(each) for each in record.earlier_schools}
    names = said - numbers
    if names and plain(record.school_name) not in names and not names & known:
        yield Caution(
            code,
            f"The file names the school “{roll.schools[0]}”.",
            f"This is {record.school_name}.",
        )
    ours = {each for each in known if each.isdecimal()}
    if numbers and ours and not numbers & ours:
        yield Caution(
            "another-number",
            f"The file is of the school with number {min(numbers)}.",
            f"Files taken before were of {min(ours)}.",
        )
    addresses = [each.email for each in roll.staff if each.email]
    home = [each for each in addresses if each.casefold().endswith(record.mail_domain)]
    if len(home) * 2 < len(addresses):
        yield Caution(
            "another-domain",
            f"{len(addresses) - len(home)} of {len(addresses)} staff have addresses"
            f" that do not end in {record.mail_domain}.",
            "They may be another school’s staff.",
        )
    found = sum(1 for _, row in matches if row)
    if matches and record.students and found < FEW_KNOWN * len(matches):
        yield Caution(
            "few-known",
            f"Of {len(matches)} students in the file, {found} are on record here.",
            "It may be another school’s file, or its numbers are of another system.",
        )


def _moved_column(matches: Sequence[Match]) -> Iterator[Caution]:
    known = [(line, row) for line, row in matches if row]
    other = [1 for line, row in known if _is_renamed(line, row)]
    if len(other) >= FEWEST_TO_JUDGE and len(other) > MANY_RENAMED * len(known):
        yield Caution(
            "moved-column",
            f"{len(other)} of {len(known)} students would get another first name or"
            " birthday.",
            "A column may have moved, or the numbers belong to others.",
        )


def _is_renamed(line: StudentLine, row: StudentRow) -> bool:
    return row.born_on != line.born_on or (
        plain(row.given_name) != plain(line.given_name)
    )


def _moved_row(matches: Sequence[Match], record: OnRecord) -> Iterator[Caution]:
    """Look for adults who on record are other children's, as after a lost cell."""
    own = {
        row.id: {
            at
            for tie in record.ties_of.get(row.id, [])
            for at in addresses_of(record.contact[tie.contact])
        }
        for _, row in matches
        if row
    }
    lines = [(row.id, each) for line, row in matches if row for each in line.adults]
    strange = [
        1
        for student, each in lines
        if (at := set(addresses_of(each)))
        and not at & own[student]
        and own[student]
        and any(one in record.reached_at for one in at)
    ]
    if len(strange) >= FEWEST_TO_JUDGE and len(strange) > MANY_ELSEWHERE * len(lines):
        yield Caution(
            "moved-row",
            f"{len(strange)} of {len(lines)} adults have the address or number of"
            " another child’s adult on record.",
            "A column may have moved up or down by a row.",
        )


def _much_ended(
    changes: Sequence[Change], record: OnRecord, on: date
) -> Iterator[Caution]:
    for table, what, here in (
        (Table.TIES, "ties", sum(each.is_in_force(on) for each in record.ties)),
        (
            Table.STUDENTS,
            "students",
            sum(each.left_on is None for each in record.students),
        ),
    ):
        ended = sum(1 for each in changes if each.table is table and is_end(each))
        if ended > MANY_ENDED * here:
            yield Caution(
                f"many-{what}-ended",
                f"{ended} of {here} {what} would end.",
                "That is more than 5 in 100. Look at the list first.",
            )


def _begun_again(changes: Sequence[Change], record: OnRecord) -> Iterator[Caution]:
    number = sum(1 for each in changes if is_begun_again(each, record))
    if number:
        yield Caution(
            "begun-again",
            f"{number} ties that were ended would begin again.",
            "Somebody ended them for a reason. Look at the list first.",
        )


def _about_staff(changes: Sequence[Change]) -> Iterator[Caution]:
    if number := sum(map(is_another_address, changes)):
        yield Caution(
            "another-address",
            f"Staff who would sign in at another address: {number}.",
            "Whoever reads mail there comes in as them. Look at the list first.",
        )
    if number := sum(map(is_taken_away, changes)):
        yield Caution(
            "posts-taken",
            f"Posts that would be taken from who has them: {number}.",
            "The file names others as teachers. Look at the list first.",
        )


def is_another_address(change: Change) -> bool:
    """Answer whether somebody on record would sign in at another address."""
    before, after = change.before, change.after
    if not isinstance(before, StaffRow) or not isinstance(after, StaffRow):
        return False
    return before.email != after.email


def is_taken_away(change: Change) -> bool:
    """Answer whether somebody loses a post: to another, or because it ends."""
    before, after = change.before, change.after
    if not isinstance(before, PostRow) or before.holder is None:
        return False
    return not isinstance(after, PostRow) or after.holder != before.holder


def is_end(change: Change) -> bool:
    """Answer whether a change ends a tie or takes a student off roll."""
    before, after = change.before, change.after
    if isinstance(before, TieRow) and isinstance(after, TieRow):
        return after.ends_on is not None and before.ends_on != after.ends_on
    if isinstance(before, StudentRow) and isinstance(after, StudentRow):
        return after.left_on is not None and before.left_on != after.left_on
    return False


def is_begun_again(change: Change, record: OnRecord) -> bool:
    """Answer whether a tie begins that once ended between the same two."""
    after = change.after
    if change.table is not Table.TIES or not isinstance(after, TieRow):
        return False
    if isinstance(change.before, TieRow):
        return change.before.ends_on is not None and after.ends_on is None
    return any(
        each.contact == after.contact for each in record.ties_of.get(after.student, [])
    )
