"""The steps of an import, as a person takes them; the worker does the work between.

The file, what it would change and the way back are kept beside the batch, and no
longer than they are needed.
"""

import csv
import hashlib
import io
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from schoolgate.domain.people.access import may_import_people
from schoolgate.domain.people.enums import (
    IMPORT_MOVES,
    ImportContentKind,
    ImportState,
)
from schoolgate.domain.people.models import ColumnMapping, ImportBatch, ImportContent
from schoolgate.domain.schools.models import School
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.importing.changes import Alike, Held, Options, Plan
from schoolgate.kernel.importing.on_record import OnRecord
from schoolgate.kernel.importing.wording import LISTS, lines_of
from schoolgate.kernel.roll import Roll

FILE_KEPT_FOR = timedelta(days=7)
"""A file that nobody has decided about; a child's data lies around no longer."""
UNDO_KEPT_FOR = timedelta(days=90)
"""A term: after that an import is put right by the next one."""
SHOWN_OF_A_LIST = 50
MOST_QUESTIONS = 500


class ImportMovedOnError(ValueError):
    """This import is at another step by now; somebody else took it."""


class NotTickedError(ValueError):
    """Something that must be looked at first has not been ticked."""


@transaction.atomic
def keep_file(
    school: School, name: str, data: bytes, *, kind: str, by: Actor, at: datetime
) -> ImportBatch:
    """Keep a file to be brought in; nothing in it is on record yet.

    Refuses who may not import.
    """
    may_import_people(by).require()
    batch = ImportBatch.objects.create(
        school=school,
        file_name=name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        kind=kind,
        made_at=at,
        made_by=by.signature,
    )
    keep_content(batch, ImportContentKind.FILE, zlib.compress(data, 1))
    record(batch, "import.uploaded", by=by, at=at)
    return batch


@transaction.atomic
def say_columns(
    batch: ImportBatch,
    *,
    mapping: Mapping[str, Any] | None,
    headers: str,
    by: Actor,
    at: datetime,
) -> ImportBatch:
    """Say what the columns mean, remember it, and have the file read.

    Refuses who may not import; raises ImportMovedOnError.
    """
    may_import_people(by).require()
    found = moved(batch, ImportState.READING)
    found.mapping, found.asked_by, found.trouble = mapping, by.signature, ""
    found.save()
    if mapping is not None:
        ColumnMapping.objects.update_or_create(
            school_id=found.school_id,
            headers=headers,
            defaults={"mapping": mapping, "said_at": at},
        )
    return found


@transaction.atomic
def say_options(
    batch: ImportBatch, options: Options, *, by: Actor, at: datetime
) -> ImportBatch:
    """Say what the file is and who is who, and have it worked out anew.

    Refuses who may not import; raises ImportMovedOnError.
    """
    del at
    may_import_people(by).require()
    found = moved(batch, ImportState.READING)
    found.options = {
        "is_whole_roll": options.is_whole_roll,
        "ends_ties": options.ends_ties,
        "parents_answer": options.parents_answer,
        "choices": dict(options.choices),
    }
    found.asked_by, found.trouble = by.signature, ""
    found.save()
    return found


def options_of(batch: ImportBatch) -> Options:
    """Return what a person has said about the file so far."""
    return Options(**batch.options)


@transaction.atomic
def keep_plan(
    batch: ImportBatch, plan: Plan, roll: Roll, record_now: OnRecord, *, trouble: str
) -> ImportBatch:
    """Keep what an import would change, for a person to look at."""
    found = moved(batch, ImportState.DRY)
    found.digest, found.trouble = plan.digest, trouble
    text = io.StringIO()
    lines = csv.writer(text)
    counts: Counter[str] = Counter()
    shown: dict[str, list[list[str]]] = {code: [] for code in LISTS}
    for line in lines_of(plan, record_now):
        counts[line.list] += 1
        lines.writerow(line)
        if counts[line.list] <= SHOWN_OF_A_LIST:
            shown[line.list].append(list(line[1:]))
    found.summary = {
        "counts": dict(counts),
        "lists": {code: each for code, each in shown.items() if each},
        "cautions": [[each.code, each.what, each.why] for each in plan.cautions],
        "questions": _questions(plan, record_now),
        "notes": [*roll.notes, *_not_held(roll)],
        "schools": list(roll.schools),
        "people": [len(roll.students), len(roll.staff), len(roll.classes)],
        "changes": len(plan.changes),
    }
    found.save()
    packed = zlib.compress(text.getvalue().encode(), 1)
    keep_content(found, ImportContentKind.LISTS, packed)
    return found


@transaction.atomic
def ask_to_apply(
    batch: ImportBatch, *, ticked: Collection[str], digest: str, by: Actor, at: datetime
) -> ImportBatch:
    """Have what was shown taken in. Every caution, and every fault, must be ticked.

    Refuses who may not import; raises NotTickedError, and ImportMovedOnError when what
    is to be seen now is not what was shown (`digest`).
    """
    may_import_people(by).require()
    found = moved(batch, ImportState.APPLYING)
    if digest != found.digest:
        raise ImportMovedOnError("It was worked out anew. Look at the lists again.")
    if must_be_ticked(found) - set(ticked):
        raise NotTickedError("Tick each warning once you have looked at it.")
    found.asked_by, found.trouble = by.signature, ""
    found.save()
    record(found, "import.asked", by=by, at=at)
    return found


