"""The office looks at who has access, asks people in, and ends it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Account, Invitation, Membership
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.foundation.tenancy import every_school, school_in_force
from tests.cast import Cast
from tests.web.public.apps import set_up_app

SignIn = Callable[[str], Client]
KEY = "k" * 32


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in("flynn")


def person(cast: Cast, name: str, kind: str = "contact") -> str:
    """Return where somebody's access is looked after."""
    args = [kind, cast.people[name].public_id]
    return reverse("staff:access_person", args=args)


def without_account(cast: Cast, *names: str) -> None:
    """Take the accounts of some people away."""
    emails = [cast.email_of(name) for name in names]
    with every_school(reason="the test takes people's access away"):
        Account.objects.filter(email__in=emails).delete()


def test_everybody_stands_there_with_what_they_have(cast: Cast, office: Client) -> None:
    without_account(cast, "noreen")

    page = office.get(reverse("staff:access")).content.decode()

    assert page.count("; has never been here.") > 5
    assert page.count("No access.") == 1


def test_the_words_show_only_some(cast: Cast, sign_in: SignIn) -> None:
    office, url = sign_in("murphy"), reverse("staff:access")

    families = office.get(url, {"show": "families"}).content.decode()
    staff = office.get(url, {"show": "staff", "said": "byr"}).content.decode()

    assert "Leila Haddad" in families
    assert "Declan Byrne" not in families
    assert "Declan Byrne" in staff
    assert "Abena Osei" not in staff


def test_who_keeps_the_records_asks_families_in_and_no_staff(
    cast: Cast, office: Client
) -> None:
    staff = office.get(reverse("staff:access"), {"show": "staff"}).content.decode()

    assert "Declan Byrne" not in staff
    assert office.get(person(cast, "byrne", "staff")).status_code == 404


def test_before_all_are_asked_in_the_page_says_where_each_mail_goes(
    cast: Cast, office: Client
) -> None:
    without_account(cast, "noreen")

    page = office.get(reverse("staff:access")).content.decode()

    _, _, after = page.partition("Who, and at which address")
    to_be_asked = after.partition("</details>")[0]
    assert cast.contact("noreen").email in to_be_asked
    assert cast.contact("leila").email not in to_be_asked


def test_one_person_is_asked_in_by_mail(cast: Cast, office: Client) -> None:
    without_account(cast, "noreen")

    office.post(person(cast, "noreen"), {"key": KEY, "do": "mail"})

    page = office.get(person(cast, "noreen")).content.decode()
    assert "Asked in by mail" in page
    with school_in_force(cast.oakfield.pk):
        assert OutboxMail.objects.filter(kind="invitation").count() == 1


def test_the_same_form_sent_twice_asks_once(cast: Cast, office: Client) -> None:
    without_account(cast, "noreen")

    for _ in range(2):
        office.post(person(cast, "noreen"), {"key": KEY, "do": "mail"})

    with school_in_force(cast.oakfield.pk):
        assert Invitation.objects.count() == 1


def test_all_with_an_address_and_no_access_are_asked_at_once(
    cast: Cast, office: Client
) -> None:
    without_account(cast, "noreen", "karim", "gary")
    url = reverse("staff:access")
    before = office.get(url).content.decode()

    led_to = office.post(f"{url}?show=families", {"key": KEY})["Location"]

    assert "3 of them have an e-mail address" in before
    assert "Asked in: 2" in office.get(led_to).content.decode()  # not Gary
    with school_in_force(cast.oakfield.pk):
        asked = {one.person.given_name for one in Invitation.objects.all()}
    assert asked == {"Noreen", "Karim"}


def test_a_letter_is_for_one_person_with_its_code(cast: Cast, office: Client) -> None:
    without_account(cast, "noreen")

    led_to = office.post(person(cast, "noreen"), {"key": KEY, "do": "letter"})
    page = office.get(led_to["Location"]).content.decode()

    assert "Mrs Boyd" in page
    assert "http://localhost:8000/join/" in page
    assert "23 December" in page


def test_an_invitation_is_ended(cast: Cast, office: Client) -> None:
    without_account(cast, "noreen")
    office.post(person(cast, "noreen"), {"key": KEY, "do": "mail"})

    office.post(person(cast, "noreen"), {"key": "x" * 32, "do": "withdraw"})

    page = office.get(person(cast, "noreen")).content.decode()
    assert "Asked in by" not in page
    assert "No access." in page


def test_access_is_ended(cast: Cast, office: Client, sign_in: SignIn) -> None:
    karim = sign_in("karim")

    office.post(person(cast, "karim"), {"key": KEY, "do": "end"})

    assert karim.get(reverse("family:home")).status_code == 302
    with school_in_force(cast.oakfield.pk):
        member = Membership.objects.get(contact=cast.contact("karim"))
    assert member.ends_at is not None


def test_a_lost_second_step_is_taken_away_by_a_colleague_alone(
    cast: Cast, sign_in: SignIn
) -> None:
    byrne, murphy = sign_in("byrne"), sign_in("murphy")
    set_up_app(byrne)

    murphy.post(person(cast, "byrne", "staff"), {"key": KEY, "do": "forget"})
    own = murphy.post(
        person(cast, "murphy", "staff"), {"key": "x" * 32, "do": "forget"}
    )

    account: Any = Account.objects.get(email=cast.email_of("byrne"))
    assert not account.authenticator_set.exists()
    assert byrne.get(reverse("staff:desk")).status_code == 302
    assert "Somebody else has to take" in own.content.decode()


def test_the_school_page_says_who_can_sign_in(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("murphy").get(reverse("staff:school")).content.decode()

    assert "can sign in." in page
    assert reverse("staff:access") in page
