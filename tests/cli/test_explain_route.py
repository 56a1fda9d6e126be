"""`schoolgate explain route`, row by row of the contract's table."""

import json

import pytest

from schoolgate.cli.explain.route import TOPIC
from schoolgate.kernel.packs import PACK_IDS
from tests.cli import questions
from tests.cli.asking import ask, ask_in_vain

ACADEMIC = [
    "subject_teacher",
    "head_of_department",
    "vice_principal_teaching_and_learning",
    "principal",
]
PASTORAL = ["form_teacher", "head_of_year", "vice_principal_pastoral", "principal"]
CONCERNS = ("general", "academic", "pastoral", "sen")

TABLE = {
    ("grammar-ni", "general"): (["school_office"], "GN-A1a"),
    ("grammar-ni", "academic"): (ACADEMIC, "GN-A1b"),
    ("grammar-ni", "pastoral"): (PASTORAL, "GN-A1c"),
    ("sen-guidance", "sen"): (["class_teacher", "senco"], "SE-IC1"),
}
for each in ("general", "academic", "pastoral"):
    TABLE["academy", each] = (["tutor"], "AC-3.3a")
    TABLE["fe-college", each] = (["trusted_contact"], "FE-2.3")
    TABLE["primary", each] = (["class_teacher", "principal"], "PR-7.5")
    TABLE["special-school", each] = (["family_contact"], "SP-S2c")


def test_the_example_of_the_contract():
    answer = ask("route", json.loads(TOPIC.example))

    assert answer.pop("because")
    assert list(answer.items()) == [
        ("role", "head_of_department"),
        ("step", 2),
        ("of", 4),
        ("next", "vice_principal_teaching_and_learning"),
        ("clause", "GN-A1b"),
    ]


@pytest.mark.parametrize("pack", PACK_IDS)
@pytest.mark.parametrize("concern", CONCERNS)
def test_every_pack_and_concern_climbs_its_ladder_and_stays_at_the_top(pack, concern):
    ladder, clause = TABLE.get((pack, concern), ([], None))
    for unresolved in range(7):
        answer = ask("route", questions.route(concern, unresolved, pack))
        step = min(unresolved + 1, len(ladder))

        assert answer.pop("because")
        assert answer == {
            "role": ladder[step - 1] if ladder else None,
            "step": step,
            "of": len(ladder),
            "next": ladder[step] if step < len(ladder) else None,
            "clause": clause,
        }


def test_after_the_last_step_the_complaints_procedure_is_named():
    answer = ask("route", questions.route("academic", 10**30))

    assert answer["role"] == "principal"
    assert "complaints procedure" in " ".join(answer["because"])


@pytest.mark.parametrize("unresolved", [-1, 1.0, True, "1", None, [1]])
def test_unresolved_steps_are_a_whole_number(unresolved):
    error = ask_in_vain("route", questions.route("academic", unresolved))
    assert "unresolved_steps" in error
    assert "a whole number, 0 or more" in error


def test_an_unknown_concern_is_told_which_there_are():
    error = ask_in_vain("route", questions.route("money"))
    assert error == 'concern: found "money"; allowed: general, academic, pastoral, sen'
