"""A contact asks to have their own details put right; the office confirms."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.people.models import Contact
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.web.family.test_asking import words_of

SignIn = Callable[[str], Client]
KEY = "k" * 32


def wish(cast: Cast, **changes: str) -> dict[str, str]:
    """Return the form as Leila fills it in."""
    leila = cast.contact("leila")
    return {
        "title": "Mrs",
        "given_name": "Leila",
        "family_name": "Haddad",
        "email": leila.email,
        "mobile": leila.mobile,
        "key": KEY,
        **changes,
    }


def ask(cast: Cast, client: Client, **changes: str) -> None:
    public_id = cast.contact("leila").public_id
    client.post(reverse("family:me_correct", args=[public_id]), wish(cast, **changes))


def mobile_of(cast: Cast) -> str:
    with school_in_force(cast.oakfield.pk):
        return Contact.objects.get(pk=cast.contact("leila").pk).mobile


def settle(office: Client, decision: str, key: str = "a" * 32) -> None:
    page = office.get(reverse("staff:people_corrections"))
    [(correction, _)] = page.context["waiting"]
    form = {"key": key, "which": correction.public_id, decision: "yes"}
    office.post(reverse("staff:people_corrections"), form)


def test_nothing_changes_before_the_office_has_confirmed(
    cast: Cast, sign_in: SignIn
) -> None:
    parent, office = sign_in("leila"), sign_in("flynn")

    ask(cast, parent, mobile="07700 900123")
    waiting = words_of(parent.get(reverse("family:me")).content)
    unchanged = mobile_of(cast)
    settle(office, "confirm")

    assert "change your mobile to 07700 900123. The office has not confirmed" in waiting
    assert unchanged != "07700 900123"
    assert mobile_of(cast) == "07700 900123"
    assert "The office has changed it." in words_of(
        parent.get(reverse("family:me")).content
    )


def test_the_office_can_leave_it_as_it_is_and_the_family_sees_that(
    cast: Cast, sign_in: SignIn
) -> None:
    parent = sign_in("leila")
    ask(cast, parent, mobile="07700 900123")

    settle(sign_in("flynn"), "decline")

    assert mobile_of(cast) != "07700 900123"
    assert "has not changed it" in words_of(parent.get(reverse("family:me")).content)


def test_a_second_wish_takes_the_place_of_one_that_waits(
    cast: Cast, sign_in: SignIn
) -> None:
    parent, office = sign_in("leila"), sign_in("flynn")

    ask(cast, parent, mobile="07700 900123")
    ask(cast, parent, mobile="07700 900456", key="b" * 32)

    page = words_of(office.get(reverse("staff:people_corrections")).content)
    assert "07700 900456" in page
    assert "07700 900123" not in page


def test_the_other_parent_learns_nothing_of_it(cast: Cast, sign_in: SignIn) -> None:
    pages = [reverse("family:me"), reverse("family:home"), reverse("family:whom")]
    before = [sign_in("karim").get(page).content for page in pages]

    ask(cast, sign_in("leila"), mobile="07700 900123")

    after = [sign_in("karim").get(page).content for page in pages]
    assert [_plain(page) for page in before] == [_plain(page) for page in after]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"given_name": ""}, "Write your first name."),
        ({"email": "not an address"}, "Write an e-mail address"),
        ({"email": "", "mobile": ""}, "Give an e-mail address or a mobile number."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn, changes: dict[str, str], says: str
) -> None:
    public_id = cast.contact("leila").public_id
    url = reverse("family:me_correct", args=[public_id])

    page = sign_in("leila").post(url, wish(cast, title="Dr", **changes))

    assert says in words_of(page.content)
    assert b'value="Dr"' in page.content


def test_two_people_settle_a_wish_once(cast: Cast, sign_in: SignIn) -> None:
    ask(cast, sign_in("leila"), mobile="07700 900123")
    office, url = sign_in("flynn"), reverse("staff:people_corrections")
    [(correction, _)] = office.get(url).context["waiting"]
    settle(office, "confirm")
    form = {"key": "c" * 32, "which": correction.public_id, "decline": "yes"}

    page = sign_in("murphy").post(url, form)

    assert "Somebody has settled this already." in words_of(page.content)
    assert mobile_of(cast) == "07700 900123"


def _plain(page: bytes) -> list[bytes]:
    lines = page.split(b"\n")
    return [line for line in lines if b"csrfmiddlewaretoken" not in line]
