"""Imports that wait: read, worked out, taken in or taken back, one after the other.

Each step is one transaction. Killed in the middle it has not happened, and the next
worker begins it again.
"""

import logging
import zlib
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.deliveries.actions.addresses import apply_import, undo_import
from schoolgate.domain.disclosure.actions.importing import dry_run
from schoolgate.domain.people.actions.imports import (
    ImportMovedOnError,
    delete_old_content,
    step_back,
)
from schoolgate.domain.people.actions.undoing import CannotUndoError
from schoolgate.domain.people.enums import ImportContentKind, ImportState
from schoolgate.domain.people.models import ImportBatch, StaffMember
from schoolgate.domain.people.queries import content_of
from schoolgate.foundation import clock
from schoolgate.foundation.progress import ProgressFile
from schoolgate.foundation.tenancy import every_school, school_in_force
from schoolgate.integrations.school_files.mapping import ColumnMapping
from schoolgate.integrations.school_files.reading import read_school_file
from schoolgate.kernel.actors import SYSTEM, Actor
from schoolgate.kernel.decision import NotAllowedError, refuse
from schoolgate.kernel.importing.progress import Doing, Tell
from schoolgate.kernel.roll import Roll

log = logging.getLogger(__name__)
BACK_TO = {
    ImportState.READING: ImportState.UPLOADED,
    ImportState.APPLYING: ImportState.DRY,
    ImportState.UNDOING: ImportState.APPLIED,
}
"""What waits for the worker, and where a person finds it if that cannot be done."""
STUMBLED = (
    "The program could not do this; nothing was changed. Try again, or tell who runs"
    " it."
)


def take_waiting_imports() -> int:
    """Do the next step of each import that waits; return how many there were."""
    with every_school(reason="the worker looks at which school something waits"):
        waiting = list(
            ImportBatch.objects.filter(state__in=BACK_TO)
            .select_related("school")
            .order_by("pk")
        )
    for batch in waiting:
        with school_in_force(batch.school_id):
            take_step(batch)
    return len(waiting)


def clear_old_imports() -> int:
    """Delete files nobody decided about for a week, and ways back that are too old."""
    with every_school(reason="old files are deleted at every school"):
        return delete_old_content(by=SYSTEM, at=clock.now())


def take_step(batch: ImportBatch) -> None:
    """Do the step an import waits for; if it cannot be done, say why and go back."""
    state = ImportState(batch.state)
    progress = ProgressFile(settings.DATA_DIR, batch.public_id)
    try:
        with progress.while_it_lasts():
            STEPS[state](batch, _asker(batch), progress.tell)
    except ImportMovedOnError:
        return  # another worker was quicker
    except (CannotUndoError, NotAllowedError) as refused:
        step_back(batch, BACK_TO[state], trouble=str(refused))
    except (OperationalError, InterfaceError):
        raise  # says nothing of this file: it is tried again
    except Exception:
        log.exception("import %s could not go on", batch.public_id)
        step_back(batch, BACK_TO[state], trouble=STUMBLED)


def _asker(batch: ImportBatch) -> Actor:
    """Return who asked for it, as what they may do now."""
    if batch.asked_by == SYSTEM.signature:
        return SYSTEM
    _, _, public_id = batch.asked_by.partition(":")
    member = StaffMember.objects.get(public_id=public_id)
    if not member.is_employed(batch.school.day_of(clock.now())):
        refuse("has_left", "Who asked for it no longer works here.").require()
    return staff_actor(member)


def _roll(batch: ImportBatch, tell: Tell) -> Roll:
    tell(Doing.READING, 0, 0)
    data = content_of(batch, ImportContentKind.FILE)
    mapping = ColumnMapping.from_data(batch.mapping) if batch.mapping else None
    return read_school_file(
        batch.file_name,
        zlib.decompress(data or b""),
        today=batch.school.day_of(clock.now()),
        mapping=mapping,
        tell=tell,
    )


def _read(batch: ImportBatch, by: Actor, tell: Tell) -> None:
    dry_run(batch, _roll(batch, tell), tell, by=by, at=clock.now())


def _apply(batch: ImportBatch, by: Actor, tell: Tell) -> None:
    apply_import(batch, _roll(batch, tell), tell, by=by, at=clock.now())


def _undo(batch: ImportBatch, by: Actor, tell: Tell) -> None:
    undo_import(batch, tell, by=by, at=clock.now())


STEPS: dict[ImportState, Callable[[ImportBatch, Actor, Tell], None]] = {
    ImportState.READING: _read,
    ImportState.APPLYING: _apply,
    ImportState.UNDOING: _undo,
}
