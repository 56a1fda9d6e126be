"""From counts to the state of a clause."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self, TypeVar

from schoolgate.domain.governance.enums import ClauseState, Due
from schoolgate.kernel.vocabulary import Channel

AT_RISK_WITHIN = 0.05
"""How far under the school's share a promise still counts as at risk."""

WORST_FIRST = (
    ClauseState.BROKEN,
    ClauseState.AT_RISK,
    ClauseState.KEPT,
    ClauseState.NO_EVIDENCE,
)


SCHOOL_WEEKS = 8
"""How many weeks a small picture shows: about a half-term and what came before."""

Clock = tuple[Channel, Due]
"""A promise with a time: for which channel, and for what."""


@dataclass(frozen=True)
class Figure:
    """How often something was kept, out of how many; and the share it is held to.

    `clock` names the promise it counts, if it counts one; `extended` of it were given
    a new date in time, which is not kept. `is_plain_count` is for what
    only happens, and cannot fall short. `points_at_students` is for what happens to few
    of them: who reads a small count of it may guess at whom.
    """

    what: str
    kept: int
    of: int
    share: float
    clock: Clock | None = None
    is_plain_count: bool = False
    points_at_students: bool = False
    extended: int = 0

    @classmethod
    def plain(cls, what: str, number: int, *, points_at_students: bool = False) -> Self:
        """Return a count of what only happens: always kept, once there is one."""
        return cls(
            *(what, number, number, 1.0),
            is_plain_count=True,
            points_at_students=points_at_students,
        )

    @property
    def state(self) -> ClauseState:
        """Return what this figure alone says."""
        if self.of == 0:
            return ClauseState.NO_EVIDENCE
        if self.kept >= self.share * self.of:
            return ClauseState.KEPT
        if self.kept >= (self.share - AT_RISK_WITHIN) * self.of:
            return ClauseState.AT_RISK
        return ClauseState.BROKEN

    @property
    def in_words(self) -> str:
        """Return the figure as people read it: "acknowledged in time: 41 of 43"."""
        return f"{self.what}: {self.kept} of {self.of}"


def state_of(figures: Iterable[Figure]) -> ClauseState:
    """Return what several figures say together: the worst of them decides."""
    states = {figure.state for figure in figures}
    return next(
        (state for state in WORST_FIRST if state in states), ClauseState.NO_EVIDENCE
    )


def monday_of(day: date) -> date:
    """Return the Monday of the week a day is in."""
    return day - timedelta(days=day.weekday())


def last_school_weeks(working_days: Sequence[date], *, on: date) -> tuple[date, ...]:
    """Return the Mondays of the last weeks with a school day in them, oldest first.

    The week of `on` is the last of them, if the school opens in it before the day is
    over. `working_days` are in order. Holidays take no place in a picture.
    """
    mondays = dict.fromkeys(monday_of(day) for day in working_days if day <= on)
    return tuple(mondays)[-SCHOOL_WEEKS:]


FEWEST = 5
"""Fewer than this are not told apart: who knows the school could guess who it is."""

T = TypeVar("T")


def told_apart(counts: Mapping[T, int]) -> tuple[list[T], list[T]]:
    """Return what may stand in a line of its own, and what only stands together.

    What is too small goes together with the next smallest, until together it is not:
    a single small one would be the total less all the others. Where everything
    together is too small, nothing may stand at all, and both are empty.
    """
    present = sorted((one for one in counts if counts[one]), key=lambda k: counts[k])
    if sum(counts.values()) < FEWEST:
        return [], []
    together: list[T] = []
    for one in present:
        so_far = sum(counts[each] for each in together)
        if counts[one] >= FEWEST and (not together or so_far >= FEWEST):
            break
        together.append(one)
    alone = [one for one in counts if counts[one] and one not in together]
    return alone, together


def safe_counts(answers: Sequence[str]) -> dict[str, int]:
    """Return how often each was answered, so that no single answer can be told.

    Only whole groups of FEWEST, in the order they came, are counted at all. Where all
    of them say the same, that alone would tell each; so a kind stands alone only
    beside enough others, and what is said by few stands together with the next.
    """
    counted = Counter(answers[: len(answers) - len(answers) % FEWEST])
    if not counted:
        return {}
    alone, together = told_apart(counted)
    if len(alone) == 1 and not together:
        alone, together = [], alone
    found = {each: counted[each] for each in sorted(alone)}
    if together:
        number = sum(counted[each] for each in together)
        words = "any answer" if not alone else " or ".join(sorted(together))
        found[words] = number
    return found
