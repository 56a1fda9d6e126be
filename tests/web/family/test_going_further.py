"""When it is not resolved: one step further, not settled, or just a thank-you."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Role
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import closing, dispute, further, reply
from tests.web.world import ask

SignIn = Callable[[str], Client]


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"))


@pytest.fixture
def answered(enquiry: Enquiry, sign_in: SignIn) -> Enquiry:
    sign_in("byrne").post(
        reverse("staff:desk_reply", args=[enquiry.public_id]), reply()
    )
    return enquiry


def go_further(client: Client, enquiry: Enquiry, **changes: Any) -> Any:
    url = reverse("family:ask_further", args=[enquiry.public_id])
    return client.post(url, further(**changes), follow=True)


def fresh(enquiry: Enquiry) -> Enquiry:
    with school_in_force(enquiry.school_id):
        return Enquiry.objects.select_related("holder", "promise").get(pk=enquiry.pk)


def test_after_an_answer_the_family_takes_it_one_step_further_with_a_new_promise(
    answered: Enquiry, sign_in: SignIn
) -> None:
    page = words_of(go_further(sign_in("leila"), answered).content)

    assert "Dr Osei has it" in page
    assert "You will hear by Wednesday 25 November, 3:15pm." in page
    assert "Nothing has changed." in page
    now = fresh(answered)
    assert (now.state, now.step, now.role) == ("open", 2, "head_of_department")
    desk = words_of(sign_in("osei").get(reverse("staff:desk")).content)
    assert "Answer Mrs Haddad" in desk


def test_while_there_is_time_for_an_answer_it_goes_no_further(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    leila = sign_in("leila")
    thread = reverse("family:ask_thread", args=[enquiry.public_id])

    refused = go_further(leila, enquiry)

    assert refused.status_code == 403
    assert "one step further" not in words_of(leila.get(thread).content)
    assert fresh(enquiry).step == 1


def test_once_the_promise_has_passed_it_may_go_further_without_an_answer(
    enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    frozen.shift(timedelta(days=3))

    go_further(sign_in("leila"), enquiry)

    assert fresh(enquiry).step == 2


def test_a_step_is_left_out_only_for_one_it_is_about(
    answered: Enquiry, sign_in: SignIn
) -> None:
    go_further(sign_in("leila"), answered, is_about_the_next="on")

    now = fresh(answered)
    assert now.step == 3
    assert now.role == "vice_principal_teaching_and_learning"


def test_a_step_that_nobody_has_today_is_passed_over(
    cast: Cast, answered: Enquiry, sign_in: SignIn
) -> None:
    with school_in_force(answered.school_id):
        posts = Post.objects.filter(role=Role.HEAD_OF_DEPARTMENT)
        posts.update(holder=None, deputy=None)

    go_further(sign_in("leila"), answered)

    assert fresh(answered).step == 3


def test_after_the_last_step_stands_the_complaints_procedure(
    answered: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    for _ in range(3):
        go_further(sign_in("leila"), answered)
        frozen.shift(timedelta(days=7))
    leila = sign_in("leila")

    page = leila.get(reverse("family:ask_thread", args=[answered.public_id]))

    assert fresh(answered).role == "principal"
    assert "complaints procedure" in words_of(page.content)
    assert go_further(leila, answered).status_code == 403


def test_whose_enquiry_it_is_not_can_take_it_nowhere(
    answered: Enquiry, sign_in: SignIn
) -> None:
    for name in ("karim", "gary", "farida"):
        assert go_further(sign_in(name), answered).status_code == 404

    assert fresh(answered).step == 1


def test_the_family_reads_how_it_was_settled_and_can_say_that_it_is_not(
    answered: Enquiry, sign_in: SignIn
) -> None:
    leila, byrne = sign_in("leila"), sign_in("byrne")
    thread = reverse("family:ask_thread", args=[answered.public_id])

    byrne.post(reverse("staff:desk_close", args=[answered.public_id]), closing())
    settled = words_of(leila.get(thread).content)
    leila.post(reverse("family:ask_dispute", args=[answered.public_id]), dispute())

    assert "It is put right" in settled
    assert "You now have the list of books." in settled
    now = fresh(answered)
    assert (now.state, now.outcome, now.step) == ("open", "", 1)
    assert now.due_at is not None
    with school_in_force(answered.school_id):
        kinds = list(OutboxMail.objects.values_list("kind", flat=True))
    assert kinds[-2:] == ["enquiry_closed", "enquiry_received"]


def test_a_thank_you_starts_no_clock(answered: Enquiry, sign_in: SignIn) -> None:
    leila = sign_in("leila")
    write = reverse("family:ask_write", args=[answered.public_id])

    leila.post(write, {"text": "Thank you!", "is_thanks": "on", "key": "t" * 32})
    after_thanks = fresh(answered)
    leila.post(write, {"text": "And when is the test?", "key": "q" * 32})

    assert (after_thanks.state, after_thanks.due_at) == ("answered", None)
    assert fresh(answered).state == "open"


def test_a_faulty_form_keeps_what_was_written_and_says_what_is_missing(
    answered: Enquiry, sign_in: SignIn
) -> None:
    page = go_further(sign_in("leila"), answered, why=" ")

    assert page.status_code == 200
    assert "Write what is still not right." in words_of(page.content)
    assert fresh(answered).step == 1
