"""Noticing that somebody's address on record has become another one.

An account is an address, so more has to follow than a changed row: what had the old
one must open nothing any more (deliveries.actions.addresses). The actions here are
handed what follows, and call it in their own transaction.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from schoolgate.domain.people.actions.ways_back import Entry
from schoolgate.domain.people.models import Contact, StaffMember
from schoolgate.domain.people.queries import MODEL_OF
from schoolgate.kernel.importing.changes import Table

HAVE_ADDRESSES = (Table.CONTACTS, Table.STAFF)


class Readdressed(NamedTuple):
    """Somebody whose address on record is another one now, and what it was."""

    person: Contact | StaffMember
    was: str


Follow = Callable[[Sequence[Readdressed]], None]
"""What must follow, before the transaction ends, when addresses have changed."""


def is_another(was: str, becomes: str) -> bool:
    """Answer whether two addresses differ by more than capitals."""
    return was.lower() != becomes.lower()


def readdressed_by(entries: Iterable[Entry], *, undone: bool) -> list[Readdressed]:
    """Return whose address an import has changed, or taken back."""
    changed = [
        (entry.table, *((after, before) if undone else (before, after)))
        for entry in entries
        if entry.table in HAVE_ADDRESSES and (before := entry.before)
        if (after := entry.after)
    ]
    return list(_of_those_now(changed))


def _of_those_now(changed: list[tuple[Table, Any, Any]]) -> Iterator[Readdressed]:
    for table in HAVE_ADDRESSES:
        was = {
            now.id: before.email
            for each, before, now in changed
            if each is table and is_another(before.email, now.email)
        }
        model: Any = MODEL_OF[table]
        people = model.objects.filter(pk__in=was).select_related("school")
        yield from (Readdressed(one, was[one.pk]) for one in people.order_by("pk"))
