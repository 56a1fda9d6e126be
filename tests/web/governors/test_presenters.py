"""What the governors' page makes of figures: words that claim no more than they may."""

import pytest

from schoolgate.domain.governance.enums import ClauseState, Due
from schoolgate.domain.governance.queries.clauses import KeptPolicy, Standing
from schoolgate.domain.governance.rules import Figure
from schoolgate.domain.policies.queries import Policy
from schoolgate.kernel.pack_settings import Chosen
from schoolgate.kernel.packs import PACK_IDS, load_pack
from schoolgate.kernel.vocabulary import Channel, Mechanism
from schoolgate.web.governors.clauses.presenters import (
    HOW_KNOWN,
    MARKS,
    Document,
    Line,
    document_of,
    part_of,
    sum_up,
)
from tests.web.shared.test_components import printed

CLOCK = (Channel.LETTER, Due.ANSWERED)
KEPT, BROKEN = ClauseState.KEPT, ClauseState.BROKEN


def document(pack_id: str, *figures: Figure) -> Document:
    """Return a policy's page on which each clause has these figures."""
    pack = load_pack(pack_id)
    standings = tuple(Standing(clause, KEPT, figures) for clause in pack.clauses)
    policy = Policy(pack, version=1, chosen=Chosen())
    return document_of(KeptPolicy(policy, standings, {}), shown="")


def line(figure: Figure) -> Line:
    """Return one figure as the page has it."""
    [found] = document("grammar-ni", figure).parts[0].entries[0].lines
    return found


def test_every_way_of_keeping_a_clause_says_how_it_is_known() -> None:
    assert set(HOW_KNOWN) == set(Mechanism)
    assert all(sentence.endswith(".") for sentence in HOW_KNOWN.values())


def test_every_state_on_the_page_has_a_mark_that_can_be_drawn() -> None:
    assert set(MARKS) == set(ClauseState) - {ClauseState.NOT_BUILT}
    for kind, shape in MARKS.values():
        assert "<svg" in printed(
            "{% mark kind 'word' shape=shape %}", kind=kind, shape=shape
        )


@pytest.mark.parametrize(
    ("kept", "of", "share", "says"),
    [
        (41, 43, 0.9, "95%, promised 90%"),
        (899, 1000, 0.9, "89%, promised 90%"),
        (999, 1000, 1.0, "99%, promised always"),
        (3, 3, 0.8, "100%, promised 80%"),
    ],
)
def test_a_share_is_rounded_down_so_that_nearly_is_not_kept(
    kept: int, of: int, share: float, says: str
) -> None:
    found = line(Figure("letter, answered in time", kept, of, share, clock=CLOCK))

    assert (found.says, found.share) == (f"{kept} of {of}", says)
    assert found.what == "Letter, answered in time"


@pytest.mark.parametrize(
    ("number", "says"), [(0, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (12, "12")]
)
def test_a_small_count_of_what_points_at_students_is_not_told_apart(
    number: int, says: str
) -> None:
    pointing = line(Figure.plain("held back", number, points_at_students=True))
    letters = line(Figure.plain("letters", number))

    assert pointing.says == says
    assert letters.says == str(number)  # the control: a count of letters is


@pytest.mark.parametrize(
    ("number", "part"),
    [("0", "0"), ("5.2a", "5"), ("A1a", "A"), ("19d", "19"), ("EHC2", "EHC")],
)
def test_a_clause_stands_in_the_part_its_number_begins_with(
    number: str, part: str
) -> None:
    assert part_of(number) == part


@pytest.mark.parametrize("pack_id", PACK_IDS)
def test_every_policy_keeps_its_order_and_loses_no_clause(pack_id: str) -> None:
    found = document(pack_id)

    numbers = [entry.number for part in found.parts for entry in part.entries]
    pack = load_pack(pack_id)
    assert [f"{pack.prefix}-{one}" for one in numbers] == [
        clause.id for clause in pack.clauses
    ]
    headings = [part.heading for part in found.parts if part.heading]
    assert len(headings) == len(set(headings))


def test_a_policy_whose_numbers_group_nothing_is_one_list() -> None:
    assert [part.heading for part in document("objectives").parts] == [""]


@pytest.mark.parametrize(
    ("states", "says"),
    [
        ([KEPT], "Of one clause, 1 is kept."),
        ([KEPT, KEPT, BROKEN], "Of 3 clauses, 2 are kept and 1 is broken."),
        (
            [KEPT, ClauseState.NOT_BUILT],
            "Of 2 clauses, 1 is kept and 1 is not built into Schoolgate yet.",
        ),
        (
            [ClauseState.NO_EVIDENCE] * 2,
            "Of 2 clauses, for 2 there is no evidence yet.",
        ),
    ],
)
def test_one_sentence_says_how_the_clauses_stand(
    states: list[ClauseState], says: str
) -> None:
    assert sum_up(states) == says
