"""`schoolgate explain disclosure`: periods, birthdays and strict reading."""

import json

import pytest

from schoolgate.cli.explain.disclosure import TOPIC
from tests.cli import questions
from tests.cli.asking import ask, ask_in_vain
from tests.cli.questions import consent, contact, objection, student


def test_the_example_of_the_contract():
    answer = ask("disclosure", json.loads(TOPIC.example))

    assert answer.pop("because")
    assert list(answer.items()) == [
        ("allowed", False),
        ("reason", "student_objects"),
        ("clause", "FE-1.7c"),
    ]


def reason(**changes):
    return ask("disclosure", questions.disclosure(**changes))["reason"]


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        ("2008-11-24", "2026-11-23", "allowed_under_18"),
        ("2008-11-23", "2026-11-23", "adult_has_not_consented"),
        ("2012-02-29", "2030-02-28", "allowed_under_18"),
        ("2012-02-29", "2030-03-01", "programme_ended"),
        ("2008-02-29", "2026-03-01", "adult_has_not_consented"),
    ],
)
def test_someone_is_18_from_the_start_of_the_birthday(born, on, expected):
    who = student(born=born, programme_started="2025-09-01")
    assert reason(student=who, on=on) == expected


def test_a_start_on_the_birthday_is_a_start_at_18():
    on_it = student(born="2008-09-01", programme_started="2026-09-01")
    before = student(born="2008-09-02", programme_started="2026-09-01")

    assert reason(student=on_it) == "adult_has_not_consented_in_writing"
    assert reason(student=before) == "adult_has_not_consented"


def test_the_programme_runs_through_its_last_day():
    adult = student(
        born="2008-05-01", programme_started="2025-09-01", programme_ends="2026-11-23"
    )
    assert reason(student=adult, on="2026-11-23") == "adult_has_not_consented"
    assert reason(student=adult, on="2026-11-24") == "programme_ended"


@pytest.mark.parametrize(
    ("made", "withdrawn", "binds"),
    [
        ("2026-11-23", None, True),
        ("2026-11-24", None, False),
        ("2026-01-01", "2026-11-24", True),
        ("2026-01-01", "2026-11-23", False),
        (None, None, True),
        (None, "2026-11-23", False),
        ("2026-11-23", "2026-11-23", False),
        ("2026-12-01", "2026-01-01", False),
    ],
)
def test_periods_are_half_open_and_null_is_open(made, withdrawn, binds):
    said_no = student(objections=[objection(made=made, withdrawn=withdrawn)])
    restricted = contact(
        restrictions=[{"kind": "no_information", "from": made, "until": withdrawn}]
    )
    overridden = student(
        objections=[objection(overridden=[{"from": made, "until": withdrawn}])]
    )

    assert (reason(student=said_no) == "student_objects") is binds
    assert (reason(contact=restricted) == "restricted") is binds
    assert (reason(student=overridden) == "allowed_under_18") is binds


@pytest.mark.parametrize("pack", ["grammar-ni", "secondary", "passport"])
@pytest.mark.parametrize("dates", ["absent", "null", "there"])
def test_only_the_college_needs_the_programme(pack, dates):
    who = student()
    for key in ("programme_started", "programme_ends"):
        if dates == "absent":
            del who[key]
        elif dates == "null":
            who[key] = None

    assert reason(pack=pack, student=who) == "allowed_by_responsibility"
    error = questions.disclosure(student=who)
    if dates != "there":
        assert "student.programme_started" in ask_in_vain("disclosure", error)


def test_settings_choose_the_reading_and_may_be_empty():
    adult = student(born="2008-05-01", programme_started="2025-09-01")
    either = {"adult_sharing": "either"}

    assert reason(student=adult, settings=either) == "allowed_adult_started_before_18"
    assert reason(student=adult, settings={}) == "adult_has_not_consented"
    assert reason(pack="primary", settings=either) == "allowed_by_responsibility"


def test_a_spoken_consent_is_no_written_one():
    started_at_18 = student(
        born="2008-01-01", consents=[consent(form="spoken"), consent(contact="other")]
    )
    assert reason(student=started_at_18) == "adult_has_not_consented_in_writing"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"category": "any"}, ["category", '"any"', "learning, attendance"]),
        ({"held": 0}, ["held", "found 0", "true or false"]),
        ({"held": None}, ["held", "null"]),
        ({"on": "2026-11-23T00:00:00Z"}, ["on", "a day"]),
        ({"settings": {"adult_sharing": "any"}}, ["adult_sharing", "both, either"]),
        ({"settings": None}, ["settings", "null"]),
        ({"contact": contact(responsibility="parent")}, ["parental, care"]),
        ({"contact": contact(named_for_access="yes")}, ["contact.named_for_access"]),
        ({"contact": contact(id=" ")}, ["contact.id"]),
        ({"contact": contact(name="Ann")}, ['"name"', "id, responsibility"]),
        (
            {"contact": contact(restrictions=[{"kind": "no_contact"}])},
            ["contact.restrictions[0].from", "contact.restrictions[0].until"],
        ),
        (
            {"student": student(objections=[objection(category="marks")])},
            ["student.objections[0].category", '"marks"', "other, any"],
        ),
        (
            {"student": student(consents=[consent(form="implied")])},
            ["student.consents[0].form", "written, spoken"],
        ),
        ({"student": student(born="2010-02-29")}, ["student.born", "2010-02-29"]),
        ({"student": student(born="9999-01-01")}, ["born", "9999-01-01"]),
        ({"student": student(objections=None)}, ["student.objections", "null"]),
    ],
)
def test_a_question_that_makes_no_sense_is_told_what_is_allowed(changes, words):
    error = ask_in_vain("disclosure", questions.disclosure(**changes))
    for word in words:
        assert word in error
