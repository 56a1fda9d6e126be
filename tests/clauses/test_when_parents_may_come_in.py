"""PR-3.1: the school sets when parents may come in, and parents can see it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.governance.queries.clauses import clauses_of
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.packs import load_pack
from tests.cast import Cast
from tests.web.family.test_asking import words_of

SignIn = Callable[[str], Client]
TIMES = {
    "weekday_0": "wed",
    "opens_0": "15:15",
    "closes_0": "16:00",
    "what_0": "class teachers, without an appointment",
    "key": "v" * 32,
}


def state_of_the_clause(cast: Cast) -> tuple[str, tuple[str, ...]]:
    pack = load_pack("primary")
    with school_in_force(cast.oakfield.pk):
        [clause] = [
            each
            for each in clauses_of(pack, [cast.oakfield], at=clock.now())
            if each.id == "PR-3.1"
        ]
    return clause.state.value, clause.evidence


@pytest.mark.clause("PR-3.1")
def test_the_times_the_school_sets_stand_on_the_familys_calendar(
    cast: Cast, sign_in: SignIn
) -> None:
    before = words_of(sign_in("bridget").get(reverse("family:calendar")).content)

    sign_in("adair").post(reverse("staff:year_visits"), TIMES)

    after = words_of(sign_in("bridget").get(reverse("family:calendar")).content)
    assert "The school has set no times yet." in before
    assert "Wednesdays, 3:15pm to 4pm: class teachers, without an appointment" in after


@pytest.mark.clause("PR-3.1", part="evidence")
def test_the_clause_is_broken_until_the_times_are_there(
    cast: Cast, sign_in: SignIn
) -> None:
    before = state_of_the_clause(cast)

    sign_in("adair").post(reverse("staff:year_visits"), TIMES)

    what = "schools whose visiting times families can read"
    assert before == ("broken", (f"{what}: 0 of 1",))
    assert state_of_the_clause(cast) == ("kept", (f"{what}: 1 of 1",))
