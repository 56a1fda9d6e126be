"""A file moves nobody to another sign-in address unseen, and some not at all."""

from typing import Any

import pytest

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.actions.posts import end_post
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.people.models import ImportBatch, StaffMember
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import Cast
from tests.imports import csv_of, data_manager, export, looked_at, taken_in

STAFF = "Staff code,Title,Forename,Surname,Staff email"
ELSEWHERE = "somebody@else.example"
NAMES = {
    "byrne": "Mr,Declan,Byrne",
    "adair": "Mr,Samuel,Adair",
    "lynch": "Mrs,Deirdre,Lynch",
    "flynn": "Mrs,Carol,Flynn",
    "murphy": "Ms,Grace,Murphy",
}


@pytest.fixture
def hughes(cast: Cast, frozen: Any) -> StaffActor:
    return data_manager(cast.staff("hughes"))


def doctored(cast: Cast, by: StaffActor, name: str) -> ImportBatch:
    """Work out a file in which somebody found by their code has another address."""
    with school_in_force(cast.oakfield.pk):
        StaffMember.objects.filter(pk=cast.staff(name).pk).update(ref=name)
    row = f"{name},{NAMES[name]},{ELSEWHERE}"
    return looked_at(cast.oakfield, csv_of(row, columns=STAFF), by=by)


def test_another_address_stands_in_a_list_of_its_own_and_must_be_ticked(
    cast: Cast, hughes: StaffActor
) -> None:
    batch = doctored(cast, hughes, "byrne")

    assert batch.summary["lists"] == {
        "addresses": [["Declan Byrne", "", cast.staff("byrne").email, ELSEWHERE, ""]]
    }
    assert {"another-address"} <= {code for code, _, _ in batch.summary["cautions"]}


def test_an_address_that_was_ticked_is_taken(cast: Cast, hughes: StaffActor) -> None:
    taken_in(doctored(cast, hughes, "byrne"), by=hughes)

    with school_in_force(cast.oakfield.pk):
        assert StaffMember.objects.get(ref="byrne").email == ELSEWHERE


@pytest.mark.parametrize("name", ["adair", "lynch", "flynn", "murphy"])
def test_nobody_whose_post_opens_much_gets_another_address(
    cast: Cast, hughes: StaffActor, name: str
) -> None:
    batch = doctored(cast, hughes, name)
    before = export(cast.oakfield)

    taken_in(batch, by=hughes)

    [[who, _, was, why, _]] = batch.summary["lists"]["addresses_kept"]
    assert (who, was) == (cast.staff(name).full_name, cast.staff(name).email)
    assert ELSEWHERE in why
    assert "on their own page" in why
    assert export(cast.oakfield) == before


def test_whoever_stands_in_for_a_post_that_opens_much_keeps_theirs_too(
    cast: Cast, hughes: StaffActor
) -> None:
    with school_in_force(cast.oakfield.pk):
        Post.objects.filter(role="principal").update(deputy=cast.staff("byrne"))

    batch = doctored(cast, hughes, "byrne")

    assert "addresses" not in batch.summary["counts"]


def test_without_the_post_the_same_file_changes_it(
    cast: Cast, hughes: StaffActor
) -> None:
    """The control: the post is what held it back."""
    with school_in_force(cast.oakfield.pk):
        end_post(Post.objects.get(role="principal"), by=SYSTEM, at=clock.now())

    batch = doctored(cast, hughes, "adair")

    assert batch.summary["counts"] == {"addresses": 1}
