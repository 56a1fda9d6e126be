"""Taking an import in: one transaction, all or nothing, and only what was shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from schoolgate.domain.people.access import may_import_people
from schoolgate.domain.people.actions.imports import (
    keep_content,
    keep_plan,
    moved,
    options_of,
    record,
)
from schoolgate.domain.people.actions.readdressing import Follow, readdressed_by
from schoolgate.domain.people.actions.ways_back import Entry, packed
from schoolgate.domain.people.enums import ImportContentKind, ImportState
from schoolgate.domain.people.models import ImportBatch, ImportContent
from schoolgate.domain.people.queries import MODEL_OF, Models, column_of, on_record
from schoolgate.domain.schools.models import School
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.importing.changes import Change, Plan, Table
from schoolgate.kernel.importing.on_record import OnRecord
from schoolgate.kernel.importing.planning import plan
from schoolgate.kernel.importing.progress import Doing, Tell, tell_nobody
from schoolgate.kernel.importing.taking import Made, with_ids
from schoolgate.kernel.roll import Roll

Model = Any
"""The class of a table, whichever it is."""
GIVEN = ("id", "public_id")
"""What a new row is given when it is stored, and no plan says."""
AT_ONCE = 2_000
"""Rows written by one statement."""
CHANGED_MEANWHILE = (
    "Something on record has changed since, or it is another day. This is what would"
    " happen now; nothing has been done. Look again."
)


@dataclass(frozen=True)
class Beyond:
    """What an import needs of the apps above this one: they hand it in.

    `posts` is their table; `facts` says on a day what OnRecord has of restrictions,
    objections and posts; `tell` takes how far it has come.
    """

    posts: type[SchoolOwned]
    facts: Callable[[date], Mapping[str, Any]]
    tell: Tell = tell_nobody

    @property
    def tables(self) -> Models:
        """Return the table of every kind of row, those first that others name."""
        known = {**MODEL_OF, Table.POSTS: self.posts}
        return {table: known[table] for table in Table}


def dry_run(
    batch: ImportBatch, roll: Roll, *, beyond: Beyond, by: Actor, at: datetime
) -> ImportBatch:
    """Work out what a file would change, and keep it to be looked at.

    Changes nobody's record. Refuses who may not import; raises ImportMovedOnError.
    """
    may_import_people(by).require()
    with transaction.atomic():
        found, here = _planned(batch, roll, beyond, at, lock=False)
        return keep_plan(batch, found, roll, here, trouble="")


def apply_import(
    batch: ImportBatch,
    roll: Roll,
    *,
    beyond: Beyond,
    follow: Follow,
    by: Actor,
    at: datetime,
) -> ImportBatch:
    """Take in what was shown; if that is no longer what would happen, show it again.

    `follow` is told whose address that changes. Locks the school's row, so that two
    imports wait for each other, then everybody on record. Refuses who may not import;
    raises ImportMovedOnError.
    """
    may_import_people(by).require()
    with transaction.atomic():
        School.objects.select_for_update().get(pk=batch.school_id)
        made, here = _planned(batch, roll, beyond, at, lock=True)
        found = ImportBatch.objects.get(pk=batch.pk)
        if made.digest != found.digest:
            return keep_plan(batch, made, roll, here, trouble=CHANGED_MEANWHILE)
        found = moved(batch, ImportState.APPLIED)
        found.applied_at, found.applied_by = at, by.signature
        found.save()
        entries = written(made.changes, beyond, school_id=found.school_id)
        follow(readdressed_by(entries, undone=False))
        ImportContent.objects.filter(batch=found).delete()
        keep_content(found, ImportContentKind.UNDO, packed(entries))
        counts = Counter(str(each.table) for each in made.changes)
        record(found, "import.applied", by=by, at=at, **counts)
        return found


def _planned(
    batch: ImportBatch, roll: Roll, beyond: Beyond, at: datetime, *, lock: bool
) -> tuple[Plan, OnRecord]:
    on = batch.school.day_of(at)
    here = on_record(batch.school, beyond.tables, lock=lock)
    # Read once the ties are locked: a restriction that comes now waits for them.
    here = replace(here, **beyond.facts(on))
    return plan(roll, here, options_of(batch), on=on, tell=beyond.tell), here


def written(
    changes: Sequence[Change], beyond: Beyond, *, school_id: int
) -> list[Entry]:
    """Write changes to the tables; return each row touched, before and after."""
    made: Made = {}
    entries: list[Entry] = []
    for table, model in beyond.tables.items():
        mine = [each for each in changes if each.table is table]
        new = [each for each in mine if each.before is None]
        for part in _added(model, new, made, school_id):
            entries += part
            beyond.tell(Doing.WRITING, len(entries), len(changes))
        touched = [
            Entry(table, each.before, each.after) for each in mine if each.before
        ]
        changed = [(each.before, each.after) for each in touched if each.after]
        update(model, changed, school_id=school_id)
        delete(model, [each.id for each in touched if each.after is None])
        entries += touched
    return entries


def _added(
    model: Model, changes: Sequence[Change], made: Made, school_id: int
) -> Iterator[list[Entry]]:
    for start in range(0, len(changes), AT_ONCE):
        part = changes[start : start + AT_ONCE]
        rows = [with_ids(each.after, made) for each in part if each.after]
        stored = create(model, rows, school_id=school_id)
        entries = []
        for row, new in zip(rows, stored, strict=True):
            made[part[0].table, row.id] = new.pk
            given = {name: getattr(new, name) for name in GIVEN if hasattr(row, name)}
            entries.append(Entry(part[0].table, None, row._replace(**given)))
        yield entries


def create(model: Model, rows: Iterable[Any], *, school_id: int) -> list[SchoolOwned]:
    """Put rows into a table; one that was there before gets its ids back."""
    stored = []
    for row in rows:
        new = {name for name in GIVEN if row.id < 0}
        said = {
            column_of(name): getattr(row, name)
            for name in row._fields
            if name not in new
        }
        stored.append(model(school_id=school_id, **said))
    made: list[SchoolOwned] = model.objects.bulk_create(stored, batch_size=AT_ONCE)
    return made


def update(model: Model, pairs: Sequence[tuple[Any, Any]], *, school_id: int) -> None:
    """Change rows from what they were to what they shall be, only what differs."""
    by_fields: dict[tuple[str, ...], list[Any]] = {}
    for before, after in pairs:
        names = tuple(
            name
            for name in after._fields[1:]
            if getattr(before, name) != getattr(after, name)
        )
        by_fields.setdefault(names, []).append(after)
    for names, rows in by_fields.items():
        objects = [
            model(
                pk=row.id,
                school_id=school_id,
                **{column_of(name): getattr(row, name) for name in names},
            )
            for row in rows
        ]
        columns = map(column_of, names)
        model.objects.bulk_update(objects, columns, batch_size=AT_ONCE // 4)


def delete(model: Model, ids: Sequence[int]) -> None:
    """Take rows out of a table. The caller has made sure that nothing needs them."""
    rows = model.objects
    for start in range(0, len(ids), AT_ONCE):
        found = rows.filter(pk__in=ids[start : start + AT_ONCE])
        found._raw_delete(found.db)  # noqa: SLF001 (no cascade)
