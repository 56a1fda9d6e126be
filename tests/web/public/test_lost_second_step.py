"""A second step that is lost: who may take it away, and of whom."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.cli.main import main
from schoolgate.domain.accounts.actions.posts import add_post
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Account, Membership
from schoolgate.domain.people.models import Governor, StaffMember
from schoolgate.foundation import audit, clock
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import Cast
from tests.web.public.apps import App, set_up_app
from tests.web.public.letters import Post, ask_for_code, is_in, type_code

SignIn = Callable[[str], Client]
KEYS = (f"{number:0>32}" for number in range(10**6))


@pytest.fixture
def app(cast: Cast, sign_in: SignIn) -> App:
    """Return the app of Mr Byrne, which he has lost."""
    return set_up_app(sign_in("byrne"))[0]


@pytest.fixture
def elsewhere(cast: Cast, sign_in: SignIn) -> StaffMember:
    """Let Mr Byrne work at the college too, where Mr Grant gives access."""
    with school_in_force(cast.riverside.pk):
        grant, at = cast.staff("grant"), clock.now()
        add_post(cast.riverside, Role.ADMINISTRATOR, holder=grant, by=SYSTEM, at=at)
        there = StaffMember.objects.create(
            school=cast.riverside, title="Mr", given_name="D", family_name="Byrne"
        )
        Membership.objects.create(
            school=cast.riverside, account=account_of(cast), staff=there
        )
    return there


def account_of(cast: Cast) -> Account:
    return Account.objects.get(email=cast.email_of("byrne"))


def has_factor(cast: Cast) -> bool:
    account: Any = account_of(cast)
    return bool(account.authenticator_set.exists())


def take_away(client: Client, person: StaffMember | Governor) -> str:
    """Press the button; return the page that comes back, without what is random."""
    kind = "staff" if isinstance(person, StaffMember) else "governor"
    url = reverse("staff:access_person", args=[kind, person.public_id])
    form = {"key": next(KEYS), "do": "forget"}
    page = client.post(url, form, follow=True).content.decode()
    return re.sub(r'type="hidden".*|nonce="[^"]*"', "", page)


def test_whose_only_school_this_is_loses_it_at_once(
    cast: Cast, sign_in: SignIn, app: App
) -> None:
    take_away(sign_in("murphy"), cast.staff("byrne"))

    assert not has_factor(cast)


def test_who_works_elsewhere_too_keeps_it_until_each_school_has_said_so(
    cast: Cast, sign_in: SignIn, app: App, elsewhere: StaffMember
) -> None:
    take_away(sign_in("murphy"), cast.staff("byrne"))
    after_one = has_factor(cast)

    take_away(sign_in("grant"), elsewhere)

    assert after_one
    assert not has_factor(cast)


def test_a_seat_among_governors_elsewhere_counts_as_well(
    cast: Cast, sign_in: SignIn, app: App
) -> None:
    with school_in_force(cast.riverside.pk):
        grant, okoro = cast.staff("grant"), cast.governor("okoro")
        at = clock.now()
        add_post(cast.riverside, Role.ADMINISTRATOR, holder=grant, by=SYSTEM, at=at)
        Membership.objects.filter(governor=okoro).update(account=account_of(cast))

    take_away(sign_in("murphy"), cast.staff("byrne"))
    after_one = has_factor(cast)
    take_away(sign_in("grant"), okoro)

    assert after_one
    assert not has_factor(cast)


@pytest.mark.parametrize("days", [6, 8])
def test_a_schools_word_holds_for_a_week(
    cast: Cast,
    sign_in: SignIn,
    app: App,
    elsewhere: StaffMember,
    frozen: Any,
    days: int,
) -> None:
    take_away(sign_in("murphy"), cast.staff("byrne"))
    frozen.shift(timedelta(days=days))

    take_away(sign_in("grant"), elsewhere)

    assert has_factor(cast) == (days > 7)


def test_a_word_about_an_earlier_factor_says_nothing_of_a_new_one(
    cast: Cast, sign_in: SignIn, app: App, elsewhere: StaffMember, frozen: Any
) -> None:
    take_away(sign_in("murphy"), cast.staff("byrne"))
    take_away(sign_in("grant"), elsewhere)
    frozen.shift(timedelta(hours=1))
    set_up_app(sign_in("byrne"))

    take_away(sign_in("murphy"), cast.staff("byrne"))

    assert has_factor(cast)


def test_no_school_learns_from_it_that_there_is_another(
    cast: Cast, sign_in: SignIn, app: App, elsewhere: StaffMember
) -> None:
    murphy = sign_in("murphy")
    set_up_app(sign_in("osei"))

    both = take_away(murphy, cast.staff("byrne"))
    here_alone = take_away(murphy, cast.staff("osei"))

    def without_name(page: str, *names: str) -> str:
        for name in names:
            page = page.replace(name, "…")
        return page

    byrne, osei = cast.staff("byrne"), cast.staff("osei")
    assert without_name(
        both, byrne.full_name, byrne.email, byrne.public_id
    ) == without_name(here_alone, osei.full_name, osei.email, osei.public_id)
    with school_in_force(cast.oakfield.pk):
        said = AuditEntry.objects.filter(action="access.second_factor_forgotten")
        assert {str(each.facts) for each in said} == {"{}"}


def test_what_still_counts_elsewhere_is_asked_for_when_they_sign_in(
    cast: Cast,
    sign_in: SignIn,
    app: App,
    elsewhere: StaffMember,
    browser: Client,
    post: Post,
    frozen: Any,
) -> None:
    take_away(sign_in("murphy"), cast.staff("byrne"))
    byrne = cast.email_of("byrne")
    frozen.shift(timedelta(minutes=2))

    ask_for_code(browser, byrne)
    led_to = type_code(browser, post.code(byrne))

    assert led_to == reverse("mfa_authenticate")
    assert not is_in(browser, "staff:desk")


# From the shell


def test_from_the_shell_the_only_administrator_comes_in_again(
    cast: Cast, sign_in: SignIn, browser: Client, post: Post, capsys: Any, frozen: Any
) -> None:
    murphy, email = sign_in("murphy"), cast.email_of("murphy")
    set_up_app(murphy)

    status = main(["access", "reset-second-factor", f" {email.upper()}"])

    said = capsys.readouterr().out
    assert (status, is_in(murphy, "staff:desk")) == (0, False)
    assert "told to, Oakfield Grammar" in said
    assert "has taken away the second step" in post.to(email)[0]
    ask_for_code(browser, email)
    assert type_code(browser, post.code(email)) == reverse("staff:desk")
    set_up_app(browser)
    assert is_in(browser, "staff:desk")


def test_from_the_shell_they_and_the_other_administrators_are_told_at_each_school(
    cast: Cast, app: App, elsewhere: StaffMember, post: Post, capsys: Any
) -> None:
    main(["access", "reset-second-factor", cast.email_of("byrne")])

    told = sorted(str(mail["To"]) for mail in post.mails())

    byrne, grant, murphy = (cast.email_of(who) for who in ("byrne", "grant", "murphy"))
    assert told == sorted([byrne, byrne, grant, murphy])
    assert "second step of signing in of this account: byrne@" in post.to(murphy)[0]
    for school in (cast.oakfield, cast.riverside):
        with school_in_force(school.pk):
            done = AuditEntry.objects.get(action="access.second_factor_reset")
            assert done.by == SYSTEM.signature
            assert list(audit.breaks()) == []


def test_from_the_shell_an_address_nobody_signs_in_with_is_said(
    cast: Cast, capsys: Any
) -> None:
    status = main(["access", "reset-second-factor", "nobody@oakfield.example"])

    assert status == 2
    assert "nobody signs in at a school here" in capsys.readouterr().err
