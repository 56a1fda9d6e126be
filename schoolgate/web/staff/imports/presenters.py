"""An import in words: what would happen, list by list, and what has happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings

from schoolgate.domain.people.enums import ImportState
from schoolgate.domain.people.models import ImportBatch
from schoolgate.domain.schools.models import School
from schoolgate.foundation.progress import ProgressFile
from schoolgate.kernel.importing.progress import Doing
from schoolgate.kernel.importing.wording import LISTS
from schoolgate.kernel.words import say_count, say_list
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.shared.shapes import MarkKind

THINGS = {
    "students": "new student",
    "contacts": "new contact",
    "begun": "new tie",
    "staff": "new member of staff",
    "students_changed": "student corrected",
    "contacts_changed": "contact corrected",
    "staff_changed": "member of staff corrected",
    "standing": "tie changed",
    "again": "tie begun again",
    "ended": "tie ended",
    "left": "student off roll",
    "back": "student back on roll",
    "groups": "form, year or class",
    "places": "place in a group",
    "posts": "post given",
    "posts_taken": "post taken from who has it",
    "addresses": "other address to sign in at",
}
PLURALS = {
    "new member of staff": "new members of staff",
    "member of staff corrected": "members of staff corrected",
    "student corrected": "students corrected",
    "contact corrected": "contacts corrected",
    "tie changed": "ties changed",
    "tie begun again": "ties begun again",
    "tie ended": "ties ended",
    "student off roll": "students off roll",
    "student back on roll": "students back on roll",
    "form, year or class": "forms, years or classes",
    "place in a group": "places in groups",
    "post given": "posts given",
    "post taken from who has it": "posts taken from who has them",
    "other address to sign in at": "other addresses to sign in at",
}
NEXT_OF = {
    "faults": "Each with what was found, what is allowed and what to do. Nothing of a"
    " row named here is taken, and nobody who is missing is ended.",
    "held": "Not taken until you say who it is.",
    "standing": "What this adult may be told changes with it.",
    "again": "Somebody ended these ties before.",
    "ended": "From today these adults are told nothing more about the child.",
    "addresses": "Whoever reads mail at the new address comes in as them.",
    "addresses_kept": "A post of theirs opens much. If the new address is right, change"
    " it on their own page.",
    "posts_taken": "From then on what these families ask no longer comes to them.",
    "teachers_unknown": "They get no post, and nobody loses that class for them.",
    "left_alone": "A restriction, an objection or a standing instruction comes first:"
    " no import changes it.",
    "begun": "These adults may be told what their responsibility allows.",
    "alike": "Added as somebody new unless you say that it is the same person.",
    "posts": "What these families ask comes to them.",
}
GRAVE = {
    *("faults", "held", "standing", "again", "ended", "left_alone"),
    *("addresses", "addresses_kept", "posts_taken", "teachers_unknown"),
}
"""Lists that stand open: what somebody must have seen."""
MARKS: dict[ImportState, MarkKind] = {
    ImportState.UPLOADED: "care",
    ImportState.DRY: "care",
    ImportState.APPLIED: "good",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a list."""

    who: str
    about: str
    was: str
    becomes: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One list: its first lines, and where all of them are."""

    title: str
    says: str
    count: int
    rows: tuple[Row, ...]
    more: int
    href: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Past:
    """One import in the history."""

    title: str
    says: str
    mark: MarkKind
    state: str
    href: str


@dataclass(frozen=True, kw_only=True)
class HowFar:
    """How far the worker has come."""

    doing: str
    says: str
    done: int
    of: int


def lists_of(batch: ImportBatch) -> list[Shown]:
    """Return the lists of a dry run, the grave ones first."""
    summary, is_dry = batch.summary, batch.state == ImportState.DRY
    found = []
    for code, title in LISTS.items():
        rows = tuple(
            Row(who=who, about=about, was=was, becomes=becomes, place=place)
            for who, about, was, becomes, place in summary.get("lists", {}).get(
                code, ()
            )
        )
        count = summary.get("counts", {}).get(code, 0)
        if count:
            href = f"{address_of('staff:people_import', batch.public_id)}{code}.csv"
            found.append(
                Shown(
                    title=title,
                    says=NEXT_OF.get(code, "") if is_dry else "",
                    count=count,
                    rows=rows,
                    more=count - len(rows),
                    href=href if is_dry else "",
                    is_open=code in GRAVE,
                )
            )
    return found


def how_far(public_id: str) -> HowFar | None:
    """Return how far the worker has come with an import, if it has said so."""
    said = ProgressFile(settings.DATA_DIR, public_id).read()
    if said is None or said.doing not in set(Doing):
        return None
    words = f"{said.done:,} of {said.of:,} rows" if said.of else ""
    return HowFar(doing=Doing(said.doing).label, says=words, done=said.done, of=said.of)


def sentence_of(batch: ImportBatch) -> str:
    """Say in one sentence what an import changes."""
    counts = batch.summary.get("counts", {})
    words = [
        _count(counts[code], thing) for code, thing in THINGS.items() if code in counts
    ]
    if not words:
        return "Nothing: all that the file says stands on record already."
    return f"{say_list(words)}."


def people_in(batch: ImportBatch) -> str:
    """Say who stands in the file."""
    students, staff, classes = batch.summary.get("people", (0, 0, 0))
    return (
        f"In the file: {say_count(students, 'student')}, {staff} staff and"
        f" {say_count(classes, 'class').replace('classs', 'classes')}."
    )


def history_of(
    batches: Iterable[ImportBatch], names: dict[str, str], school: School, at: object
) -> list[Past]:
    """Put imports into lines, the newest first."""
    return [
        Past(
            title=each.file_name,
            says=f"{moment_in_words(each.made_at, school, now=at)}, "  # type: ignore[arg-type]
            f"{names.get(each.made_by, 'from the command line')}",
            mark=MARKS.get(ImportState(each.state), "quiet"),
            state=ImportState(each.state).label,
            href=address_of("staff:people_import", each.public_id),
        )
        for each in batches
    ]


def samples_of(rows: Sequence[Sequence[object]], width: int) -> list[str]:
    """Return a few values of each column, as they stand in the file."""
    found = []
    for column in range(width):
        cells = [str(row[column]).strip() for row in rows if column < len(row)]
        shown = [f"“{each[:40]}”" for each in dict.fromkeys(filter(None, cells))]
        found.append(", ".join(shown[:3]))
    return found


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing if number == 1 else PLURALS.get(thing, f'{thing}s')}"
