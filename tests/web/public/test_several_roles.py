"""One person who is several things, or works at two schools; and who is so no more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.access.actors import actors_of
from schoolgate.domain.accounts.actions.leavers import end_access
from schoolgate.domain.accounts.models import Account, Membership
from schoolgate.domain.deliveries.actions import send_invitation
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import every_school, school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import Cast
from tests.conftest import signed_in
from tests.web.public.letters import Post, ask_for_code, is_in, type_code

SignIn = Callable[[str], Client]


@pytest.fixture
def byrne_is_a_parent(cast: Cast) -> None:
    """Let Mr Byrne be a contact too, beside Noreen."""
    join(cast, "byrne", contact=cast.contact("noreen"))


@pytest.fixture
def byrne_works_twice(cast: Cast) -> None:
    """Let Mr Byrne work at the college too."""
    with school_in_force(cast.riverside.pk):
        there = StaffMember.objects.create(
            school=cast.riverside, given_name="Declan", family_name="Byrne-College"
        )
    join(cast, "byrne", staff=there)


def join(cast: Cast, name: str, **who: Any) -> None:
    """Give somebody's account another membership."""
    [person] = who.values()
    account = Account.objects.get(email=cast.email_of(name))
    with school_in_force(person.school_id):
        Membership.objects.create(school_id=person.school_id, account=account, **who)


def test_who_is_several_things_finds_the_way_between(
    cast: Cast, byrne_is_a_parent: None, sign_in: SignIn
) -> None:
    byrne, leila = sign_in("byrne"), sign_in("leila")

    desk = byrne.get(reverse("staff:desk")).content.decode()
    home = byrne.get(reverse("family:home")).content.decode()

    assert "Your family pages" in desk
    assert "Your desk" in home
    assert "Your desk" not in leila.get(reverse("family:home")).content.decode()


def test_a_parent_who_governs_finds_both(cast: Cast, sign_in: SignIn) -> None:
    fiona = sign_in("fiona")

    home = fiona.get(reverse("family:home")).content.decode()
    clauses = fiona.get(reverse("governors:clauses")).content.decode()

    assert "Your governors’ pages" in home
    assert "Your family pages" in clauses


def test_who_works_at_two_schools_chooses_one(
    cast: Cast, byrne_works_twice: None, sign_in: SignIn
) -> None:
    byrne, url = sign_in("byrne"), reverse("works_at")
    before = byrne.get(reverse("staff:desk")).content.decode()
    with school_in_force(cast.riverside.pk):
        there = StaffMember.objects.get(family_name="Byrne-College").public_id

    choice = byrne.get(url).content.decode()
    byrne.post(url, {"school": there})
    after = byrne.get(reverse("staff:desk")).content.decode()

    assert "Another school" in before
    assert "Oakfield Grammar" in choice
    assert "Riverside College" in choice
    assert "Oakfield Grammar</" in before.replace("Oakfield Grammar\n", "")
    assert "Riverside College" in after
    assert "Oakfield Grammar" not in after


def test_nobody_chooses_a_school_they_do_not_work_at(
    cast: Cast, byrne_works_twice: None, sign_in: SignIn
) -> None:
    byrne, shaw = sign_in("byrne"), cast.staff("shaw").public_id

    byrne.post(reverse("works_at"), {"school": shaw})

    assert "Oakfield" in byrne.get(reverse("staff:desk")).content.decode()
    assert sign_in("osei").get(reverse("works_at")).status_code == 404


def test_ending_access_ends_every_session_at_once(cast: Cast, sign_in: SignIn) -> None:
    first, second = sign_in("byrne"), sign_in("byrne")
    before = (is_in(first, "staff:desk"), is_in(second, "staff:desk"))

    with school_in_force(cast.oakfield.pk):
        end_access(cast.staff("byrne"), by=SYSTEM, at=clock.now())

    assert before == (True, True)
    assert not is_in(first, "staff:desk")
    assert not is_in(second, "staff:desk")
    assert sign_in("byrne").get(reverse("staff:desk")).status_code == 404


def test_ending_one_role_leaves_the_others(
    cast: Cast, byrne_is_a_parent: None, browser: Client, post: Post
) -> None:
    byrne = cast.email_of("byrne")
    with school_in_force(cast.oakfield.pk):
        end_access(cast.staff("byrne"), by=SYSTEM, at=clock.now())

    ask_for_code(browser, byrne)
    type_code(browser, post.code(byrne))

    assert is_in(browser)
    assert browser.get(reverse("staff:desk")).status_code == 404


def test_ending_access_ends_invitations_too(
    cast: Cast, browser: Client, post: Post
) -> None:
    hughes = cast.staff("hughes")
    with school_in_force(cast.oakfield.pk):
        Account.objects.filter(email=hughes.email).delete()
        send_invitation(hughes, by=SYSTEM, at=clock.now())
    link = post.link(hughes.email)

    with school_in_force(cast.oakfield.pk):
        end_access(hughes, by=SYSTEM, at=clock.now())

    assert browser.get(link).status_code == 404


@pytest.mark.parametrize("days", [0, 1])
def test_who_leaves_on_a_day_is_nobody_from_that_day(
    cast: Cast, frozen: Any, days: int
) -> None:
    member = cast.staff("byrne")
    account = Account.objects.get(email=member.email)
    with school_in_force(cast.oakfield.pk):
        member.left_on = cast.oakfield.day_of(clock.now()) + timedelta(days=1)
        member.save()
    client = signed_in(cast, "byrne")

    frozen.shift(timedelta(days=days, hours=-1))
    client = signed_in(cast, "byrne") if days else client

    assert bool(actors_of(account, at=clock.now())) == (days == 0)
    assert is_in(client, "staff:desk") == (days == 0)


def test_a_governor_out_of_office_is_nobody(cast: Cast) -> None:
    kane = Account.objects.get(email=cast.email_of("kane"))

    with every_school(reason="the test looks at what is left"):
        assert kane.memberships.exists()

    assert actors_of(kane, at=clock.now()) == ()
