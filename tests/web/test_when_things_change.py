"""People leave, ties end, orders come: what is seen then, and by whom."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.enums import InboundOutcome
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.people.models import StaffMember, Tie
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.mails import arrive, mail
from tests.web.family.test_asking import filled, words_of
from tests.web.filled import reply
from tests.web.world import ask

SignIn = Callable[[str], Client]


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"))


def leave(cast: Cast, name: str) -> None:
    """Have somebody leave today."""
    with school_in_force(cast.oakfield.pk):
        StaffMember.objects.filter(pk=cast.staff(name).pk).update(
            left_on=cast.oakfield.day_of(clock.now())
        )


def thread(enquiry: Enquiry) -> str:
    return reverse("family:ask_thread", args=[enquiry.public_id])


def test_what_somebody_had_who_left_is_answered_by_the_office(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    leave(cast, "byrne")
    flynn = sign_in("flynn")

    desk = words_of(flynn.get(reverse("staff:desk")).content)
    url = reverse("staff:desk_reply", args=[enquiry.public_id])
    answered = flynn.post(url, reply())

    assert "Answer Mrs Haddad" in desk
    assert answered.status_code == 302
    assert sign_in("byrne").get(reverse("staff:desk")).status_code == 404


def test_a_question_does_not_go_to_somebody_who_left(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    leave(cast, "byrne")

    page = sign_in("leila").post(reverse("family:ask_check"), filled(cast))

    assert "Dr Osei, the head of maths, will get this." in words_of(page.content)


def test_a_deputy_stands_in_for_somebody_who_left(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    leave(cast, "byrne")
    with school_in_force(cast.oakfield.pk):
        Post.objects.filter(holder=cast.staff("byrne")).update(
            deputy=cast.staff("kerr")
        )

    page = sign_in("leila").post(reverse("family:ask_check"), filled(cast))

    assert "Mrs Kerr, Amal’s maths teacher, will get this." in words_of(page.content)


@pytest.mark.parametrize(("who", "sees"), [("adair", True), ("quinn", False)])
def test_who_leads_the_school_sees_what_is_overdue_in_it(
    enquiry: Enquiry, sign_in: SignIn, frozen: Any, who: str, *, sees: bool
) -> None:
    frozen.shift(timedelta(days=3))

    desk = words_of(sign_in(who).get(reverse("staff:desk")).content)

    assert ("Overdue in the school" in desk) is sees
    assert ("Mr Byrne: answer Mrs Haddad" in desk) is sees


def test_when_a_tie_has_ended_the_thread_can_be_read_and_not_written_in(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    with school_in_force(cast.oakfield.pk):
        Tie.objects.filter(student=cast.student("amal")).update(
            ends_on=cast.oakfield.day_of(clock.now())
        )
    leila = sign_in("leila")

    page = words_of(leila.get(thread(enquiry)).content)
    url = reverse("family:ask_write", args=[enquiry.public_id])
    written = leila.post(url, {"text": "One more thing", "key": "k" * 32})

    assert "Who decided about the maths set?" in page
    assert "Write back" not in page
    assert "Dr Osei" not in page
    assert written.status_code == 403


def test_an_order_about_one_of_two_children_holds_a_mail_that_names_neither(
    cast: Cast, frozen: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        Restriction.objects.create(
            school=cast.oakfield,
            tie=cast.contact("leila").ties.get(student=cast.student("yusuf")),
            kind=RestrictionKind.NO_CONTACT,
            from_on=cast.oakfield.day_of(clock.now()),
        )

    taken = arrive(cast.oakfield, mail(sender="leila@family.example"))

    assert taken.mail.outcome == InboundOutcome.QUARANTINED


def test_another_persons_form_key_is_refused(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    sign_in("leila").post(reverse("family:ask_check"), filled(cast, send="yes"))
    form = filled(cast, send="yes")

    refused = sign_in("karim").post(reverse("family:ask_check"), form)

    assert refused.status_code == 403


def test_leaving_works_from_a_page_whose_token_is_long_gone(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("leila")
    client.handler.enforce_csrf_checks = True

    left = client.post(reverse("leave"))

    assert left.status_code == 302
    assert client.get(reverse("family:home")).status_code == 302
