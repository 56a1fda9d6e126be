"""From figures to the state of a clause."""

import pytest

from schoolgate.domain.governance.enums import ClauseState
from schoolgate.domain.governance.rules import Figure, state_of


@pytest.mark.parametrize(
    ("kept", "of", "share", "state"),
    [
        (0, 0, 0.9, ClauseState.NO_EVIDENCE),
        (9, 10, 0.9, ClauseState.KEPT),
        (90, 100, 0.9, ClauseState.KEPT),
        (89, 100, 0.9, ClauseState.AT_RISK),
        (85, 100, 0.9, ClauseState.AT_RISK),
        (84, 100, 0.9, ClauseState.BROKEN),
        (99, 100, 1.0, ClauseState.AT_RISK),
        (0, 1, 1.0, ClauseState.BROKEN),
    ],
)
def test_a_figure_is_held_against_its_share(
    kept: int, of: int, share: float, state: ClauseState
) -> None:
    assert Figure("letters", kept, of, share).state is state


def test_the_worst_figure_decides() -> None:
    good, bad = Figure("a", 1, 1, 1.0), Figure("b", 0, 1, 1.0)

    assert state_of([good, bad]) is ClauseState.BROKEN
    assert state_of([good, Figure("c", 0, 0, 1.0)]) is ClauseState.KEPT
    assert state_of([]) is ClauseState.NO_EVIDENCE
