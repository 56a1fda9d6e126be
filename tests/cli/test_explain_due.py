"""`schoolgate explain due`, case by case as the contract has it."""

import json

import pytest

from schoolgate.cli.explain.due import TOPIC
from tests.cli import questions
from tests.cli.asking import ask, ask_in_vain


def test_the_example_of_the_contract():
    answer = ask("due", json.loads(TOPIC.example))

    assert answer.pop("because")[0] == (
        "Received on Friday 23 October 2026 after the school day ended."
    )
    assert list(answer.items()) == [
        ("counts_from", "2026-11-02"),
        ("acknowledge_by", "2026-11-04T15:15:00+00:00"),
        ("answer_by", "2026-11-16T15:15:00+00:00"),
        ("clauses", ["GN-5.3a", "GN-5.3b"]),
    ]


@pytest.mark.parametrize(
    ("received", "counts_from"),
    [
        ("2026-11-10T03:00:00+00:00", "2026-11-10"),
        ("2026-11-10T08:45:00+00:00", "2026-11-10"),
        ("2026-11-10T15:15:00+00:00", "2026-11-10"),
        ("2026-11-10T15:15:59+00:00", "2026-11-10"),
        ("2026-11-10T15:15:59.999999+00:00", "2026-11-10"),
        ("2026-11-10T15:16:00+00:00", "2026-11-11"),
        ("2026-11-10T23:59:59+00:00", "2026-11-11"),
        ("2026-11-13T15:16:00Z", "2026-11-16"),
        ("2026-11-14T10:00:00+00:00", "2026-11-16"),
        ("2026-10-26T10:00:00+00:00", "2026-11-02"),
        ("2026-12-04T10:00:00+00:00", "2026-12-07"),
        ("2026-01-01T10:00:00+00:00", "2026-09-01"),
        ("2026-08-31T23:30:00+01:00", "2026-09-01"),
        ("2026-11-10T23:30:00-05:00", "2026-11-11"),
        ("2026-11-10T16:00:00+09:00", "2026-11-10"),
    ],
)
def test_the_day_it_counts_from(received, counts_from):
    answer = ask("due", questions.due(received, "in_person"))
    assert answer["counts_from"] == counts_from


def test_the_hours_of_one_day_replace_those_of_its_weekday():
    early = questions.due(
        "2026-11-17T12:01:00+00:00",
        calendar={"hours_on": {"2026-11-17": ["09:00", "12:00"]}},
    )
    assert ask("due", early)["counts_from"] == "2026-11-18"


def test_a_saturday_with_hours_of_its_own_is_a_working_day():
    saturday = {"hours_on": {"2026-11-14": ["10:00", "12:00"]}}
    answer = ask("due", questions.due("2026-11-14T11:00:00+00:00", calendar=saturday))
    assert answer["counts_from"] == "2026-11-14"


@pytest.mark.parametrize("day", ["2026-10-28", "2026-12-04"])
def test_hours_of_its_own_open_no_day_outside_term_and_no_closed_day(day):
    opened = {"hours_on": {day: ["10:00", "12:00"]}}
    question = questions.due(f"{day}T11:00:00+00:00", "in_person", calendar=opened)
    assert ask("due", question)["counts_from"] > day


@pytest.mark.parametrize(
    ("channel", "acknowledge_by", "answer_by", "clauses", "when_moved"),
    [
        ("letter", "12T", "24T", ["GN-5.2a", "GN-5.2b"], ["GN-5.2c"]),
        ("email", "12T", "24T", ["GN-5.3a"], ["GN-5.3b"]),
        ("portal", "12T", "24T", ["GN-5.3a"], ["GN-5.3b"]),
        ("phone", "12T", "24T", ["GN-5.4b"], []),
        ("meeting_request", None, "12T", ["GN-5.6b"], []),
        ("in_person", None, None, [], []),
    ],
)
def test_what_is_promised_for_each_channel(
    channel, acknowledge_by, answer_by, clauses, when_moved
):
    in_time = ask("due", questions.due("2026-11-10T10:00:00+00:00", channel))
    moved = ask("due", questions.due("2026-11-09T16:00:00+00:00", channel))

    def expected(day):
        return day and f"2026-11-{day}15:15:00+00:00"

    for answer in (in_time, moved):
        assert answer["acknowledge_by"] == expected(acknowledge_by)
        assert answer["answer_by"] == expected(answer_by)
        assert answer["because"]
    assert in_time["clauses"] == clauses
    assert moved["clauses"] == [*clauses, *when_moved]


@pytest.mark.parametrize("pack", ["fe-college", "primary", "passport"])
def test_a_pack_without_promises_still_says_from_when_it_counts(pack):
    answer = ask("due", questions.due("2026-11-09T16:00:00+00:00", pack=pack))
    assert answer["counts_from"] == "2026-11-10"
    assert answer["acknowledge_by"] is answer["answer_by"] is None
    assert answer["clauses"] == []


