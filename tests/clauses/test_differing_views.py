"""A differing view: recorded, talked through, ended; and whether with respect."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.enquiries.models import Enquiry, Respect
from schoolgate.domain.governance.queries.counts import Counts
from schoolgate.domain.governance.rules import safe_counts
from schoolgate.domain.policies.actions import adopt_pack
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS, closing, dispute, reply
from tests.web.world import ask

SignIn = Callable[[str], Client]


def url(name: str, enquiry: Enquiry) -> str:
    return reverse(name, args=[enquiry.public_id])


def thread(client: Client, enquiry: Enquiry) -> str:
    return words_of(client.get(url("family:ask_thread", enquiry)).content)


def fresh(enquiry: Enquiry) -> Enquiry:
    with school_in_force(enquiry.school_id):
        return Enquiry.objects.get(pk=enquiry.pk)


def settle(client: Client, enquiry: Enquiry, **changes: str) -> Any:
    form = closing(seen_version=fresh(enquiry).version, **changes)
    return client.post(url("staff:desk_close", enquiry), form)


def answer(client: Client, enquiry: Enquiry) -> Any:
    form = reply(seen_version=fresh(enquiry).version)
    return client.post(url("staff:desk_reply", enquiry), form)


def tap(client: Client, name: str, enquiry: Enquiry, **sent: str) -> Any:
    return client.post(url(name, enquiry), {"key": next(KEYS), **sent})


@pytest.fixture
def disputed(cast: Cast, frozen: Any, sign_in: SignIn) -> Enquiry:
    """Leila sees it differently from Mr Byrne, who called it settled."""
    enquiry, byrne = ask(cast.contact("leila"), cast.student("amal")), sign_in("byrne")
    answer(byrne, enquiry)
    settle(byrne, enquiry)
    sign_in("leila").post(url("family:ask_dispute", enquiry), dispute())
    return enquiry


@pytest.mark.clause("SE-D")
def test_a_difference_is_worked_through_and_its_outcome_agreed_and_recorded(
    disputed: Enquiry, sign_in: SignIn
) -> None:
    byrne, leila = sign_in("byrne"), sign_in("leila")

    untalked = settle(byrne, disputed, outcome="agreed")
    answer(byrne, disputed)
    settle(byrne, disputed, outcome="agreed", text="The right list, by Friday.")
    offered = thread(leila, disputed)
    tap(leila, "family:ask_agree", disputed)

    assert untalked.status_code == 403, "nobody has talked about it yet"
    assert "Yes, we agree" in offered
    page = thread(leila, disputed)
    assert "The list was for another class." in page
    assert "The right list, by Friday." in page
    assert "We see it that way too." in page
    assert "Yes, we agree" not in page
    assert fresh(disputed).state == "closed"
    desk = byrne.get(url("staff:desk_enquiry", disputed))
    assert "agreed, says the family" in words_of(desk.content)


@pytest.mark.clause("AC-2.3a")
def test_a_differing_view_ends_in_a_solution_or_the_reason_for_none(
    disputed: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")
    answer(byrne, disputed)

    refused = words_of(settle(byrne, disputed, outcome="used").content)
    settle(byrne, disputed, outcome="stays", text="The sets are made in June.")

    assert "The family sees it differently. How did it end?" in refused
    page = thread(sign_in("leila"), disputed)
    assert "It stays as it is, for a reason" in page
    assert "The sets are made in June." in page
    assert "Yes, we agree" not in page, "there is no solution to agree to"
    assert "It is not settled" in page


@pytest.mark.clause("AC-2.3a", part="counted for governors")
def test_governors_read_how_many_there_were_and_how_they_ended(
    cast: Cast, disputed: Enquiry, sign_in: SignIn
) -> None:
    byrne, leila = sign_in("byrne"), sign_in("leila")
    answer(byrne, disputed)
    settle(byrne, disputed, outcome="agreed")
    tap(leila, "family:ask_agree", disputed)
    with school_in_force(cast.oakfield.pk):
        adopt_pack(cast.oakfield, "academy", by=SYSTEM, at=clock.now(), why="A try")

    page = words_of(sign_in("healy").get(reverse("governors:clauses")).content)

    assert "Differing views recorded: 1" in page
    assert "Closed with a solution or the reason for none: 1 of 1" in page
    assert "Solutions that the family named as well: 1" in page


@pytest.mark.clause("AC-2.3a", part="treated with respect, when asked")
def test_both_sides_are_asked_once_and_nobody_reads_a_single_answer(
    cast: Cast, disputed: Enquiry, sign_in: SignIn
) -> None:
    byrne, leila = sign_in("byrne"), sign_in("leila")
    answer(byrne, disputed)
    settle(byrne, disputed)
    asked = thread(leila, disputed)

    tap(leila, "family:ask_respect", disputed, answer="partly")
    tap(byrne, "staff:desk_respect", disputed, answer="yes")
    again = tap(leila, "family:ask_respect", disputed, answer="no")

    assert "Were you treated with respect?" in asked
    assert "Were you treated with respect?" not in thread(leila, disputed)
    assert again.status_code == 403
    with school_in_force(cast.oakfield.pk):
        found = set(Respect.objects.values_list("side", "answer"))
        assert found == {("family", "partly"), ("staff", "yes")}
        counts = Counts([cast.oakfield], clock.now()).respect
    assert all(not each for each in counts.values())
    for name in ("byrne", "adair"):
        desk = sign_in(name).get(url("staff:desk_enquiry", disputed))
        assert "artly" not in words_of(desk.content)


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        (["yes"] * 4, {}),
        (["yes"] * 5, {"any answer": 5}),
        (["yes"] * 4 + ["no"], {"any answer": 5}),
        (["yes"] * 9 + ["no"], {"any answer": 10}),
        (["yes"] * 9 + ["no"] * 5, {"any answer": 10}),
        (["yes", "no"] * 5, {"no": 5, "yes": 5}),
        (
            ["yes"] * 10 + ["partly"] * 3 + ["no"] * 2,
            {"yes": 10, "no or partly": 5},
        ),
    ],
)
def test_no_single_answer_can_be_read_from_the_counts(
    answers: list[str], shown: dict[str, int]
) -> None:
    assert safe_counts(answers) == shown


def test_one_more_answer_changes_nothing_that_is_shown() -> None:
    so_far = ["yes", "no"] * 10

    with_one_more = {tuple(safe_counts([*so_far, each]).items()) for each in so_far}

    assert with_one_more == {tuple(safe_counts(so_far).items())}


def test_who_has_not_spoken_in_it_is_not_asked(
    disputed: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")
    answer(byrne, disputed)
    settle(byrne, disputed)

    refused = tap(sign_in("adair"), "staff:desk_respect", disputed, answer="no")

    assert refused.status_code == 403
