"""The register of the school's channels, and the rule that staff sign."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.enquiries.models import RegisteredChannel, SignedRule
from schoolgate.domain.policies.actions import adopt_pack
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS

SignIn = Callable[[str], Client]


def adding(cast: Cast, **changes: str) -> dict[str, str]:
    """Return the form for a page of fixtures."""
    filled = {
        "kind": "page",
        "address": "https://fixtures.oakfield.example",
        "purpose": "Fixtures",
        "keeper": cast.staff("gallagher").public_id,
        "key": next(KEYS),
        **changes,
    }
    return {f"add-{name}": value for name, value in filled.items()}


@pytest.mark.clause("GN-5.7", part="the register, for families and staff")
def test_a_channel_of_the_school_is_read_by_families_and_staff(
    cast: Cast, sign_in: SignIn
) -> None:
    sign_in("adair").post(reverse("staff:channels_add"), adding(cast))

    line = "Fixtures, kept by Mr Gallagher"
    staff = words_of(sign_in("hughes").get(reverse("staff:channels")).content)
    family = words_of(sign_in("leila").get(reverse("family:ask")).content)
    elsewhere = words_of(sign_in("farida").get(reverse("family:ask")).content)
    assert line in staff.replace(" ,", ",")
    assert f"https://fixtures.oakfield.example: {line}" in family
    assert "fixtures.oakfield.example" not in elsewhere


@pytest.mark.clause("GN-5.7", part="no personal account")
@pytest.mark.parametrize(
    ("kind", "address", "says"),
    [
        ("mail", "adair@gmail.com", "where people have mail of their own"),
        ("phone", "ask Sam", "Write a telephone number"),
        ("page", "javascript:alert(1)", "Write the whole address"),
        ("page", "facebook.com/sam", "Write the whole address"),
    ],
)
def test_what_is_not_the_schools_own_is_not_registered(
    cast: Cast, sign_in: SignIn, kind: str, address: str, says: str
) -> None:
    page = sign_in("adair").post(
        reverse("staff:channels_add"), adding(cast, kind=kind, address=address)
    )

    assert says in words_of(page.content)
    with school_in_force(cast.oakfield.pk):
        assert not RegisteredChannel.objects.exists()


@pytest.mark.clause("GN-5.7", part="an address of the school's own")
@pytest.mark.parametrize(
    ("email", "is_taken"), [("new@gmail.com", False), ("new@oakfield.example", True)]
)
def test_staff_are_reached_at_an_address_of_the_school(
    sign_in: SignIn, email: str, *, is_taken: bool
) -> None:
    form = {"given_name": "Una", "family_name": "New", "email": email}

    page = sign_in("flynn").post(
        reverse("staff:people_new_member"), form | {"key": next(KEYS)}
    )

    refused = "Write an address of the school’s own" in words_of(page.content)
    assert refused is not is_taken


@pytest.mark.clause("GN-5.7", part="signed")
def test_staff_sign_the_rule_once_and_leaders_see_who_has_not(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    byrne, url = sign_in("byrne"), reverse("staff:channels")
    before = words_of(sign_in("adair").get(url).content)

    byrne.post(reverse("staff:channels_sign"), {"key": next(KEYS)})
    frozen.shift(60)
    byrne.post(reverse("staff:channels_sign"), {"key": next(KEYS)})

    after = words_of(sign_in("adair").get(url).content).partition("Not signed yet")[2]
    assert "Declan Byrne" in before.partition("Not signed yet")[2]
    assert "Declan Byrne" not in after.partition("Add one")[0]
    assert "You have signed it" in words_of(byrne.get(url).content)
    assert "Not signed yet" not in words_of(byrne.get(url).content)
    with school_in_force(cast.oakfield.pk):
        assert SignedRule.objects.count() == 1


def test_a_channel_is_taken_off_and_stays_on_record(
    cast: Cast, sign_in: SignIn
) -> None:
    adair = sign_in("adair")
    adair.post(reverse("staff:channels_add"), adding(cast))
    with school_in_force(cast.oakfield.pk):
        row = RegisteredChannel.objects.get()

    adair.post(reverse("staff:channels_end", args=[row.public_id]), {"key": next(KEYS)})

    family = words_of(sign_in("leila").get(reverse("family:ask")).content)
    assert "fixtures.oakfield.example" not in family
    with school_in_force(cast.oakfield.pk):
        assert RegisteredChannel.objects.get().ended_at


@pytest.mark.clause("SP-S2c")
def test_who_keeps_in_touch_with_a_family_stands_there_by_name(
    cast: Cast, sign_in: SignIn
) -> None:
    with school_in_force(cast.oakfield.pk):
        adopt_pack(
            cast.oakfield, "special-school", by=SYSTEM, at=clock.now(), why="A new one"
        )
        Post.objects.create(
            school=cast.oakfield,
            role=Role.FAMILY_CONTACT,
            holder=cast.staff("kerr"),
            student=cast.student("amal"),
        )

    words = words_of(sign_in("leila").get(reverse("family:whom")).content)

    assert "Mrs Kerr" in words
