"""The clock of a request or complaint, read from what happened with it."""

from datetime import date

import pytest

from schoolgate.domain.enquiries.enums import Clock, DataKind, DataStep
from schoolgate.domain.enquiries.rules import law_clock

CAME = date(2026, 11, 24)
DUE = date(2026, 12, 24)
REQUEST, COMPLAINT = DataKind.REQUEST, DataKind.COMPLAINT


def steps(*found: tuple[DataStep, str]) -> list[tuple[DataStep, date]]:
    return [(step, date.fromisoformat(day)) for step, day in found]


@pytest.mark.parametrize(
    ("on", "state"), [("2026-12-24", Clock.RUNNING), ("2026-12-25", Clock.OVERDUE)]
)
def test_a_request_runs_to_the_last_day_and_is_overdue_after_it(
    on: str, state: Clock
) -> None:
    found = law_clock(REQUEST, CAME, [], on=date.fromisoformat(on))

    assert (found.due_on, found.state) == (DUE, state)
    assert "one calendar month" in found.because[0]


def test_while_proof_is_awaited_nothing_is_due_and_nothing_is_late() -> None:
    asked = steps((DataStep.ASKED_BACK, "2026-11-30"))

    found = law_clock(REQUEST, CAME, asked, on=date(2027, 6, 1))

    assert (found.due_on, found.state, found.is_waiting) == (None, Clock.RUNNING, True)
    assert not found.may_take_longer


def test_answered_in_time_and_late_are_told_apart() -> None:
    early = law_clock(
        REQUEST, CAME, steps((DataStep.ANSWERED, "2026-12-24")), on=date(2027, 1, 1)
    )
    late = law_clock(
        REQUEST, CAME, steps((DataStep.ANSWERED, "2026-12-25")), on=date(2027, 1, 1)
    )

    assert (early.state, late.state) == (Clock.KEPT, Clock.LATE)


def test_more_time_counts_as_extended_and_can_be_told_once() -> None:
    told = steps((DataStep.EXTENDED, "2026-12-20"))

    found = law_clock(REQUEST, CAME, told, on=date(2027, 1, 10))

    assert (found.due_on, found.state) == (date(2027, 2, 24), Clock.EXTENDED)
    assert not found.may_take_longer
    assert "two months more" in found.because[0]


def test_answered_without_what_was_asked_back_ends_the_waiting() -> None:
    done = steps((DataStep.ASKED_BACK, "2026-12-01"), (DataStep.ANSWERED, "2026-12-11"))

    found = law_clock(REQUEST, CAME, done, on=date(2027, 1, 1))

    assert (found.due_on, found.state) == (date(2027, 1, 3), Clock.KEPT)


def test_a_complaint_is_overdue_from_the_thirty_first_day() -> None:
    last = law_clock(COMPLAINT, CAME, [], on=date(2026, 12, 23))
    over = law_clock(COMPLAINT, CAME, [], on=date(2026, 12, 24))

    assert (last.due_on, last.state) == (date(2026, 12, 23), Clock.RUNNING)
    assert over.state is Clock.OVERDUE


def test_after_a_complaint_is_acknowledged_the_law_sets_no_day() -> None:
    said = steps((DataStep.ACKNOWLEDGED, "2026-12-01"))

    found = law_clock(COMPLAINT, CAME, said, on=date(2027, 3, 1))

    assert (found.due_on, found.state) == (None, Clock.KEPT)
    assert "without undue delay" in found.because[1]


def test_a_complaint_has_no_longer_time_and_never_stands_still() -> None:
    asked = steps((DataStep.ASKED_BACK, "2026-11-30"))

    found = law_clock(COMPLAINT, CAME, asked, on=date(2026, 12, 1))

    assert not found.may_take_longer
    assert not found.is_waiting
