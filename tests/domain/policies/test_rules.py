"""Promises and routes from plain values, in a few telling cases."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from schoolgate.domain.policies.enums import Channel, Concern, Role
from schoolgate.domain.policies.rules import next_step, promise, roles_of
from schoolgate.kernel.packs import PACK_IDS, load_pack
from schoolgate.kernel.working_time import (
    CalendarEndsError,
    Hours,
    SchoolCalendar,
    Term,
)

LONDON = ZoneInfo("Europe/London")
THURSDAY = "Thursday 12 November 2026"
GRAMMAR = load_pack("grammar-ni")
CALENDAR = SchoolCalendar(
    LONDON,
    dict.fromkeys(range(5), Hours(time(8, 45), time(15, 15))),
    (Term(date(2026, 11, 2), date(2026, 12, 18)),),
)


def at(day, hour=10, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def test_a_letter_in_the_school_day_is_due_two_and_ten_days_after_it():
    made = promise(GRAMMAR, CALENDAR, Channel.LETTER, at(10))

    assert made.counts_from == date(2026, 11, 10)
    assert made.acknowledge_by == at(12, 15, 15)
    assert made.answer_by == at(24, 15, 15)
    assert made.clauses == ("GN-5.2a", "GN-5.2b")
    assert made.because == (
        "Received on Tuesday 10 November 2026 during the school day.",
        "It counts from that day.",
        f"To be acknowledged within 2 working days: by {THURSDAY}, 3:15pm.",
        "To be answered within 10 working days: by Tuesday 24 November 2026, 3:15pm.",
    )


def test_a_word_in_person_has_no_promise_and_says_so():
    made = promise(GRAMMAR, CALENDAR, Channel.IN_PERSON, at(7))

    assert (made.acknowledge_by, made.answer_by, made.clauses) == (None, None, ())
    assert made.because == (
        "Received on Saturday 7 November 2026, a day without school.",
        "It counts from Monday 9 November 2026, the next day the school is open.",
        "The policy makes no promise with a date for a word in person.",
    )


def test_a_school_that_changes_its_standard_gets_its_own_promise():
    letter = GRAMMAR.standard_for(Channel.LETTER)
    assert letter
    assert letter.answer
    quicker = replace(letter, answer=replace(letter.answer, within=3))
    own = replace(GRAMMAR, standards=(quicker,))

    assert promise(own, CALENDAR, Channel.LETTER, at(10)).answer_by == at(13, 15, 15)
    assert promise(own, CALENDAR, Channel.EMAIL, at(10)).answer_by is None


def test_a_promise_the_calendar_cannot_hold_is_not_made_at_all():
    with pytest.raises(CalendarEndsError, match="2026-12-19"):
        promise(
            GRAMMAR, CALENDAR, Channel.LETTER, datetime(2026, 12, 14, tzinfo=LONDON)
        )


def test_a_concern_climbs_while_it_stays_unresolved():
    steps = [next_step(GRAMMAR, Concern.PASTORAL, each) for each in range(5)]

    assert [step.role for step in steps] == [
        *roles_of(GRAMMAR, Concern.PASTORAL),
        Role.PRINCIPAL,
    ]
    assert [step.step for step in steps] == [1, 2, 3, 4, 4]
    assert steps[3].next is steps[4].next is None
    assert "complaints procedure" in steps[4].because[-1]


def test_a_policy_without_a_route_says_that_the_school_can_add_one():
    step = next_step(load_pack("passport"), Concern.GENERAL, 0)

    assert (step.role, step.step, step.of, step.next, step.clause) == (
        None,
        0,
        0,
        None,
        None,
    )
    assert "its own route" in step.because[0]
    assert roles_of(load_pack("passport"), Concern.GENERAL) == ()


def test_a_negative_number_of_steps_is_refused():
    with pytest.raises(ValueError, match="found -1; allowed: 0 or more"):
        next_step(GRAMMAR, Concern.GENERAL, -1)


@pytest.mark.parametrize("pack", PACK_IDS)
@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("day", [7, 10])
def test_every_sentence_is_one(pack, channel, day):
    made = promise(load_pack(pack), CALENDAR, channel, at(day))
    assert made.because
    for sentence in made.because:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
