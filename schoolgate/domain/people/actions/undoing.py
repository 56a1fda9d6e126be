"""Taking an import back: everything stands as it did before, or nothing changes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from schoolgate.domain.people.access import may_import_people
from schoolgate.domain.people.actions.importing import create, delete, update
from schoolgate.domain.people.actions.imports import moved, record, without_names
from schoolgate.domain.people.actions.readdressing import Follow, readdressed_by
from schoolgate.domain.people.actions.ways_back import Entry, unpacked
from schoolgate.domain.people.enums import ImportContentKind, ImportState
from schoolgate.domain.people.models import ImportBatch, ImportContent
from schoolgate.domain.people.queries import MODEL_OF, content_of, on_record
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
    StaffRow,
    StudentRow,
    TieRow,
)

MOST_NAMED = 5
TOO_OLD = (
    "The way back is deleted after 90 days. Import the file of before, or correct by"
    " hand."
)


class CannotUndoError(ValueError):
    """An import cannot be taken back; says who was changed, or is referred to."""


def undo_import(
    batch: ImportBatch, *, follow: Follow, by: Actor, at: datetime
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
        here = on_record(found.school, lock=True)
        _refuse_if_touched(entries, here)
        _refuse_if_needed(entries, here)
        _put_back(entries, school_id=found.school_id)
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
    places = {(row.student, row.group) for row in here.places}
    touched = [
        entry.after or entry.before
        for entry in entries
        if (
            now[entry.table].get(entry.id) != entry.after
            if entry.after
            else (entry.before.student, entry.before.group) in places
        )
    ]
    if touched:
        raise CannotUndoError(
            f"{_named(touched, here)} changed since. Put that right by hand, or leave"
            " the import as it is. Nothing was taken back."
        )


def _refuse_if_needed(entries: Sequence[Entry], here: OnRecord) -> None:
    """Raise CannotUndoError for added rows that something else refers to."""
    added: dict[Table, dict[int, Any]] = {table: {} for table in Table}
    for entry in entries:
        if entry.before is None:
            added[entry.table][entry.id] = entry.after
    needed = [
        rows[number]
        for table, rows in added.items()
        if rows
        for number in _referred_to(table, added)
    ]
    if needed:
        raise CannotUndoError(
            f"Something refers to {_named(needed, here)} by now, such as an enquiry, an"
            " account or a tie made by hand. Nothing was taken back."
        )


def _referred_to(table: Table, added: dict[Table, dict[int, Any]]) -> Iterator[int]:
    tables = {model: name for name, model in MODEL_OF.items()}
    for relation in _relations_to(MODEL_OF[table]):
        column = relation.field.attname
        model: Any = relation.related_model
        rows = model.objects.filter(**{f"{column}__isnull": False})
        own = added.get(tables.get(model), {}) if model in tables else {}  # type: ignore[arg-type]
        for key, number in rows.values_list("pk", column).iterator():
            if number in added[table] and key not in own:
                yield number


def _relations_to(model: type[SchoolOwned]) -> list[Any]:
    """Return every key that points at a table, those without a way back too."""
    fields = model._meta.get_fields(include_hidden=True)  # noqa: SLF001 (Django's own way)
    return [each for each in fields if each.auto_created and not each.concrete]


def _put_back(entries: Sequence[Entry], *, school_id: int) -> None:
    for table in reversed(Table):
        mine = [each for each in entries if each.table is table]
        delete(table, [each.id for each in mine if each.before is None])
        changed = [each for each in mine if each.before and each.after]
        pairs = [(each.after, each.before) for each in changed]
        update(table, pairs, school_id=school_id)
        gone = [each.before for each in mine if each.after is None]
        create(table, gone, school_id=school_id)


def _named(rows: Iterable[Any], here: OnRecord) -> str:
    names = list(dict.fromkeys(_name(row, here) for row in rows))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _name(row: Any, here: OnRecord) -> str:  # noqa: ANN401 (any of the six)
    if isinstance(row, StudentRow | ContactRow):
        return name_of(row)
    if isinstance(row, StaffRow):
        return f"{row.given_name} {row.family_name}".strip()
    if isinstance(row, GroupRow):
        return row.name
    student = here.student.get(row.student)
    child = name_of(student) if student else "a student"
    if isinstance(row, TieRow):
        contact = here.contact.get(row.contact)
        return f"the tie of {child} and {name_of(contact) if contact else 'an adult'}"
    assert isinstance(row, PlaceRow)  # noqa: S101 (the last of the six)
    group = here.group.get(row.group)
    return f"the place of {child} in {group.name if group else 'a group'}"
