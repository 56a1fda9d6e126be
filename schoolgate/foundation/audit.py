"""The audit: append-only, one hash chain for each school.

Entries hold public ids and never content. The database refuses to change or delete
one (triggers); the chain shows it if somebody got past that.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from schoolgate.foundation.models import AuditEntry, AuditHead
from schoolgate.kernel.actors import Actor

Fact = str | int | bool | None


@transaction.atomic
def record(
    action: str,
    *,
    school_id: int,
    by: Actor,
    at: datetime,
    about: str,
    facts: dict[str, Fact] | None = None,
) -> AuditEntry:
    """Append an entry to the school's chain, in the caller's transaction.

    The head of the chain is locked first: two entries can never take one place.
    """
    AuditHead.objects.get_or_create(school_id=school_id)
    head = AuditHead.objects.select_for_update().get(school_id=school_id)
    entry = AuditEntry(
        school_id=school_id,
        sequence=head.sequence + 1,
        at=at.astimezone(UTC),
        by=by.signature,
        action=action,
        about=about,
        facts=facts or {},
        previous_hash=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save()
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save()
    return entry


def hash_of(entry: AuditEntry) -> str:
    """Return the SHA-256, in hex, of an entry and of the chain before it."""
    material = json.dumps(
        [
            entry.school_id,
            entry.sequence,
            entry.at.astimezone(UTC).isoformat(),
            entry.by,
            entry.action,
            entry.about,
            entry.facts,
            entry.previous_hash,
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(material.encode()).hexdigest()


def newest_entry_at() -> datetime | None:
    """Return when the newest entry in force was written; no clock is before it."""
    newest: datetime | None = AuditEntry.objects.aggregate(at=Max("at"))["at"]
    return newest


@dataclass(frozen=True)
class Break:
    """A place where a school's chain does not hold, and what is wrong there."""

    school_id: int
    sequence: int
    what: str


def breaks() -> Iterator[Break]:
    """Walk the chains in force from the first entry and yield each break."""
    heads = {head.school_id: head for head in AuditHead.objects.all()}
    expected: dict[int, tuple[int, str]] = {}
    for entry in AuditEntry.objects.order_by("school_id", "sequence").iterator():
        sequence, previous = expected.get(entry.school_id, (0, ""))
        if entry.sequence != sequence + 1:
            yield Break(entry.school_id, sequence + 1, "an entry is missing")
        elif entry.previous_hash != previous:
            yield Break(entry.school_id, entry.sequence, "does not follow the last")
        if entry.hash != hash_of(entry):
            yield Break(entry.school_id, entry.sequence, "was changed after writing")
        expected[entry.school_id] = (entry.sequence, entry.hash)
    for school_id, head in heads.items():
        if expected.get(school_id, (0, "")) != (head.sequence, head.hash):
            yield Break(school_id, head.sequence, "the end of the chain is missing")