def must_be_ticked(batch: ImportBatch) -> set[str]:
    """Return the codes of what a person must tick before it is taken in."""
    codes = {code for code, _, _ in batch.summary.get("cautions", ())}
    return codes | ({"faults"} if batch.summary["counts"].get("faults") else set())


@transaction.atomic
def ask_to_undo(batch: ImportBatch, *, by: Actor, at: datetime) -> ImportBatch:
    """Have an import taken back. Refuses who may not; raises ImportMovedOnError."""
    may_import_people(by).require()
    found = moved(batch, ImportState.UNDOING)
    found.asked_by, found.trouble = by.signature, ""
    found.save()
    record(found, "import.undo_asked", by=by, at=at)
    return found


@transaction.atomic
def drop_import(batch: ImportBatch, *, by: Actor, at: datetime) -> None:
    """Delete a file nobody wants. Refuses who may not; raises ImportMovedOnError."""
    may_import_people(by).require()
    _dropped(batch, by=by, at=at)


@transaction.atomic
def step_back(batch: ImportBatch, state: ImportState, *, trouble: str) -> ImportBatch:
    """Return an import to where a person can act, and say why."""
    found = moved(batch, state)
    found.trouble = trouble[:1000]
    found.save()
    return found


@transaction.atomic
def delete_old_content(*, by: Actor, at: datetime) -> int:
    """Delete files nobody decided about, and ways back that are too old.

    Of the schools in force; the worker calls it. Returns how many imports it was.
    """
    waiting = ImportBatch.objects.filter(
        made_at__lt=at - FILE_KEPT_FOR,
        state__in=(ImportState.UPLOADED, ImportState.DRY),
    )
    old = ImportBatch.objects.filter(
        applied_at__lt=at - UNDO_KEPT_FOR, contents__isnull=False
    ).distinct()
    number = 0
    for batch in waiting:
        _dropped(batch, by=by, at=at)
        number += 1
    for batch in old:
        ImportContent.objects.filter(batch=batch).delete()
        batch.summary = without_names(batch.summary)
        batch.trouble = ""
        batch.save(update_fields=["summary", "trouble"])
        number += 1
    return number


def moved(batch: ImportBatch, state: ImportState) -> ImportBatch:
    """Lock an import and move it on; raises ImportMovedOnError if it cannot be."""
    found = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if state not in IMPORT_MOVES[ImportState(found.state)]:
        words = ImportState(found.state).label
        raise ImportMovedOnError(f"This import is “{words}” by now.")
    found.state = state
    return found


def without_names(summary: Mapping[str, Any]) -> dict[str, Any]:
    """Return a summary with its numbers and without anybody in it."""
    return {**summary, "lists": {}, "questions": []}


def keep_content(batch: ImportBatch, kind: ImportContentKind, data: bytes) -> None:
    """Keep something large beside an import, in place of what was there."""
    ImportContent.objects.filter(batch=batch, kind=kind).delete()
    ImportContent.objects.create(
        school_id=batch.school_id, batch=batch, kind=kind, data=data
    )


def record(
    batch: ImportBatch, action: str, *, by: Actor, at: datetime, **facts: audit.Fact
) -> None:
    """Put a step of an import on the audit, with numbers and never a name."""
    audit.record(
        action,
        school_id=batch.school_id,
        by=by,
        at=at,
        about=f"import:{batch.public_id}",
        facts={"sha256": batch.sha256[:16], **facts},
    )


def _dropped(batch: ImportBatch, *, by: Actor, at: datetime) -> None:
    found = moved(batch, ImportState.DROPPED)
    found.summary = without_names(found.summary)
    found.save()
    ImportContent.objects.filter(batch=found).delete()
    record(found, "import.dropped", by=by, at=at)


def _not_held(roll: Roll) -> Iterator[str]:
    """Say what a file has that no import takes."""
    if any(each.preferred_name for each in roll.students):
        yield "Preferred names are not held here."


def _questions(plan: Plan, record_now: OnRecord) -> list[dict[str, Any]]:
    """Return who may be whom, for a person to say; first what holds a tie back."""
    asked: list[Held | Alike] = [*plan.held, *plan.alike]
    return [
        {
            "key": each.key,
            "student": each.student,
            "adult": each.adult,
            "why": each.why,
            "row": each.row,
            "is_held": isinstance(each, Held),
            "may_be": [
                [str(number), _known(record_now, number)] for number in each.may_be
            ],
        }
        for each in asked[:MOST_QUESTIONS]
    ]


def _known(record_now: OnRecord, number: int) -> str:
    row = record_now.contact[number]
    words = [f"{row.given_name} {row.family_name}".strip(), row.email, row.mobile]
    return ", ".join(filter(None, words))
