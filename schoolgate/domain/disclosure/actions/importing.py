"""Bringing people in, with what no import may open: restrictions and objections.

These, with what follows from a changed address (deliveries.actions.addresses), are the
only way to the import for pages, commands and the worker; the pairs and the posts are
read inside the transaction that writes.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from schoolgate.domain.accounts.models import Post
from schoolgate.domain.accounts.queries.posts import posts_from_files
from schoolgate.domain.accounts.rules import OPENS_MUCH
from schoolgate.domain.disclosure.queries import protected_pairs
from schoolgate.domain.people.actions import importing, undoing
from schoolgate.domain.people.actions.importing import Beyond
from schoolgate.domain.people.actions.readdressing import Follow
from schoolgate.domain.people.models import ImportBatch
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.importing.progress import Tell, tell_nobody
from schoolgate.kernel.roll import Roll


def dry_run(
    batch: ImportBatch, roll: Roll, tell: Tell = tell_nobody, *, by: Actor, at: datetime
) -> ImportBatch:
    """Work out what a file would change, and keep it to be looked at."""
    beyond = _beyond(batch, by, tell)
    return importing.dry_run(batch, roll, beyond=beyond, by=by, at=at)


def apply_import(
    batch: ImportBatch,
    roll: Roll,
    tell: Tell = tell_nobody,
    *,
    follow: Follow,
    by: Actor,
    at: datetime,
) -> ImportBatch:
    """Take in what was shown, all or nothing; if it is not the same now, show it."""
    beyond = _beyond(batch, by, tell)
    return importing.apply_import(
        batch, roll, beyond=beyond, follow=follow, by=by, at=at
    )


def undo_import(
    batch: ImportBatch,
    tell: Tell = tell_nobody,
    *,
    follow: Follow,
    by: Actor,
    at: datetime,
) -> ImportBatch:
    """Put everything back as it stood before an import; raises CannotUndoError."""
    beyond = _beyond(batch, by, tell)
    return undoing.undo_import(batch, beyond=beyond, follow=follow, by=by, at=at)


def _beyond(batch: ImportBatch, by: Actor, tell: Tell) -> Beyond:
    return Beyond(Post, partial(_facts, by, batch.school_id), tell)


def _facts(by: Actor, school_id: int, on: date) -> Mapping[str, Any]:
    restricted, objected = protected_pairs(on)
    return {
        "restricted": restricted,
        "objected": objected,
        "post_of": posts_from_files(by, school_id),
        "opens_much": OPENS_MUCH,
    }
