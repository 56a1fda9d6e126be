"""A student sees who may be told what about them, and why, in words for them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.disclosure.enums import Category, Reason
from schoolgate.domain.disclosure.models import Hold, Objection
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.web.student.home.presenters import BECAUSE
from tests.cast import Cast
from tests.web.family.test_asking import words_of

SignIn = Callable[[str], Client]


def audience(sign_in: SignIn, name: str) -> str:
    """Return the words of this student's page."""
    return words_of(sign_in(name).get(reverse("student:audience")).content)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("amal", "Mrs Haddad mother may be told"),
        ("conor", "The school may tell this person nothing about you."),
        ("zainab", "You said no."),
        ("marcus", "You are an adult, and you said yes."),
        ("chloe", "You have not said yes in writing."),
        ("sara", "The school tells only those who are there for you."),
    ],
)
def test_a_student_is_told_why_in_words_for_them(
    sign_in: SignIn, name: str, why: str
) -> None:
    words = audience(sign_in, name)

    assert why in words
    assert "student" not in words.lower()


def test_each_reason_stands_there_when_one_kind_is_kept_back(
    cast: Cast, sign_in: SignIn
) -> None:
    with school_in_force(cast.oakfield.pk):
        Objection.objects.create(
            school=cast.oakfield,
            student=cast.student("amal"),
            category=Category.HEALTH,
            made_on=date(2026, 10, 1),
        )

    words = audience(sign_in, "amal")

    assert "is not told Health" in words
    assert "This person is there for you." in words
    assert "You said no." in words


def test_a_hold_is_never_named(cast: Cast, sign_in: SignIn) -> None:
    with school_in_force(cast.oakfield.pk):
        Hold.objects.create(
            school=cast.oakfield,
            student=cast.student("amal"),
            from_on=date(2026, 10, 1),
        )

    words = audience(sign_in, "amal")

    assert "Someone you trust at school can tell you why." in words
    assert "held" not in words


def test_every_reason_but_a_hold_has_words_for_the_student() -> None:
    assert set(BECAUSE) == set(Reason) - {Reason.HELD}
