"""A family asks: the form, the promise before sending, the conversation."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast

SignIn = Callable[[str], Client]


def filled(cast: Cast, **changes: str) -> dict[str, str]:
    """Return the form as a parent of Amal fills it in."""
    return {
        "child": cast.student("amal").public_id,
        "about": "academic",
        "subject": "Maths",
        "text": "Who decided about the maths set?",
        "key": "k" * 32,
        **changes,
    }


def words_of(page: bytes) -> str:
    """Return a page's words, as a reader meets them."""
    text = re.sub(r"<(style|svg|script).*?</\1>", "", page.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_before_sending_the_parent_sees_who_gets_it_and_by_when(
    cast: Cast, sign_in: SignIn
) -> None:
    page = sign_in("leila").post(reverse("family:ask_check"), filled(cast))

    words = words_of(page.content)
    assert "Mr Byrne, Amal’s maths teacher, will get this." in words
    assert "You will hear by Wednesday 25 November, 3:15pm." in words
    assert "Send to Mr Byrne" in words


def test_while_a_post_is_vacant_the_reason_says_so(cast: Cast, sign_in: SignIn) -> None:
    with school_in_force(cast.oakfield.pk):
        Post.objects.filter(role=Role.SUBJECT_TEACHER).update(holder=None)

    page = sign_in("leila").post(reverse("family:ask_check"), filled(cast))

    words = words_of(page.content)
    assert "Dr Osei, the head of maths, will get this." in words
    assert "Nobody has the posts before it now" in words
    assert "stayed open" not in words


def test_two_ties_to_one_child_are_no_reason_not_to_ask(
    cast: Cast, sign_in: SignIn
) -> None:
    leila, amal = cast.contact("leila"), cast.student("amal")
    with school_in_force(cast.oakfield.pk):
        tie = amal.ties.get(contact=leila)
        tie.pk, tie.starts_on = None, date(2026, 9, 1)
        tie.save()

    sent = sign_in("leila").post(
        reverse("family:ask_check"), filled(cast, send="yes"), follow=True
    )

    assert "Mr Byrne has it" in words_of(sent.content)


def test_sent_it_is_on_the_parents_page_and_in_the_outbox(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("leila")

    sent = client.post(
        reverse("family:ask_check"), filled(cast, send="yes"), follow=True
    )

    words = words_of(sent.content)
    assert "Mr Byrne has it" in words
    assert "You will hear by Wednesday 25 November, 3:15pm." in words
    with school_in_force(cast.oakfield.pk):
        [mail] = OutboxMail.objects.all()
        assert mail.contact == cast.contact("leila")


def test_the_form_sent_twice_asks_once(cast: Cast, sign_in: SignIn) -> None:
    client, form = sign_in("leila"), filled(cast, send="yes")

    first = client.post(reverse("family:ask_check"), form)
    second = client.post(reverse("family:ask_check"), form)

    assert first["Location"] == second["Location"]
    with school_in_force(cast.oakfield.pk):
        assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"child": ""}, "Choose which child it is about."),
        ({"about": ""}, "Choose what it is about."),
        ({"subject": ""}, "Choose which subject it is."),
        ({"text": "  "}, "Write what you would like to say."),
        ({"text": "x" * 10_001}, "Make it shorter"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn, changes: dict[str, str], says: str
) -> None:
    form = filled(cast, **changes)

    page = sign_in("leila").post(reverse("family:ask_check"), form)

    words = words_of(page.content)
    assert says in words
    assert form["text"].strip() in words


def test_a_parent_cannot_ask_about_somebody_elses_child(
    cast: Cast, sign_in: SignIn
) -> None:
    form = filled(cast, child=cast.student("conor").public_id, send="yes")

    page = sign_in("leila").post(reverse("family:ask_check"), form)

    assert "Choose one of your children." in words_of(page.content)
    with school_in_force(cast.oakfield.pk):
        assert not Enquiry.objects.exists()


def test_a_father_under_an_order_finds_nobody_to_ask_about(
    cast: Cast, sign_in: SignIn
) -> None:
    page = words_of(sign_in("gary").get(reverse("family:ask")).content)

    assert "There is nobody to ask about" in page
    assert "Conor" not in page


def test_writing_back_after_an_answer_starts_a_new_promise(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("leila")
    client.post(reverse("family:ask_check"), filled(cast, send="yes"))
    with school_in_force(cast.oakfield.pk):
        enquiry = Enquiry.objects.get()
    write = reverse("family:ask_write", args=[enquiry.public_id])
    answer = reverse("staff:desk_reply", args=[enquiry.public_id])
    sign_in("byrne").post(
        answer,
        {"text": "We did.", "category": "learning", "seen_version": 1, "key": "a" * 32},
    )

    client.post(write, {"text": "Thank you. One more thing.", "key": "b" * 32})

    with school_in_force(cast.oakfield.pk):
        enquiry.refresh_from_db()
        assert enquiry.state == "open"
        assert enquiry.promises.count() == 2
