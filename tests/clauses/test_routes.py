"""Whom to ask first, and next: clause by clause, through the command."""

import pytest

from tests.cli.asking import ask
from tests.cli.questions import route


def climb(pack, concern):
    """Follow a concern that nobody resolves, up to the last step."""
    asked, unresolved = [], 0
    while True:
        step = ask("route", route(concern, unresolved, pack))
        asked.append((step["role"], step["clause"]))
        if step["next"] is None:
            return asked
        unresolved += 1


@pytest.mark.clause("GN-A1a")
def test_a_general_query_goes_to_the_school_office():
    assert climb("grammar-ni", "general") == [("school_office", "GN-A1a")]


@pytest.mark.clause("GN-A1b")
def test_an_academic_concern_climbs_while_it_stays_unresolved():
    assert climb("grammar-ni", "academic") == [
        ("subject_teacher", "GN-A1b"),
        ("head_of_department", "GN-A1b"),
        ("vice_principal_teaching_and_learning", "GN-A1b"),
        ("principal", "GN-A1b"),
    ]


@pytest.mark.clause("GN-A1c")
def test_a_pastoral_concern_climbs_while_it_stays_unresolved():
    assert climb("grammar-ni", "pastoral") == [
        ("form_teacher", "GN-A1c"),
        ("head_of_year", "GN-A1c"),
        ("vice_principal_pastoral", "GN-A1c"),
        ("principal", "GN-A1c"),
    ]


@pytest.mark.clause("AC-3.3a")
@pytest.mark.parametrize("concern", ["general", "academic", "pastoral"])
def test_at_the_academy_a_concern_goes_to_the_tutor_first(concern):
    assert climb("academy", concern)[0] == ("tutor", "AC-3.3a")
