"""How a school keeps its policy: what is counted, in which week, of which school."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.enquiries.actions.answering import acknowledge_enquiry
from schoolgate.domain.enquiries.actions.changing import Reply
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.governance.enums import ClauseState, Due
from schoolgate.domain.governance.queries.clauses import (
    KeptPolicy,
    clauses_of,
    kept_policy_of,
)
from schoolgate.domain.governance.queries.settling import Week
from schoolgate.domain.policies.queries import NoPolicyAdoptedError
from schoolgate.domain.schools.models import School, Term
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import every_school, school_in_force
from schoolgate.kernel.vocabulary import Channel, Concern
from tests.cast import Cast
from tests.web.world import ask

MESSAGES = (Channel.PORTAL, Due.ACKNOWLEDGED)
DAY = timedelta(days=1)


@pytest.fixture
def kept(cast: Cast, frozen: Any) -> Callable[[], KeptPolicy]:
    """Return a way to see how Oakfield keeps its policy, now."""

    def look() -> KeptPolicy:
        with school_in_force(cast.oakfield.pk):
            return kept_policy_of(cast.oakfield, at=clock.now())

    return look


def question(cast: Cast) -> Enquiry:
    """Have Amal's mother ask Mr Byrne something, now."""
    return ask(cast.contact("leila"), cast.student("amal"))


def acknowledge(cast: Cast, enquiry: Enquiry) -> None:
    """Have Mr Byrne say that he is on it, now."""
    with school_in_force(cast.oakfield.pk):
        byrne = staff_actor(cast.staff("byrne"))
        words = Reply("I am on it.", None, enquiry.version)
        acknowledge_enquiry(byrne, enquiry, words, at=clock.now())


def state_of(kept: KeptPolicy, clause_id: str) -> ClauseState:
    return next(one.state for one in kept.standings if one.clause.id == clause_id)


def test_every_clause_stands_there_once_in_the_policys_order(
    kept: Callable[[], KeptPolicy],
) -> None:
    found = kept()

    ids = [standing.clause.id for standing in found.standings]
    assert ids == [clause.id for clause in found.policy.pack.clauses]
    assert len(ids) == 53


def test_a_promise_is_in_the_picture_of_the_week_in_which_it_was_due(
    cast: Cast, kept: Callable[[], KeptPolicy], frozen: Any
) -> None:
    first, _late = question(cast), question(cast)
    acknowledge(cast, first)
    frozen.shift(9 * DAY)  # Wednesday of the next week
    question(cast)  # not due yet, and not settled

    weeks = kept().weeks[MESSAGES]

    assert len(weeks) == 8
    assert weeks[-2:] == (
        Week(date(2026, 11, 23), kept=1, of=2),
        Week(date(2026, 11, 30), kept=0, of=0),
    )
    assert date(2026, 10, 26) not in {week.monday for week in weeks}  # half-term


@pytest.mark.parametrize(
    ("late_by", "kept_ones"),
    [(timedelta(0), 1), (timedelta(seconds=59), 1), (timedelta(minutes=1), 0)],
)
def test_the_minute_in_which_it_is_due_still_counts(
    cast: Cast,
    kept: Callable[[], KeptPolicy],
    frozen: Any,
    late_by: timedelta,
    kept_ones: int,
) -> None:
    enquiry = question(cast)
    with school_in_force(cast.oakfield.pk):
        due = enquiry.promises.get().acknowledge_by
    assert due
    frozen.move_to(due + late_by)
    acknowledge(cast, enquiry)

    found = kept()

    assert found.weeks[MESSAGES][-1] == Week(date(2026, 11, 23), kept=kept_ones, of=1)
    [figure] = next(
        one.figures for one in found.standings if one.clause.id == "GN-5.3a"
    )
    assert (figure.kept, figure.of, figure.clock) == (kept_ones, 1, MESSAGES)


def test_the_figures_are_those_of_the_list_of_all_schools(
    cast: Cast, kept: Callable[[], KeptPolicy], frozen: Any
) -> None:
    question(cast)
    ask(cast.contact("karim"), cast.student("amal"), concern=Concern.PASTORAL)
    frozen.shift(7 * DAY)
    found = kept()

    with every_school(reason="the test compares"):
        pack = found.policy.pack
        rows = clauses_of(pack, [cast.oakfield], at=clock.now())

    assert [row.state for row in rows] == [one.state for one in found.standings]
    words = {row.id: row.evidence for row in rows}
    assert words["GN-A1c"] == ("enquiries on their route: 1 of 1",)
    assert words["GN-5.1"] == ("enquiries on their route: 2 of 2",)
    assert words["GN-5.3a"] == ("message, acknowledged in time: 0 of 2",)
    assert words["GN-0"] == ()


def test_nothing_of_another_school_is_counted(
    cast: Cast, kept: Callable[[], KeptPolicy]
) -> None:
    ask(cast.contact("farida"), cast.student("zainab"), subject="")

    found = kept()

    assert state_of(found, "GN-5.1") is ClauseState.NO_EVIDENCE
    question(cast)
    assert state_of(kept(), "GN-5.1") is ClauseState.KEPT  # the control


@pytest.mark.parametrize("has_terms", [True, False])
def test_without_a_school_week_so_far_there_are_figures_and_no_pictures(
    cast: Cast, kept: Callable[[], KeptPolicy], frozen: Any, *, has_terms: bool
) -> None:
    frozen.move_to("2026-08-03T10:00:00+00:00")  # before the first term
    if not has_terms:
        with school_in_force(cast.oakfield.pk):
            Term.objects.all().delete()

    found = kept()

    assert found.weeks == {}
    assert len(found.standings) == 53


def test_before_the_first_adoption_there_is_nothing_to_keep(
    cast: Cast, frozen: Any
) -> None:
    with every_school(reason="the test founds a school"):
        school = School.objects.create(
            name="Newly Founded", nation="england", mail_domain="new.example"
        )

    with school_in_force(school.pk), pytest.raises(NoPolicyAdoptedError):
        kept_policy_of(school, at=clock.now())
