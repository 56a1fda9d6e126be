"""Every way in on one page: write, be called back, meet, ring or come."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Channel
from tests.cast import Cast
from tests.web.family.test_asking import filled, words_of
from tests.web.filled import KEYS, reply
from tests.web.staff.test_logging import the_enquiry

SignIn = Callable[[str], Client]


def asked(cast: Cast, client: Client, way: str) -> Enquiry:
    client.post(reverse("family:ask_check"), filled(cast, way=way, send="yes"))
    with school_in_force(cast.oakfield.pk):
        return Enquiry.objects.select_related("promise").get()


@pytest.mark.clause("AC-3.1a")
@pytest.mark.clause("OB-2")
@pytest.mark.clause("PR-4.1", part="before or after school")
def test_a_parent_finds_every_way_in_on_one_page(sign_in: SignIn) -> None:
    words = words_of(sign_in("leila").get(reverse("family:ask")).content)

    for way in (
        "Write back to me here",
        "Call me back",
        "I would like to meet",
        "A short word, before or after school",
        "The school is open Monday to Friday, 8:45am to 3:15pm",
        "office@oakfield.example",
    ):
        assert way in words


@pytest.mark.clause("GN-5.6b")
def test_a_wish_to_meet_is_answered_within_two_working_days(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("leila")

    before = client.post(
        reverse("family:ask_check"), filled(cast, way="meeting_request")
    )
    enquiry = asked(cast, client, "meeting_request")

    assert "You will hear by Wednesday 25 November, 3:15pm." in words_of(before.content)
    assert enquiry.channel == Channel.MEETING_REQUEST
    assert "Offer a time to meet" in words_of(
        sign_in("byrne").get(reverse("staff:desk")).content
    )


@pytest.mark.clause("GN-5.6b", part="when and where")
def test_the_answer_to_a_wish_to_meet_says_when_and_where(
    cast: Cast, sign_in: SignIn
) -> None:
    leila, byrne = sign_in("leila"), sign_in("byrne")
    enquiry = asked(cast, leila, "meeting_request")
    url = reverse("staff:desk_reply", args=[enquiry.public_id])
    half = {"meet_on": "2026-12-01", "meet_at": "15:30"}

    refused = byrne.post(url, reply(category="nothing", **half))
    byrne.post(url, reply(category="nothing", **half, where="Room 12"))

    thread = reverse("family:ask_thread", args=[enquiry.public_id])
    words = words_of(leila.get(thread).content)
    assert "Say day, time and place together." in words_of(refused.content)
    assert "When: Tuesday 1 December 2026, 3:30pm" in words
    assert "Where: Room 12" in words


def test_a_parent_who_wants_to_be_called_is_on_the_desk_as_a_call_back(
    cast: Cast, sign_in: SignIn
) -> None:
    with school_in_force(cast.oakfield.pk):
        leila = cast.contact("leila")
        leila.mobile = "07700 900123"
        leila.save()
    enquiry = asked(cast, sign_in("leila"), "phone")

    page = sign_in("byrne").get(reverse("staff:desk_enquiry", args=[enquiry.public_id]))

    assert "Call back" in words_of(page.content)
    assert "Ring 07700 900123." in words_of(page.content)


def test_who_says_no_way_is_answered_in_writing(cast: Cast, sign_in: SignIn) -> None:
    enquiry = asked(cast, sign_in("leila"), "")

    assert enquiry.channel == Channel.PORTAL


@pytest.mark.clause("PR-4.1", part="noted in seconds")
def test_a_word_at_the_gate_is_one_line_and_one_tap(
    cast: Cast, sign_in: SignIn
) -> None:
    url = reverse("staff:log_word", args=[cast.student("amal").public_id])
    client = sign_in("quinn")
    form = {"who": cast.contact("leila").public_id, "caller": "", "key": next(KEYS)}

    before = words_of(client.get(url).content)
    client.post(url, form | {"text": "Amal’s grandfather has died."})

    enquiry = the_enquiry(cast)
    assert "Mrs Quinn, Amal’s form teacher, gets it." in before
    assert (enquiry.channel, enquiry.holder) == (
        Channel.IN_PERSON,
        cast.staff("quinn"),
    )
