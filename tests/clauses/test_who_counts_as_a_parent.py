"""Whoever cares for a child counts as a parent in every rule of the gate."""

from itertools import product

import pytest

from tests.cli.asking import ask_all
from tests.cli.questions import contact, disclosure, objection, student

ORDER = {"kind": "no_contact", "from": "2026-01-01", "until": None}


def answers_for(pack, responsibility):
    """Ask everything that can decide, for one kind of responsibility."""
    questions = [
        disclosure(
            pack=pack,
            contact=contact(responsibility=responsibility, restrictions=restrictions),
            student=student(objections=objections),
            category=category,
            held=held,
        )
        for restrictions, objections, category, held in product(
            ([], [ORDER]), ([], [objection()]), ("progress", "health"), (True, False)
        )
    ]
    return [
        (each["allowed"], each["reason"], each["clause"])
        for each in ask_all("disclosure", questions)
    ]


@pytest.mark.parametrize(
    "pack",
    [
        pytest.param("grammar-ni", marks=pytest.mark.clause("GN-0")),
        pytest.param("academy", marks=pytest.mark.clause("AC-1")),
        pytest.param("objectives", marks=pytest.mark.clause("OB-0")),
    ],
)
def test_a_carer_is_told_exactly_what_a_parent_is_told(pack):
    """A grandmother, a foster carer, a guardian: all hold care."""
    carer = answers_for(pack, "care")

    assert carer == answers_for(pack, "parental")
    assert any(allowed for allowed, *_ in carer)
    assert carer != answers_for(pack, "none")
