"""`schoolgate explain delivery`: channel, language, quiet hours, what follows."""

import json

import pytest

from schoolgate.cli.explain.delivery import TOPIC
from tests.cli import questions
from tests.cli.asking import ask, ask_in_vain
from tests.cli.questions import delivery, notice, passport, recipient

NOWHERE = {"mobile": None, "email": None, "address": False, "push": False}


def plan(**changes):
    return ask("delivery", delivery(**changes))


def only(**changes):
    [one] = plan(**changes)["deliveries"]
    return one


def test_the_example_of_the_contract():
    answer = ask("delivery", json.loads(TOPIC.example))

    assert answer.pop("because")
    assert answer == {
        "deliveries": [
            {
                "channel": "email",
                "language": "ur",
                "not_before": "2026-11-23T18:40:00+00:00",
                "envelope": False,
            }
        ],
        "follow_ups": [{"kind": "phone_call", "clause": "SP-S2b"}],
        "unreachable": False,
    }
    assert list(answer) == ["deliveries", "follow_ups", "unreachable"]


@pytest.mark.parametrize(
    ("channels", "has", "expected"),
    [
        (["text"], {"mobile": "1"}, "text"),
        (["text", "email"], {"email": "a@b"}, "email"),
        (["letter", "email"], {"email": "a@b", "address": True}, "letter"),
        (["phone"], {"mobile": "1"}, "phone"),
        (["face_to_face", "email"], {"email": "a@b"}, "face_to_face"),
        (["email", "face_to_face"], {}, "face_to_face"),
        (["push"], {"push": True}, "push"),
        (["push"], {"email": "a@b", "address": True}, "email"),
        (["push"], {"mobile": "1", "address": True}, "letter"),
        ([], {"mobile": "1", "push": True, "address": True}, "push"),
        ([], {"mobile": "1"}, "phone"),
        ([], {}, None),
        (["text", "email", "push", "letter", "phone"], {}, None),
    ],
)
def test_the_first_way_that_works(channels, has, expected):
    answer = plan(
        contact=recipient(**{**NOWHERE, **has}),
        passport=passport(language="en", channels=channels),
    )

    found = [each["channel"] for each in answer["deliveries"]]
    assert found == ([expected] if expected else [])
    assert answer["unreachable"] is (expected is None)


@pytest.mark.parametrize(
    ("language", "carried"),
    [
        ("en", True),
        ("pl", True),
        ("ro", True),
        ("so", True),
        ("tr", True),
        ("vi", True),
        ("cy", True),
        ("sr-Latn", True),
        ("ur", False),
        ("pa-Guru", False),
        ("pnb", False),
        ("ar", False),
        ("uk", False),
        ("zh-Hans", False),
        ("el", False),
        ("ti", False),
        ("az-Cyrl", False),
        ("qaa", False),
    ],
)
def test_a_gsm_provider_carries_latin_script_and_nothing_else(language, carried):
    asked = {
        "notice": notice(languages=["en", language]),
        "passport": passport(language=language, channels=["text"]),
    }
    assert only(**asked)["channel"] == ("text" if carried else "email")
    assert only(**asked, provider={"text": "unicode"})["channel"] == "text"
    assert only(**asked, provider={"text": None})["channel"] == "email"


def test_a_text_in_english_goes_out_where_the_notice_lacks_the_language():
    answer = plan(notice=notice(languages=["en"]), pack="fe-college")

    [one] = answer["deliveries"]
    assert (one["channel"], one["language"]) == ("text", "en")
    assert answer["follow_ups"] == [{"kind": "offer_interpreter", "clause": "FE-1.6c"}]


@pytest.mark.parametrize(
    ("pack", "interpreter", "call"),
    [
        ("fe-college", "FE-1.6c", None),
        ("sen-guidance", "SE-IN3", None),
        ("special-school", None, "SP-S2b"),
        ("grammar-ni", None, None),
        ("passport", None, None),
    ],
)
def test_the_follow_ups_and_their_clauses(pack, interpreter, call):
    answer = plan(
        pack=pack,
        notice=notice(languages=["en"]),
        passport=passport(literacy_concern=True),
    )
    assert answer["follow_ups"] == [
        {"kind": "offer_interpreter", "clause": interpreter},
        {"kind": "phone_call", "clause": call},
    ]


@pytest.mark.parametrize(
    ("channel", "is_read"),
    [
        ("text", True),
        ("email", True),
        ("push", True),
        ("letter", True),
        ("phone", False),
        ("face_to_face", False),
    ],
)
def test_a_phone_call_follows_what_has_to_be_read(channel, is_read):
    answer = plan(
        passport=passport(language="en", channels=[channel], literacy_concern=True)
    )
    assert bool(answer["follow_ups"]) is is_read


@pytest.mark.parametrize(
    ("at", "not_before"),
    [
        ("2026-11-23T19:59:59+00:00", "2026-11-23T19:59:59+00:00"),
        ("2026-11-23T20:00:00+00:00", "2026-11-24T07:30:00+00:00"),
        ("2026-11-24T00:00:00+00:00", "2026-11-24T07:30:00+00:00"),
        ("2026-11-24T07:29:59+00:00", "2026-11-24T07:30:00+00:00"),
        ("2026-11-24T07:30:00+00:00", "2026-11-24T07:30:00+00:00"),
        ("2026-07-01T19:30:00+00:00", "2026-07-02T07:30:00+01:00"),
        ("2026-10-24T22:00:00+01:00", "2026-10-25T07:30:00+00:00"),
        ("2026-03-28T22:00:00+00:00", "2026-03-29T07:30:00+01:00"),
        ("2026-11-24T10:00:00+09:00", "2026-11-24T07:30:00+00:00"),
        ("2026-07-01T12:00:00Z", "2026-07-01T13:00:00+01:00"),
    ],
)
def test_quiet_hours_end_in_the_zone_of_the_school(at, not_before):
    assert only(at=at)["not_before"] == not_before


