"""A plan carried out on plain rows: what the database must equal afterwards."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from schoolgate.kernel.importing.changes import Change, Table
from schoolgate.kernel.importing.on_record import (
    OnRecord,
    PlaceRow,
    PostRow,
    Row,
    TieRow,
)

POINTS_AT = {
    "student": Table.STUDENTS,
    "contact": Table.CONTACTS,
    "group": Table.GROUPS,
    "holder": Table.STAFF,
    "deputy": Table.STAFF,
}
"""Which table the fields of ties, places and posts name a row of."""
Made = dict[tuple[Table, int], int]


def with_ids(row: Row, made: Made) -> Any:  # noqa: ANN401 (the same kind of row)
    """Return a row whose fields name rows that exist, for those that were made."""
    if not isinstance(row, TieRow | PlaceRow | PostRow):
        return row
    ids = {
        name: made.get((table, getattr(row, name)), getattr(row, name))
        for name, table in POINTS_AT.items()
        if name in row._fields
    }
    return row._replace(**ids)


def taken(record: OnRecord, changes: Iterable[Change]) -> OnRecord:
    """Return what is on record after these changes."""
    rows: dict[Table, dict[int, Any]] = {
        table: {row.id: row for row in getattr(record, table)} for table in Table
    }
    made: Made = {}
    last = {table: max([0, *here]) for table, here in rows.items()}
    for change in sorted(changes, key=lambda each: list(Table).index(each.table)):
        here = rows[change.table]
        if change.after is None:
            del here[change.before.id]  # type: ignore[union-attr]
        elif change.before is None:
            last[change.table] += 1
            number = last[change.table]
            made[change.table, change.after.id] = number
            here[number] = with_ids(change.after, made)._replace(id=number)
        else:
            here[change.before.id] = with_ids(change.after, made)
    after: dict[str, Any] = {
        str(table): tuple(each.values()) for table, each in rows.items()
    }
    return replace(record, **after)
