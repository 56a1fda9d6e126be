"""Taking an import back: everything stands as it did before, or nothing changes."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from schoolgate.domain.people.access import may_import_people
from schoolgate.domain.people.actions.importing import Beyond, create, delete, update
from schoolgate.domain.people.actions.imports import moved, record, without_names
from schoolgate.domain.people.actions.readdressing import Follow, readdressed_by
from schoolgate.domain.people.actions.ways_back import Entry, unpacked
from schoolgate.domain.people.enums import ImportContentKind, ImportState
from schoolgate.domain.people.models import ImportBatch, ImportContent
from schoolgate.domain.people.queries import Models, content_of, on_record
from schoolgate.domain.schools.models import School
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.importing.changes import Table
from schoolgate.kernel.importing.contacts import name_of
from schoolgate.kernel.importing.on_record import (
    ContactRow,
    GroupRow,
    OnRecord,
    PlaceRow,
    PostRow,
    Row,
    StaffRow,
    StudentRow,
    TieRow,
)
from schoolgate.kernel.importing.progress import Doing
from schoolgate.kernel.importing.taking import POINTS_AT

MOST_NAMED = 5
TOO_OLD = (
    "The way back is deleted after 90 days. Import the file of before, or correct by"
    " hand."
)


class CannotUndoError(ValueError):
    """An import cannot be taken back; says who was changed, or is referred to."""


def undo_import(
    batch: ImportBatch, *, beyond: Beyond, follow: Follow, by: Actor, at: datetime
) -> ImportBatch:
    """Put every row back as it was and take away what was added, all or nothing.

    `follow` is told whose address that changes. Refuses who may not import. Raises
    CannotUndoError, naming them, if somebody has changed one of the rows since, or if
    something else refers to one that was added.
    """
    may_import_people(by).require()
    with transaction.atomic():
        School.objects.select_for_update().get(pk=batch.school_id)
        found = moved(batch, ImportState.UNDONE)
        data = content_of(found, ImportContentKind.UNDO)
        if data is None:
            raise CannotUndoError(TOO_OLD)
        entries = list(unpacked(data))
        here = on_record(found.school, beyond.tables, lock=True)
        _refuse_if_touched(entries, here)
        _refuse_if_needed(entries, here, beyond.tables)
        _put_back(entries, beyond, school_id=found.school_id)
        follow(readdressed_by(entries, undone=True))
        found.undone_at, found.undone_by = at, by.signature
        found.summary = without_names(found.summary)
        found.save()
        ImportContent.objects.filter(batch=found).delete()
        record(found, "import.undone", by=by, at=at, rows=len(entries))
        return found


def _refuse_if_touched(entries: Sequence[Entry], here: OnRecord) -> None:
    """Raise CannotUndoError for rows that are not as the import left them."""
    now = {table: {row.id: row for row in getattr(here, table)} for table in Table}
    filled = {*map(_what, here.places), *map(_what, here.posts)}
    touched = [
        entry.after or entry.before
        for entry in entries
        if (
            now[entry.table].get(entry.id) != entry.after
            if entry.after
            else _what(entry.before) in filled
        )
        or (entry.before and not _points_at_what_is_there(entry.before, now))
    ]
    if touched:
        raise CannotUndoError(
            f"{_named(touched, here)} changed since. Put that right by hand, or leave"
            " the import as it is. Nothing was taken back."
        )


def _what(row: PlaceRow | PostRow) -> tuple[object, ...]:
    """Return what makes a place or a post the same one, made anew by hand."""
    if isinstance(row, PlaceRow):
        return (row.student, row.group)
    return (row.role, row.group, row.holder)


def _points_at_what_is_there(row: Row, now: Mapping[Table, Container[int]]) -> bool:
    """Answer whether everybody and everything a row names is still on record."""
    ids = ((table, getattr(row, name, None)) for name, table in POINTS_AT.items())
    return all(number is None or number in now[table] for table, number in ids)


def _refuse_if_needed(entries: Sequence[Entry], here: OnRecord, tables: Models) -> None:
    """Raise CannotUndoError for added rows that something else refers to."""
    added: dict[Table, dict[int, Any]] = {table: {} for table in Table}
    for entry in entries:
        if entry.before is None:
            added[entry.table][entry.id] = entry.after
    own = {
        (tables[each.table], each.id)
        for each in entries
        if each.before is None or each.table is Table.POSTS  # named anew by it alone
    }
    needed = [
        rows[number]
        for table, rows in added.items()
        if rows
        for number in _referred_to(tables[table], rows, own)
    ]
    if needed:
        raise CannotUndoError(
            f"Something refers to {_named(needed, here)} by now, such as an enquiry, an"
            " account or a tie made by hand. Nothing was taken back."
        )


def _referred_to(
    model: type[SchoolOwned],
    added: Container[int],
    own: Container[tuple[type[SchoolOwned], int]],
) -> Iterator[int]:
    """Yield which rows are named by one that the import has not itself written."""
    for relation in _relations_to(model):
        column = relation.field.attname
        other: Any = relation.related_model
        rows = other.objects.filter(**{f"{column}__isnull": False})
        for key, number in rows.values_list("pk", column).iterator():
            if number in added and (other, key) not in own:
                yield number


def _relations_to(model: type[SchoolOwned]) -> list[Any]:
    """Return every key that points at a table, those without a way back too."""
    fields = model._meta.get_fields(include_hidden=True)  # noqa: SLF001 (Django's own way)
    return [each for each in fields if each.auto_created and not each.concrete]


def _put_back(entries: Sequence[Entry], beyond: Beyond, *, school_id: int) -> None:
    done = 0
    for table, model in reversed([*beyond.tables.items()]):
        beyond.tell(Doing.PUTTING_BACK, done, len(entries))
        mine = [each for each in entries if each.table is table]
        delete(model, [each.id for each in mine if each.before is None])
        changed = [each for each in mine if each.before and each.after]
        pairs = [(each.after, each.before) for each in changed]
        update(model, pairs, school_id=school_id)
        gone = [each.before for each in mine if each.after is None]
        create(model, gone, school_id=school_id)
        done += len(mine)


def _named(rows: Iterable[Any], here: OnRecord) -> str:
    names = list(dict.fromkeys(_name(row, here) for row in rows))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _name(row: Row, here: OnRecord) -> str:
    if isinstance(row, StudentRow | ContactRow | StaffRow):
        return name_of(row)
    if isinstance(row, GroupRow):
        return row.name
    group = (
        here.group.get(row.group or 0) if isinstance(row, PlaceRow | PostRow) else None
    )
    if isinstance(row, PostRow):
        return f"who teaches {group.name if group else 'a class'}"
    student = here.student.get(row.student)
    child = name_of(student) if student else "a student"
    if isinstance(row, TieRow):
        contact = here.contact.get(row.contact)
        return f"the tie of {child} and {name_of(contact) if contact else 'an adult'}"
    return f"the place of {child} in {group.name if group else 'a group'}"
