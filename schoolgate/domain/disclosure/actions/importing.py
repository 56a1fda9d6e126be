"""Bringing people in, with what no import may open: restrictions and objections.

These, with what follows from a changed address (deliveries.actions.addresses), are the
only way to the import for pages, commands and the worker; the pairs are read inside the
transaction that writes.
"""

from datetime import datetime

from schoolgate.domain.disclosure.queries import protected_pairs
from schoolgate.domain.people.actions import importing
from schoolgate.domain.people.actions.readdressing import Follow
from schoolgate.domain.people.models import ImportBatch
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.roll import Roll


def dry_run(batch: ImportBatch, roll: Roll, *, by: Actor, at: datetime) -> ImportBatch:
    """Work out what a file would change, and keep it to be looked at."""
    return importing.dry_run(batch, roll, protected=protected_pairs, by=by, at=at)


def apply_import(
    batch: ImportBatch, roll: Roll, *, follow: Follow, by: Actor, at: datetime
) -> ImportBatch:
    """Take in what was shown, all or nothing; if it is not the same now, show it."""
    return importing.apply_import(
        batch, roll, protected=protected_pairs, follow=follow, by=by, at=at
    )
