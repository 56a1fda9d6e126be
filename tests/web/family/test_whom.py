"""Whom to ask: what the page tells, and to whom it tells nothing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.people.models import GroupPlace
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.domain.schools.models import Group
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.web.family.test_asking import words_of

SignIn = Callable[[str], Client]


def page_of(client: Client) -> str:
    return words_of(client.get(reverse("family:whom")).content)


@pytest.mark.parametrize(("who", "child"), [("gary", "Conor"), ("noreen", "Sara")])
def test_whoever_may_not_ask_reads_as_if_the_child_was_not_there(
    sign_in: SignIn, who: str, child: str
) -> None:
    words = page_of(sign_in(who))

    assert child not in words
    assert "There is nobody to ask about" in words


def test_what_an_adult_student_learns_is_told_only_as_far_as_they_allow(
    cast: Cast, sign_in: SignIn
) -> None:
    for name in ("marcus", "chloe"):
        _teach_maths(cast, name)

    consented, not_consented = page_of(sign_in("errol")), page_of(sign_in("gwen"))

    assert "Ms Patel, Marcus’s trusted contact" in consented
    assert "Ms Patel, Chloe’s trusted contact" in not_consented
    assert "Maths" not in not_consented


def _teach_maths(cast: Cast, name: str) -> None:
    with school_in_force(cast.riverside.pk):
        group, _ = Group.objects.get_or_create(
            school=cast.riverside, kind=GroupKind.CLASS, name="Maths 1", subject="Maths"
        )
        GroupPlace.objects.create(
            school=cast.riverside, student=cast.student(name), group=group
        )
        Post.objects.get_or_create(
            school=cast.riverside,
            role=Role.SUBJECT_TEACHER,
            holder=cast.staff("patel"),
            group=group,
        )


def test_where_nobody_on_the_path_is_there_the_office_is_named(
    cast: Cast, sign_in: SignIn
) -> None:
    with school_in_force(cast.oakfield.pk):
        Post.objects.filter(school=cast.oakfield).exclude(
            role=Role.SCHOOL_OFFICE
        ).delete()

    pastoral = page_of(sign_in("imran")).partition("A worry about wellbeing")[2]

    assert "The school office ask first" in pastoral
