"""states.md: a diagram and the sentences of each state, from the tables of moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schoolgate.cli.explain.reference import meanings
from schoolgate.domain.accounts.enums import APPOINTMENT_MOVES, AppointmentState
from schoolgate.domain.deliveries.enums import SEND_MOVES, SendState
from schoolgate.domain.enquiries.enums import MOVES, EnquiryState
from schoolgate.domain.people.enums import IMPORT_MOVES, ImportState
from schoolgate.kernel.vocabulary import Word
from tests.reference.tables import table

INTRODUCTION = """\
# States

What can follow what. The diagrams are drawn from the tables of moves in the code; a
constraint in the database lets no other state in.
"""


@dataclass(frozen=True)
class Life:
    """The states one kind of thing goes through."""

    title: str
    about: str
    words: type[Word]
    first: Word
    moves: Mapping[Any, frozenset[Any]]


LIVES = (
    Life(
        "An enquiry",
        "The family may write back at any time, and an answered or closed enquiry is"
        " then open again, with a new promise.",
        EnquiryState,
        EnquiryState.OPEN,
        MOVES,
    ),
    Life(
        "An outgoing mail",
        "The program makes every move but those out of `failed`, `uncertain`,"
        " `withheld` and `held`, which the school office makes.",
        SendState,
        SendState.QUEUED,
        SEND_MOVES,
    ),
    Life(
        "An import",
        "The worker makes the moves out of `reading`, `applying` and `undoing`, each"
        " whole or not at all; a person makes the others.",
        ImportState,
        ImportState.UPLOADED,
        IMPORT_MOVES,
    ),
    Life(
        "An appointment to a post that gives access",
        "A second administrator makes the move; where there is none, the worker does a"
        " day after it was asked. Whoever gives access, and the head, can stop it.",
        AppointmentState,
        AppointmentState.WAITING,
        APPOINTMENT_MOVES,
    ),
)


def states() -> str:
    """Return the page."""
    return "\n".join([INTRODUCTION, *map(_life, LIVES)])


def _life(life: Life) -> str:
    words = {word.value: word.label for word in life.words}
    rows = [(f"`{key}`", words[key], said) for key, said in meanings(life.words)]
    return (
        f"## {life.title}\n\n{life.about}\n\n```mermaid\n"
        + "\n".join(_diagram(life))
        + f"\n```\n\n{table(('state', 'as people read it', 'meaning'), rows)}"
    )


def _diagram(life: Life) -> Iterator[str]:
    yield "stateDiagram-v2"
    for word in life.words:
        yield f'    state "{word.label}" as {word.value}'
    yield f"    [*] --> {life.first.value}"
    for word in life.words:
        for end in life.words:
            if end in life.moves[word]:
                yield f"    {word.value} --> {end.value}"
        if not life.moves[word]:
            yield f"    {word.value} --> [*]"
