"""Posts that an import gives and takes: shown, written, and taken back exactly."""

from typing import Any

import pytest

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.access.posts import may_fill_post_from_file
from schoolgate.domain.accounts.actions.posts import add_post, fill_post
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.accounts.queries.posts import taught_by
from schoolgate.domain.accounts.rules import GIVEN_FROM_FILES, OPENS_MUCH
from schoolgate.domain.people.enums import ImportState
from schoolgate.domain.people.models import ImportBatch, StaffMember
from schoolgate.domain.schools.models import Group
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import Cast
from tests.imports import classes_looked_at, data_manager, export, taken_back, taken_in

NEW_CLASS = "8C Art,Art,Ms Khan"
HANDED_OVER = "9B Maths,Maths,s.khan@oakfield.example"


@pytest.fixture
def hughes(cast: Cast, frozen: Any) -> StaffActor:
    with school_in_force(cast.oakfield.pk):
        StaffMember.objects.create(
            school=cast.oakfield,
            title="Ms",
            given_name="Sana",
            family_name="Khan",
            email="s.khan@oakfield.example",
        )
    return data_manager(cast.staff("hughes"))


def shown(cast: Cast, by: StaffActor, *rows: str, name: str = "x.csv") -> ImportBatch:
    """Work out what a list of classes would change."""
    return classes_looked_at(cast.oakfield, *rows, by=by, name=name)


def given_by_hand(cast: Cast, group: str, holder: str) -> Post:
    """Give somebody the post of a class, as the office does."""
    with school_in_force(cast.oakfield.pk):
        return add_post(
            cast.oakfield,
            Role.SUBJECT_TEACHER,
            holder=cast.staff(holder),
            group=Group.objects.get(name=group),
            by=SYSTEM,
            at=clock.now(),
        )


def who_teaches(cast: Cast, group: str) -> list[str]:
    """Return who holds the posts of a class."""
    with school_in_force(cast.oakfield.pk):
        posts = Post.objects.filter(group__name=group).order_by("pk")
        return [post.holder.polite_name if post.holder else "" for post in posts]


def why_not_back(cast: Cast, batch: ImportBatch, by: StaffActor) -> str:
    """Ask for it to be taken back, see that nothing was, and return why."""
    before = export(cast.oakfield)
    refused = taken_back(batch, by=by)
    assert refused.state == ImportState.APPLIED
    assert export(cast.oakfield) == before
    return refused.trouble


def test_a_class_and_its_teacher_come_in_with_one_file(
    cast: Cast, hughes: StaffActor
) -> None:
    batch = shown(cast, hughes, NEW_CLASS)
    taken_in(batch, by=hughes)

    assert batch.summary["lists"]["posts"] == [
        ["Ms Sana Khan", "art teacher of 8C Art", "", "", ""]
    ]
    assert who_teaches(cast, "8C Art") == ["Ms Khan"]


def test_who_teaches_amal_from_now_on_is_who_the_file_names(
    cast: Cast, hughes: StaffActor
) -> None:
    batch = taken_in(shown(cast, hughes, HANDED_OVER), by=hughes)

    with school_in_force(cast.oakfield.pk):
        taught = taught_by(cast.student("amal"), on=cast.oakfield.day_of(clock.now()))
    assert batch.summary["lists"]["posts_taken"] == [
        ["Mr Declan Byrne", "maths teacher of 9B Maths", "", "goes to Ms Sana Khan", ""]
    ]
    assert taught["Maths"].teacher is not None
    assert taught["Maths"].teacher.family_name == "Khan"


def test_that_somebody_loses_a_post_must_be_ticked(
    cast: Cast, hughes: StaffActor
) -> None:
    taken = shown(cast, hughes, HANDED_OVER)
    given = shown(cast, hughes, NEW_CLASS, name="y.csv")

    assert "posts-taken" in {code for code, _, _ in taken.summary["cautions"]}
    assert given.summary["cautions"] == []


def test_the_same_file_twice_gives_no_second_post(
    cast: Cast, hughes: StaffActor
) -> None:
    taken_in(shown(cast, hughes, NEW_CLASS, HANDED_OVER), by=hughes)
    between = export(cast.oakfield)

    again = shown(cast, hughes, NEW_CLASS, HANDED_OVER)

    assert again.summary["changes"] == 0
    assert export(cast.oakfield) == between


def test_taken_back_every_post_is_as_it_was(cast: Cast, hughes: StaffActor) -> None:
    second = given_by_hand(cast, "9B Maths", "flynn")
    before = export(cast.oakfield)
    batch = taken_in(shown(cast, hughes, NEW_CLASS, HANDED_OVER), by=hughes)
    between = export(cast.oakfield)

    undone = taken_back(batch, by=hughes)

    assert undone.state == ImportState.UNDONE, undone.trouble
    assert not any(second.public_id in line for line in between)
    assert export(cast.oakfield) == before


def test_a_post_somebody_has_changed_since_is_not_taken_back(
    cast: Cast, hughes: StaffActor
) -> None:
    batch = taken_in(shown(cast, hughes, NEW_CLASS), by=hughes)
    with school_in_force(cast.oakfield.pk):
        post = Post.objects.get(group__name="8C Art")
        fill_post(
            post,
            holder=post.holder,
            deputy=cast.staff("flynn"),
            by=SYSTEM,
            at=clock.now(),
        )

    why = why_not_back(cast, batch, hughes)

    assert "who teaches 8C Art changed since" in why


def test_a_class_given_a_post_by_hand_since_is_not_taken_back(
    cast: Cast, hughes: StaffActor
) -> None:
    batch = taken_in(shown(cast, hughes, "8C Art,Art,"), by=hughes)
    given_by_hand(cast, "8C Art", "byrne")

    why = why_not_back(cast, batch, hughes)

    assert "Something refers to 8C Art" in why


def test_a_post_whose_class_is_gone_cannot_be_opened_again(
    cast: Cast, hughes: StaffActor
) -> None:
    taken_in(shown(cast, hughes, "8C Art,Art,Ms Khan;Mr Byrne"), by=hughes)
    one = taken_in(shown(cast, hughes, NEW_CLASS), by=hughes)
    with school_in_force(cast.oakfield.pk):
        Group.objects.get(name="8C Art").delete()

    why = why_not_back(cast, one, hughes)

    assert "who teaches a class changed since" in why


def test_no_post_that_opens_much_is_ever_given_by_a_file(hughes: StaffActor) -> None:
    given = {role for role in Role if may_fill_post_from_file(hughes, role).allowed}

    assert given == GIVEN_FROM_FILES
    assert given.isdisjoint(OPENS_MUCH)
