"""Finding an enquiry again: words, the reference read aloud, filters, pages."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.finding import ON_A_PAGE
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Concern
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import reply
from tests.web.world import ask

SignIn = Callable[[str], Client]
NOTHING = "Nothing that you may see matches."


def find(client: Client, **asked: str) -> str:
    answer = client.get(reverse("staff:desk_find"), asked)
    assert answer.status_code == 200
    return unescape(words_of(answer.content))


@pytest.fixture
def maths(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"), "Which maths set?")


@pytest.fixture
def friends(cast: Cast, frozen: Any) -> Enquiry:
    return ask(
        *(cast.contact("sinead"), cast.student("conor"), "He sits alone at lunch"),
        concern=Concern.PASTORAL,
    )


@pytest.mark.parametrize("said", ["which maths", "amal", "LEILA", "set which"])
def test_it_is_found_by_its_title_the_student_and_who_asked(
    maths: Enquiry, friends: Enquiry, sign_in: SignIn, said: str
) -> None:
    words = find(sign_in("adair"), said=said)

    assert "Which maths set?" in words
    assert "He sits alone" not in words


@pytest.mark.parametrize(
    "written", ["{0}{1}", "{0} {1}", "{0}-{1}", " {0}  {1} ", "lower"]
)
def test_a_reference_read_aloud_opens_it_at_once(
    maths: Enquiry, sign_in: SignIn, written: str
) -> None:
    parts = maths.reference[:3], maths.reference[3:]
    said = maths.reference.lower() if written == "lower" else written.format(*parts)

    answer = sign_in("byrne").get(reverse("staff:desk_find"), {"said": said})

    opened = reverse("staff:desk_enquiry", args=[maths.public_id])
    assert (answer.status_code, answer["Location"]) == (302, f"{opened}#main")


def test_what_somebody_may_not_see_is_not_found_by_reference_title_or_name(
    maths: Enquiry, sign_in: SignIn
) -> None:
    kerr = sign_in("kerr")

    hidden = [find(kerr, said=said) for said in ("maths", "amal", maths.reference)]

    assert all(NOTHING in words for words in hidden)
    assert "Which maths set?" in find(sign_in("byrne"), said="maths")  # the control


def test_the_page_for_a_hidden_reference_is_that_for_one_that_never_was(
    maths: Enquiry, sign_in: SignIn
) -> None:
    kerr = sign_in("kerr")

    hidden = find(kerr, said=maths.reference)

    assert hidden.replace(maths.reference, "222222") == find(kerr, said="222222")


def test_what_was_said_in_it_is_not_looked_at(maths: Enquiry, sign_in: SignIn) -> None:
    url = reverse("staff:desk_reply", args=[maths.public_id])
    sign_in("byrne").post(url, reply(text="Wellensittich"))

    assert NOTHING in find(sign_in("adair"), said="Wellensittich")


def test_each_filter_narrows_and_they_narrow_together(
    cast: Cast, maths: Enquiry, friends: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    url = reverse("staff:desk_reply", args=[maths.public_id])
    sign_in("byrne").post(url, reply())
    adair, byrne = sign_in("adair"), sign_in("byrne")

    assert "He sits alone" not in find(adair, standing="answered")
    assert "Which maths set?" in find(adair, standing="answered")
    assert "Which maths set?" not in find(adair, standing="waiting")
    assert "Which maths set?" not in find(adair, concern="pastoral")
    assert NOTHING in find(adair, concern="pastoral", standing="answered")
    assert NOTHING in find(adair, whose="mine")
    assert NOTHING in find(adair, whose="in_my_posts")
    assert "Which maths set?" in find(byrne, whose="in_my_posts")
    assert "Which maths set?" in find(adair, year="Year 9")
    assert NOTHING in find(adair, standing="overdue")
    frozen.shift(timedelta(days=14))
    adair = sign_in("adair")
    assert "He sits alone" in find(adair, standing="overdue")
    assert NOTHING in find(adair, standing="settled")


@pytest.mark.parametrize(
    "asked",
    [
        {"whose": "x", "standing": "x", "concern": "x", "year": "x", "page": "x"},
        {"page": "-1"},
        {"page": "0"},
        {"page": "9" * 40},
        {"said": "a " * 500},
        {"said": "\x00%_'\""},
        {"said": "½²³"},
    ],
)
def test_an_address_somebody_made_up_breaks_nothing(
    maths: Enquiry, sign_in: SignIn, asked: dict[str, str]
) -> None:
    assert find(sign_in("byrne"), **asked)


def test_a_long_list_has_pages_and_each_row_stands_on_one_of_them(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    leila, amal = cast.contact("leila"), cast.student("amal")
    titles = [f"Question {number:02}" for number in range(ON_A_PAGE + 3)]
    for title in titles:
        ask(leila, amal, title)
        frozen.shift(timedelta(minutes=1))
    byrne = sign_in("byrne")

    first, second = find(byrne, said="question"), find(byrne, said="question", page="2")

    assert [title for title in titles if title in second] == titles[:3]
    assert [title for title in titles if title in first] == titles[3:]
    assert ("Older" in first, "Older" in second) == (True, False)
    assert ("Newer" in first, "Newer" in second) == (False, True)


def test_a_family_reaches_all_it_ever_asked_by_showing_older(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    leila, amal = cast.contact("leila"), cast.student("amal")
    titles = [f"Question {number:02}" for number in range(28)]
    for title in titles:
        ask(leila, amal, title)
        frozen.shift(timedelta(minutes=1))
    home, client = reverse("family:home"), sign_in("leila")

    newest, older = (
        words_of(client.get(home, {"page": page}).content) for page in ("1", "2")
    )

    assert ("Show older" in newest, "Show older" in older) == (True, False)
    assert [title for title in titles if title in older] == titles[:3]
    assert "Back to the newest" in older
    with school_in_force(cast.oakfield.pk):
        assert Enquiry.objects.count() == 28


def test_another_parent_finds_no_older_one_of_hers(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    for _ in range(28):
        ask(cast.contact("leila"), cast.student("amal"), "Wellensittich")

    karim = sign_in("karim").get(reverse("family:home"), {"page": "2"})

    assert b"Wellensittich" not in karim.content