@pytest.mark.parametrize(
    ("quiet", "not_before"),
    [
        (["12:00", "20:00"], "20:00:00"),
        (["18:40", "18:41"], "18:41:00"),
        (["18:41", "18:40"], "18:40:00"),
        (["18:40", "18:40"], "18:40:00"),
        (["00:00", "00:00"], "18:40:00"),
        (None, "18:40:00"),
    ],
)
def test_quiet_hours_by_day_of_a_minute_and_none(quiet, not_before):
    answer = only(passport=passport(quiet=quiet))
    assert answer["not_before"] == f"2026-11-23T{not_before}+00:00"


@pytest.mark.parametrize(
    ("channel", "waits"),
    [
        ("text", True),
        ("email", True),
        ("push", True),
        ("phone", True),
        ("letter", False),
        ("face_to_face", False),
    ],
)
def test_only_what_can_ring_waits_and_an_emergency_never_does(channel, waits):
    late = {
        "at": "2026-11-23T22:00:00+00:00",
        "passport": passport(language="en", channels=[channel]),
    }

    for urgency in ("routine", "urgent"):
        moment = only(**late, notice=notice(urgency=urgency))["not_before"]
        assert (moment == "2026-11-24T07:30:00+00:00") is waits
    emergency = only(**late, notice=notice(urgency="emergency"))
    assert emergency["not_before"] == "2026-11-23T22:00:00+00:00"


@pytest.mark.parametrize(
    ("channel", "envelope"),
    [
        ("text", True),
        ("email", True),
        ("push", True),
        ("letter", False),
        ("phone", False),
        ("face_to_face", False),
    ],
)
def test_a_sensitive_notice_is_an_envelope_on_every_screen(channel, envelope):
    wished = passport(language="en", channels=[channel])
    assert only(passport=wished, notice=notice(sensitive=True))["envelope"] is envelope
    assert only(passport=wished)["envelope"] is False


@pytest.mark.parametrize("kind", ["no_contact", "no_information"])
def test_a_restricted_person_is_not_reached_and_not_on_the_paper_list(kind):
    restriction = {"kind": kind, "from": "2026-11-23", "until": "2026-11-24"}
    restricted = recipient(restrictions=[restriction])

    silent = plan(contact=restricted)
    assert (silent["deliveries"], silent["follow_ups"]) == ([], [])
    assert silent["unreachable"] is False
    assert silent["because"]
    assert plan(contact=restricted, at="2026-11-24T08:00:00Z")["deliveries"]


def test_a_restriction_is_judged_on_the_day_it_is_in_the_zone():
    from_the_24th = recipient(
        restrictions=[{"kind": "no_contact", "from": "2026-11-24", "until": None}]
    )
    late = "2026-11-23T23:30:00+00:00"

    assert plan(contact=from_the_24th, at=late)["deliveries"]
    abroad = plan(contact=from_the_24th, at=late, timezone="Europe/Paris")
    assert not abroad["deliveries"]


def test_nobody_reachable_has_no_follow_up():
    answer = plan(
        contact=recipient(**NOWHERE),
        notice=notice(languages=["en"]),
        passport=passport(literacy_concern=True),
    )
    assert answer["follow_ups"] == []
    assert answer["unreachable"] is True


def test_a_family_without_a_passport_is_written_to_in_english():
    answer = only(passport=None, at="2026-11-23T23:00:00+00:00")
    assert answer == {
        "channel": "email",
        "language": "en",
        "not_before": "2026-11-23T23:00:00+00:00",
        "envelope": False,
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"notice": notice(urgency="now")}, ["notice.urgency", "routine, urgent"]),
        ({"notice": notice(languages=[])}, ["notice.languages", "0 items"]),
        ({"notice": notice(languages=["?"])}, ["notice.languages[0]", '"?"']),
        ({"contact": recipient(email=True)}, ["contact.email", "true"]),
        ({"contact": recipient(address="12 Elm Row")}, ["contact.address"]),
        ({"passport": passport(channels=["fax"])}, ["channels[0]", "face_to_face"]),
        ({"passport": passport(quiet=["20:00"])}, ["passport.quiet", "two times"]),
        ({"passport": passport(quiet=["8pm", "7am"])}, ["passport.quiet[0]"]),
        ({"provider": {"text": "utf8"}}, ["provider.text", "unicode, gsm7, or null"]),
        ({"provider": None}, ["provider", "null"]),
        ({"timezone": "London"}, ["timezone", '"London"']),
        ({"at": "2026-11-23 18:40:00"}, ["at", "offset"]),
    ],
)
def test_a_question_that_makes_no_sense_is_told_what_is_allowed(changes, words):
    error = ask_in_vain("delivery", questions.delivery(**changes))
    for word in words:
        assert word in error
