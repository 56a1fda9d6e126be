"""What a presenter hands to a component: plain, frozen, already in words.

Nothing here decides anything. A presenter asks the domain, puts the answer into
words, and the component prints them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["good", "care", "late", "quiet"]
StepState = Literal["done", "now", "next"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One rung of the ladder: a person, and what they have to do with it."""

    who: str
    note: str = ""
    state: StepState = "next"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answered question, to check before sending, with the way back to it."""

    asks: str
    says: str
    href: str = ""


STUB = 0.07
"""The least of a bar that can be seen."""


@dataclass(frozen=True, kw_only=True)
class Count:
    """How often a promise was kept in one stretch of time, out of how many."""

    when: str
    kept: int
    of: int
    extended: int = 0
    """Not kept, but done by a new date that was given in time."""

    @property
    def share(self) -> float:
        """Give the kept part, 0 to 1; a stretch with nothing to keep counts as kept."""
        return self.kept / self.of if self.of else 1.0

    @property
    def drawn(self) -> float:
        """Give how much of a bar is drawn, 0 to 1; with nothing to keep, none.

        Where all were missed a stub is: it must not look like a week without any.
        """
        return max(self.share, STUB) if self.of else 0.0


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of the figure, in the units of its drawing."""

    x: float
    y: float
    height: float
    is_under: bool


BAR_WIDTH = 13
BAR_STEP = 17
FIGURE_HEIGHT = 42


def bars_of(counts: Sequence[Count], aim: float) -> list[Bar]:
    """Lay the counts out as bars; those below the aim are marked as such.

    Where nothing was due there is no bar: a full one would look like a promise kept.
    """
    return [
        Bar(
            x=position * BAR_STEP,
            y=round(FIGURE_HEIGHT * (1 - count.drawn), 1),
            height=round(FIGURE_HEIGHT * count.drawn, 1),
            is_under=count.share < aim,
        )
        for position, count in enumerate(counts)
    ]
