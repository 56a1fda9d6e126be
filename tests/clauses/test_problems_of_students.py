"""A recorded problem: each parent is told, or the ground for not telling is held."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.enquiries.models import Enquiry, Problem, WordToParent
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS
from tests.web.last_mail import last_mail_to

SignIn = Callable[[str], Client]
WORDS = "Three sheets are missing. Could we look at them together?"


def recorded(client: Client, cast: Cast, name: str = "amal", **changes: str) -> str:
    """Record a problem and return where it stands."""
    filled = {"kind": "work", "text": "Three sheets are missing.", "key": next(KEYS)}
    url = reverse("staff:students_record", args=[cast.student(name).public_id])
    form = {f"problem-{key}": value for key, value in (filled | changes).items()}
    return str(client.post(url, form)["Location"])


def tell(client: Client, cast: Cast, where: str, name: str) -> Any:
    contact = cast.contact(name).public_id
    form = {f"tell-{contact}-text": WORDS, f"tell-{contact}-key": next(KEYS)}
    return client.post(f"{where}tell/{contact}/", form)


def hold(client: Client, cast: Cast, where: str, name: str, review_on: str) -> Any:
    contact = cast.contact(name).public_id
    filled = {
        "why": "He asked us to wait.",
        "review_on": review_on,
        "key": next(KEYS),
    }
    form = {f"ground-{contact}-{key}": value for key, value in filled.items()}
    return client.post(f"{where}ground/{contact}/", form)


def end(client: Client, where: str) -> Any:
    form = {"end-ended": "All three are in.", "end-key": next(KEYS)}
    return client.post(f"{where}close/", form)


def is_closed(cast: Cast) -> bool:
    with school_in_force(cast.oakfield.pk):
        return Problem.objects.get().closed_at is not None


@pytest.mark.clause("GN-3.7")
def test_a_problem_cannot_be_closed_until_every_parent_was_told(
    cast: Cast, sign_in: SignIn
) -> None:
    quinn = sign_in("quinn")
    where = recorded(quinn, cast)

    before = words_of(quinn.get(where).content)
    end(quinn, where)
    tell(quinn, cast, where, "leila")
    refused = words_of(end(quinn, where).content)
    still_open = is_closed(cast)
    tell(quinn, cast, where, "karim")
    end(quinn, where)

    assert "Tell Mrs Haddad, Mr Haddad first" in before
    assert "Tell Mr Haddad first" in refused
    assert not still_open
    assert is_closed(cast)
    with school_in_force(cast.oakfield.pk):
        words = WordToParent.objects.order_by("pk")
        assert [word.contact.given_name for word in words] == ["Leila", "Karim"]
        assert all(word.at == word.enquiry.opened_at for word in words if word.enquiry)


@pytest.mark.clause("GN-3.7", part="the ground for not telling, until a day")
def test_the_ground_for_not_telling_holds_until_its_review_and_no_longer(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    quinn = sign_in("quinn")
    where = recorded(quinn, cast)
    tell(quinn, cast, where, "leila")

    past = words_of(hold(quinn, cast, where, "karim", "2026-11-23").content)
    hold(quinn, cast, where, "karim", "2026-11-26")
    held = words_of(quinn.get(where).content)
    frozen.shift(timedelta(days=3))
    later = sign_in("quinn")
    end(later, where)
    over = words_of(later.get(where).content)

    assert "Choose a day after today" in past
    assert "Mrs Quinn: He asked us to wait." in held
    assert "It is over" in held
    assert not is_closed(cast)
    assert "the reason is over" in over


@pytest.mark.clause("GN-3.7", part="who may not be told")
def test_who_may_not_be_told_is_told_nothing_and_the_reason_stands_there(
    cast: Cast, sign_in: SignIn
) -> None:
    quinn = sign_in("quinn")
    where = recorded(quinn, cast, "conor", kind="discipline")

    page = words_of(quinn.get(where).content)
    refused = tell(quinn, cast, where, "gary")
    tell(quinn, cast, where, "sinead")
    end(quinn, where)

    assert "may not be told" in page
    assert "not to be reached about this student" in words_of(refused.content)
    assert is_closed(cast)
    with school_in_force(cast.oakfield.pk):
        assert [each.contact for each in Enquiry.objects.all()] == [
            cast.contact("sinead")
        ]


def test_each_parent_reads_it_on_their_own_page_and_learns_nothing_of_the_other(
    cast: Cast, sign_in: SignIn
) -> None:
    quinn, leila, karim = sign_in("quinn"), sign_in("leila"), sign_in("karim")
    where = recorded(quinn, cast)
    home = reverse("family:home")
    before = words_of(karim.get(home).content)

    tell(quinn, cast, where, "leila")

    with school_in_force(cast.oakfield.pk):
        enquiry = Enquiry.objects.get()
        mail = last_mail_to(cast.contact("leila"))
        assert WORDS in render_mail(mail).text
    url = reverse("family:ask_thread", args=[enquiry.public_id])
    assert WORDS in words_of(leila.get(url).content)
    assert "A message from Mrs Quinn" in words_of(leila.get(home).content)
    assert words_of(karim.get(home).content) == before
    assert karim.get(url).status_code == 404


def test_conduct_goes_behind_a_link_and_the_title_says_nothing_of_it(
    cast: Cast, sign_in: SignIn
) -> None:
    quinn = sign_in("quinn")
    where = recorded(quinn, cast, kind="discipline")

    tell(quinn, cast, where, "leila")

    with school_in_force(cast.oakfield.pk):
        text = render_mail(last_mail_to(cast.contact("leila"))).text
        assert "sheets" not in text
        assert "sheets" not in Enquiry.objects.get().title


def test_the_parent_writes_back_and_that_has_a_promise_like_any_other(
    cast: Cast, sign_in: SignIn
) -> None:
    quinn, leila = sign_in("quinn"), sign_in("leila")
    tell(quinn, cast, recorded(quinn, cast), "leila")
    with school_in_force(cast.oakfield.pk):
        [enquiry] = Enquiry.objects.all()
    untold = words_of(quinn.get(reverse("staff:desk")).content)

    url = reverse("family:ask_write", args=[enquiry.public_id])
    leila.post(url, {"text": "When may I come?", "key": next(KEYS)})

    assert "Answer Mrs Haddad" not in untold
    assert "Answer Mrs Haddad" in words_of(quinn.get(reverse("staff:desk")).content)
    page = leila.get(reverse("family:ask_thread", args=[enquiry.public_id]))
    assert "You will hear by Wednesday 25 November, 3:15pm." in words_of(page.content)


def test_nobody_is_told_twice_and_nobody_who_is_no_parent(
    cast: Cast, sign_in: SignIn
) -> None:
    quinn = sign_in("quinn")
    where = recorded(quinn, cast, "sara")

    tell(quinn, cast, where, "imran")
    again = tell(quinn, cast, where, "imran")
    neighbour = tell(quinn, cast, where, "noreen")

    assert "They were told already." in words_of(again.content)
    assert neighbour.status_code == 404
    with school_in_force(cast.oakfield.pk):
        assert Enquiry.objects.count() == 1


def test_a_problem_is_recorded_by_who_answers_for_the_student_alone(
    cast: Cast, sign_in: SignIn
) -> None:
    where = recorded(sign_in("quinn"), cast)

    assert sign_in("byrne").get(where).status_code == 200
    for name in ("hughes", "osei", "flynn", "murphy", "leila", "amal"):
        assert sign_in(name).get(where).status_code == 404
