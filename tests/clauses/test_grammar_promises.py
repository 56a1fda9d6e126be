"""The grammar school's clocks, clause by clause, through the command."""

import pytest

from tests.cli.asking import ask
from tests.cli.questions import due


def answer(received, channel):
    return ask("due", due(received, channel))


@pytest.mark.clause("GN-5.2a")
def test_a_letter_is_acknowledged_within_two_working_days():
    due_on = answer("2026-11-12T10:00:00+00:00", "letter")
    assert due_on["acknowledge_by"] == "2026-11-16T15:15:00+00:00"
    assert "GN-5.2a" in due_on["clauses"]


@pytest.mark.clause("GN-5.2b")
def test_a_letter_is_answered_within_ten_working_days():
    over_a_closed_day = answer("2026-11-24T10:00:00+00:00", "letter")
    assert over_a_closed_day["answer_by"] == "2026-12-09T15:15:00+00:00"
    assert "GN-5.2b" in over_a_closed_day["clauses"]


@pytest.mark.clause("GN-5.2c")
def test_a_letter_that_comes_in_a_holiday_counts_from_the_first_day_of_term():
    in_the_holiday = answer("2026-10-28T10:00:00+00:00", "letter")
    on_the_first_day = answer("2026-11-02T10:00:00+00:00", "letter")

    assert in_the_holiday["counts_from"] == "2026-11-02"
    assert in_the_holiday["acknowledge_by"] == on_the_first_day["acknowledge_by"]
    assert in_the_holiday["answer_by"] == on_the_first_day["answer_by"]
    assert in_the_holiday["clauses"] == ["GN-5.2a", "GN-5.2b", "GN-5.2c"]
    assert "GN-5.2c" not in on_the_first_day["clauses"]


@pytest.mark.clause("GN-5.3a")
@pytest.mark.parametrize("channel", ["email", "portal"])
def test_an_email_is_held_to_the_clocks_of_a_letter(channel):
    for received in ("2026-11-10T10:00:00+00:00", "2026-10-28T10:00:00+00:00"):
        written, sent = answer(received, "letter"), answer(received, channel)
        assert sent["acknowledge_by"] == written["acknowledge_by"]
        assert sent["answer_by"] == written["answer_by"]
        assert "GN-5.3a" in sent["clauses"]


@pytest.mark.clause("GN-5.3b")
@pytest.mark.parametrize(
    ("received", "counts_from"),
    [
        ("2026-11-14T10:00:00+00:00", "2026-11-16"),
        ("2026-11-15T22:00:00+00:00", "2026-11-16"),
        ("2026-11-10T15:16:00+00:00", "2026-11-11"),
        ("2026-11-13T20:00:00+00:00", "2026-11-16"),
        ("2026-10-23T16:10:00+01:00", "2026-11-02"),
    ],
)
def test_an_email_out_of_school_hours_waits_for_the_next_school_day(
    received, counts_from
):
    waiting = answer(received, "email")
    assert waiting["counts_from"] == counts_from
    assert waiting["clauses"] == ["GN-5.3a", "GN-5.3b"]


@pytest.mark.clause("GN-5.3b")
@pytest.mark.parametrize("clock", ["06:00:00", "08:45:00", "15:15:59"])
def test_an_email_before_or_in_the_school_day_counts_from_that_day(clock):
    counted = answer(f"2026-11-10T{clock}+00:00", "email")
    assert counted["counts_from"] == "2026-11-10"
    assert counted["clauses"] == ["GN-5.3a"]


@pytest.mark.clause("GN-5.4b")
def test_a_call_is_returned_within_two_days_and_dealt_with_within_ten():
    call = answer("2026-11-12T10:00:00+00:00", "phone")
    assert call["acknowledge_by"] == "2026-11-16T15:15:00+00:00"
    assert call["answer_by"] == "2026-11-26T15:15:00+00:00"
    assert call["clauses"] == ["GN-5.4b"]


@pytest.mark.clause("GN-5.6b")
def test_a_request_for_a_meeting_is_answered_within_two_days():
    request = answer("2026-11-12T10:00:00+00:00", "meeting_request")
    assert request["acknowledge_by"] is None
    assert request["answer_by"] == "2026-11-16T15:15:00+00:00"
    assert request["clauses"] == ["GN-5.6b"]
