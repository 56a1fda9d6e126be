"""What a roll changes of staff. Nobody is ended: that somebody left is said by hand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from schoolgate.kernel.importing.changes import Change, Found, LeftAlone, Table
from schoolgate.kernel.importing.contacts import name_of
from schoolgate.kernel.importing.on_record import OnRecord, StaffRow, plain
from schoolgate.kernel.roll import Fault, StaffLine

FIELDS = ("ref", "title", "given_name", "family_name", "email")
GUARDED = (
    "{} in the file is not taken: a post of theirs opens much. Change the address on"
    " their own page."
)
STAFF = Table.STAFF


def take_staff(lines: Sequence[StaffLine], record: OnRecord) -> Found:
    """Match staff by ref, else e-mail, else name, each if it is exactly one.

    One on record whom several lines may be is for a person. The address of somebody
    whose posts open much stays: with another, somebody else would come in as them.
    """
    found = Found()
    once = sorted({_order(line): line for line in lines}.values(), key=_order)
    hits = [(line, _hits(line, record.staff)) for line in once]
    claims = Counter(row.id for _, rows in hits for row in rows)
    refs = Counter(line.ref for line in once if line.ref)
    for line, rows in hits:
        is_unsure = len(rows) > 1 or any(claims[row.id] > 1 for row in rows)
        if is_unsure or refs[line.ref] > 1:
            found.faults.append(_unsure(line))
        elif rows:
            _correct(rows[0], line, record, found)
        else:
            row = _after(StaffRow(-1 - len(found.changes), "", "", "", "", ""), line)
            found.changes.append(Change(Table.STAFF, None, row))
    return found


def _correct(row: StaffRow, line: StaffLine, record: OnRecord, found: Found) -> None:
    after = _after(row, line)
    if after.email != row.email and row.id in record.guarded:
        found.left_alone.append(
            LeftAlone(name_of(row), "", GUARDED.format(after.email), row.email, STAFF)
        )
        after = after._replace(email=row.email)
    if after != row:
        found.changes.append(Change(Table.STAFF, row, after))


def at_work(record: OnRecord, changes: Iterable[Change], *, on: date) -> list[StaffRow]:
    """Return who works here on a day, as they will be after these changes."""
    rows = dict(record.member)
    for change in changes:
        if isinstance(change.after, StaffRow):
            rows[change.after.id] = change.after
    return [row for row in rows.values() if not row.left_on or on < row.left_on]


def _hits(line: StaffLine, staff: Sequence[StaffRow]) -> list[StaffRow]:
    by_ref = [row for row in staff if line.ref and row.ref == line.ref]
    if by_ref:
        return by_ref
    free = [row for row in staff if not (line.ref and row.ref)]
    email = line.email.casefold()
    by_email = [row for row in free if email and row.email.casefold() == email]
    if by_email:
        return by_email
    return [
        row for row in free if _name(row) == _name(line) and not (email and row.email)
    ]


def _after(row: StaffRow, line: StaffLine) -> StaffRow:
    """Return the row with what the line says; blank never erases."""
    said = {name: getattr(line, name) for name in FIELDS}
    if row.email.casefold() == line.email.casefold():
        said["email"] = row.email
    return row._replace(**{name: value for name, value in said.items() if value})


def _name(who: StaffRow | StaffLine) -> tuple[str, str]:
    return (plain(who.given_name), plain(who.family_name))


def _order(line: StaffLine) -> tuple[str, ...]:
    return tuple(getattr(line, name) for name in FIELDS)


def _unsure(line: StaffLine) -> Fault:
    return Fault(
        line.place.file,
        line.place.row,
        "",
        f"{line.given_name} {line.family_name}, who may be more than one on record",
        "one member of staff for each row",
        "Add the staff code or the work e-mail to the file.",
    )
