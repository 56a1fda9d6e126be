"""Setting a school up in the browser, with a code from the command line."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.access.actors import staff_actors_of
from schoolgate.domain.accounts.actions.founding import issue_founding_code
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Account
from schoolgate.domain.policies.queries import policy_of
from schoolgate.domain.schools.models import School
from schoolgate.foundation import audit, clock
from schoolgate.foundation.tenancy import school_in_force
from tests.web.family.test_asking import words_of
from tests.web.public.apps import set_up_app


@pytest.fixture
def url(db: None, frozen: Any) -> str:
    return reverse("begin", args=[issue_founding_code(at=clock.now())])


def filled(**changes: str) -> dict[str, str]:
    """Return the form as somebody fills it in for a new school."""
    return {
        "name": "Hill Primary",
        "nation": "england",
        "kind": "primary",
        "mail_domain": "Hill.example",
        "office_mailbox": "office",
        "opens": "08:50",
        "closes": "15:20",
        "pack": "primary",
        "title": "Ms",
        "given_name": "Ann",
        "family_name": "Lee",
        "email": "a.lee@hill.example",
        **changes,
    }


def test_a_school_is_checked_and_then_made_with_its_policy_and_administrator(
    url: str, now: datetime
) -> None:
    client = Client()

    checked = client.post(url, filled())
    none_yet = School.objects.filter(name="Hill Primary").exists()
    made = client.post(url, filled(create="yes"))

    assert "Hill Primary" in words_of(checked.content)
    assert not none_yet
    assert made["Location"] == reverse("staff:school")
    school = School.objects.get(name="Hill Primary")
    [actor] = staff_actors_of(Account.objects.get(email="a.lee@hill.example"), at=now)
    assert actor.roles == {Role.ADMINISTRATOR}
    assert actor.staff.school_id == school.pk
    assert school.mail_domain == "hill.example"
    with school_in_force(school.pk):
        assert policy_of(school.pk).pack.id == "primary"
        assert list(audit.breaks()) == []


def test_the_new_administrator_sees_what_is_still_missing(url: str) -> None:
    client = Client()

    client.post(url, filled(create="yes"))
    needed = client.get(reverse("staff:school"))["Location"]
    set_up_app(client)
    words = words_of(client.get(reverse("staff:school")).content)

    assert needed.startswith(reverse("second_step"))
    assert "No term is entered" in words
    assert "0 students" in words


def test_a_code_founds_one_school(url: str) -> None:
    Client().post(url, filled(create="yes"))

    again = Client().post(url, filled(create="yes", mail_domain="other.example"))

    assert again.status_code == 404
    assert School.objects.filter(name="Hill Primary").count() == 1


def test_an_old_code_and_an_unknown_one_lead_nowhere_and_look_the_same(
    url: str, frozen: Any, now: datetime
) -> None:
    frozen.move_to(now + timedelta(days=1, minutes=1))

    old = Client().get(url)
    unknown = Client().get(reverse("begin", args=["nothing"]))

    assert (old.status_code, unknown.status_code) == (404, 404)
    assert old.content == unknown.content


def test_opening_the_link_uses_nothing_up(url: str) -> None:
    for _ in range(3):
        Client().get(url)

    assert Client().get(url).status_code == 200


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Write the school’s name."),
        ({"mail_domain": "office@hill.example"}, "as it stands behind the @"),
        ({"office_mailbox": "the office"}, "Write what stands before the @"),
        ({"closes": "08:00"}, "The school day must end after it begins, at 08:50."),
        ({"pack": "none"}, "none is not one of the available choices"),
        ({"email": "a.lee"}, "Write an e-mail address, such as"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    url: str, changes: dict[str, str], says: str
) -> None:
    page = Client().post(url, filled(create="yes", **changes))

    words = words_of(page.content)
    assert says in words
    assert b"Lee" in page.content
    assert not School.objects.filter(kind="primary").exists()


def test_addresses_of_another_school_here_are_refused_and_the_code_still_holds(
    url: str, cast: Any
) -> None:
    taken = Client().post(url, filled(create="yes", mail_domain="oakfield.example"))
    then = Client().post(url, filled(create="yes"))

    assert "Another school here has addresses at oakfield.example" in words_of(
        taken.content
    )
    assert then.status_code == 302


def test_somebody_known_at_another_school_has_one_account_for_both(
    url: str, cast: Any, now: datetime
) -> None:
    Client().post(url, filled(create="yes", email=cast.email_of("flynn")))

    actors = staff_actors_of(Account.objects.get(email=cast.email_of("flynn")), at=now)

    assert [actor.school_name for actor in actors] == [
        "Oakfield Grammar",
        "Hill Primary",
    ]


@pytest.mark.parametrize(
    ("who", "page"), [("leila", "family:home"), ("flynn", "security")]
)
@pytest.mark.parametrize("write", [str.lower, str.upper])
def test_an_address_that_is_known_here_is_not_signed_in_without_its_proof(
    url: str, cast: Any, who: str, page: str, write: Callable[[str], str]
) -> None:
    client = Client()

    made = client.post(url, filled(create="yes", email=write(cast.email_of(who))))

    assert made["Location"] == reverse("sign_in")
    assert client.get(reverse(page)).status_code == 302
    assert not client.session.get("_auth_user_id")
