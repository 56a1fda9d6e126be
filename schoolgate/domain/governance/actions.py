"""Taking out everything that is held about one person.

For who answers a request to see it: to read first, as other people stand in it too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from schoolgate.domain.enquiries.queries.withheld import (
    is_for_few,
    is_signature_of_few,
)
from schoolgate.domain.governance.access import may_take_data_out
from schoolgate.domain.people.models import Person
from schoolgate.domain.schools.models import Group
from schoolgate.foundation import audit
from schoolgate.foundation.models import AuditEntry
from schoolgate.kernel.actors import Actor

DEEPEST = 3
"""From a person to their enquiry, to a message in it: no further."""
NEVER = frozenset(
    {"id", "password", "school", "seed", "facts", "lease", "data", "answer"}
)
"""Fields that say nothing about anybody, open something, or are a file's bytes; and
whether one side felt respected, which nobody reads alone."""


@dataclass(frozen=True)
class Held:
    """One thing that is held: in which record, what it is, and what stands there."""

    record: str
    what: str
    says: str


@transaction.atomic
def take_data_out(person: Person, *, by: Actor, at: datetime) -> list[Held]:
    """Return everything held about somebody, record by record.

    Every row that points at this person, however a later feature is called, and what
    hangs on it. The taking is on record before anything is returned. Refuses who may
    not. What only few may read is not in it, whoever takes it out: they add it.
    """
    may_take_data_out(by).require()
    kind = type(person).__name__.lower()
    about = f"{kind}:{person.public_id}"
    audit.record(
        "person.data_taken_out",
        school_id=person.school_id,
        by=by,
        at=at,
        about=about,
    )
    held = [*_of_row(person), *_hanging_on(person, {_key(person)}, DEEPEST)]
    return [*held, *_on_record(about)]


def pointing_at(
    model: type[models.Model],
) -> Iterator[tuple[type[models.Model], str]]:
    """Yield each table with a field that points at this one, and the field's name."""
    for field in model._meta.get_fields(include_hidden=True):  # noqa: SLF001
        if isinstance(field, models.ManyToOneRel):
            yield field.related_model, field.field.name


def _hanging_on(
    row: models.Model, seen: set[tuple[str, int]], deep: int
) -> Iterator[Held]:
    """Yield what points at a row, then what points at that; other people end it."""
    for model, field in pointing_at(type(row)):
        rows = model._base_manager.filter(**{field: row.pk})  # noqa: SLF001
        for each in rows.order_by("pk"):
            if _key(each) in seen or isinstance(each, Person) or is_for_few(each):
                continue
            seen.add(_key(each))
            yield from _of_row(each)
            if deep > 1:
                yield from _hanging_on(each, seen, deep - 1)


def _of_row(row: models.Model) -> Iterator[Held]:
    record = str(row._meta.verbose_name)  # noqa: SLF001 (Django's own way)
    for field in row._meta.concrete_fields:  # noqa: SLF001
        if field.name in NEVER or "hash" in field.name or field.name == "raw":
            continue
        says = _in_words(field, row)
        if says:
            yield Held(record, str(field.verbose_name), says)


def _in_words(field: "models.Field[Any, Any]", row: models.Model) -> str:
    """Return what stands in a field as people read it; of a row, who or what it is."""
    if isinstance(field, models.ForeignKey):
        other = getattr(row, field.name)
        if isinstance(other, Person):
            return other.full_name
        return other.name if isinstance(other, Group) else ""
    value = getattr(row, field.name)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = row._get_FIELD_display(field) if field.choices else value  # type: ignore[attr-defined] # noqa: SLF001
    return "" if shown is None else str(shown)


def _on_record(about: str) -> Iterator[Held]:
    """Yield what the audit says was done about, or by, this person."""
    _, _, public_id = about.partition(":")
    entries = AuditEntry.objects.filter(
        models.Q(about=about) | models.Q(by__endswith=f":{public_id}")
    )
    for entry in entries.order_by("sequence"):
        if is_signature_of_few(entry.about):
            continue
        yield Held("audit", entry.action, entry.at.isoformat())


def _key(row: models.Model) -> tuple[str, int]:
    return row._meta.label, row.pk  # noqa: SLF001 (Django's own way)