def test_moments_carry_the_offset_of_their_own_day():
    through_october = {"terms": [["2026-09-01", "2026-12-18"]]}
    answer = ask(
        "due", questions.due("2026-10-22T10:00:00+01:00", calendar=through_october)
    )
    assert answer["acknowledge_by"] == "2026-10-26T15:15:00+00:00"


def test_the_same_moment_in_another_offset_is_the_same_question():
    in_london = ask("due", questions.due("2026-10-19T15:15:30+01:00"))
    in_utc = ask("due", questions.due("2026-10-19T14:15:30+00:00"))
    assert in_london == in_utc


@pytest.mark.parametrize(
    ("received", "channel"),
    [
        ("2026-12-18T12:01:00+00:00", "in_person"),
        ("2027-01-10T10:00:00+00:00", "in_person"),
        ("2026-12-10T10:00:00+00:00", "letter"),
        ("2026-12-17T10:00:00+00:00", "meeting_request"),
    ],
)
def test_a_calendar_that_ends_too_early_names_the_day_after_the_last_term(
    received, channel
):
    assert "2026-12-19" in ask_in_vain("due", questions.due(received, channel))


def test_the_last_promise_that_fits_is_made():
    answer = ask("due", questions.due("2026-12-16T10:00:00+00:00", "meeting_request"))
    assert answer["answer_by"] == "2026-12-18T12:00:00+00:00"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"terms": []}, ["terms", "0 items"]),
        ({"terms": [["2026-09-02", "2026-09-01"]]}, ["terms", "2026-09-02"]),
        (
            {"terms": [["2026-11-02", "2026-12-18"], ["2026-09-01", "2026-10-23"]]},
            ["in order", "2026-09-01"],
        ),
        (
            {"terms": [["2026-09-01", "2026-10-23"], ["2026-10-23", "2026-12-18"]]},
            ["overlapping", "2026-10-23"],
        ),
        ({"hours": {"mon": ["15:15", "08:45"]}}, ["hours.mon", "15:15", "closing"]),
        ({"hours": {"mon": ["08:45", "08:45"]}}, ["hours.mon", "08:45"]),
        ({"hours": {"mon": ["8:45", "15:15"]}}, ["hours.mon[0]", '"8:45"']),
        ({"hours": {"mon": ["08:45", "24:00"]}}, ["hours.mon[1]", '"24:00"']),
        ({"hours": {"mon": ["08:45"]}}, ["hours.mon", "two times"]),
        ({"hours": {"monday": ["08:45", "15:15"]}}, ["monday", "mon, tue"]),
        ({"hours_on": {"18.12.": ["08:45", "12:00"]}}, ["hours_on", "18.12."]),
        ({"closed": "2026-12-04"}, ["closed", "a list"]),
        ({"closed": ["2026-02-30"]}, ["closed[0]", "2026-02-30"]),
        ({"closed": ["20261204"]}, ["closed[0]", "20261204"]),
        ({"timezone": "Europe/Londres"}, ["timezone", "Londres"]),
        ({"timezone": "../etc/passwd"}, ["timezone", "passwd"]),
        ({"timezone": 0}, ["timezone", "found 0"]),
        ({"holidays": []}, ["holidays", "closed"]),
        ({"terms": [["0001-01-01", "9990-01-01"]]}, ["terms", "40000"]),
        ({"terms": [["2026-01-01", "9999-12-31"]]}, ["terms", "9999-12-31"]),
    ],
)
def test_a_calendar_that_makes_no_sense_is_told_apart(changes, words):
    error = ask_in_vain("due", questions.due(calendar=changes))
    for word in words:
        assert word in error


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pack": "grammar"}, ['"grammar"', "grammar-ni, special-school"]),
        ({"pack": None}, ["pack", "null"]),
        ({"channel": "fax"}, ['"fax"', "letter, email, phone, meeting_request"]),
        ({"received": "2026-11-10T10:00:00"}, ["received", "offset"]),
        ({"received": "2026-11-10"}, ["received", "offset"]),
        ({"received": 1762768800}, ["received", "1762768800"]),
        ({"received": "2026-13-10T10:00:00Z"}, ["received", "2026-13-10"]),
        ({"received": "0001-01-01T00:00:00+14:00"}, ["received"]),
        ({"urgent": True}, ["unknown key", '"urgent"', "only pack, calendar"]),
    ],
)
def test_a_question_that_makes_no_sense_is_told_what_is_allowed(changes, words):
    error = ask_in_vain("due", questions.due(**changes))
    for word in words:
        assert word in error


@pytest.mark.parametrize("key", ["pack", "calendar", "channel", "received"])
def test_a_missing_key_is_named(key):
    question = questions.due()
    del question[key]
    assert f"{key}: found nothing" in ask_in_vain("due", question)


def test_every_fault_of_a_question_is_named_at_once():
    error = ask_in_vain("due", questions.due(channel="fax", pack="x", received=1))
    assert "channel" in error
    assert "pack" in error
    assert "received" in error
