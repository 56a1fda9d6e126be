"""From counts to the state of a clause."""

from collections.abc import Iterable
from dataclasses import dataclass

from schoolgate.domain.governance.enums import ClauseState

AT_RISK_WITHIN = 0.05
"""How far under the school's share a promise still counts as at risk."""

WORST_FIRST = (
    ClauseState.BROKEN,
    ClauseState.AT_RISK,
    ClauseState.KEPT,
    ClauseState.NO_EVIDENCE,
)


@dataclass(frozen=True)
class Figure:
    """How often something was kept, out of how many; and the share it is held to."""

    what: str
    kept: int
    of: int
    share: float

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
