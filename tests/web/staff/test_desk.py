"""The desk: answering, acknowledging, passing on, closing; and what may be told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.disclosure.models import Consent
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries import lists
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Concern
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.mails import arrive, mail
from tests.web.family.test_asking import words_of
from tests.web.filled import closing, reply
from tests.web.world import ask

SignIn = Callable[[str], Client]
KEY = "k" * 32


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"))


def url(name: str, enquiry: Enquiry) -> str:
    return reverse(f"staff:{name}", args=[enquiry.public_id])


def test_what_is_due_stands_on_the_desk_of_who_has_it(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    byrne = words_of(sign_in("byrne").get(reverse("staff:desk")).content)
    quinn = words_of(sign_in("quinn").get(reverse("staff:desk")).content)

    assert "Answer Mrs Haddad" in byrne
    assert "Wed 3:15pm" in byrne
    assert "Nothing is due for you" in quinn


def test_an_answer_reaches_the_parents_page_and_mailbox(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    sign_in("byrne").post(url("desk_reply", enquiry), reply())

    page = sign_in("leila").get(reverse("family:ask_thread", args=[enquiry.public_id]))
    words = words_of(page.content)
    assert "Dr Osei and I moved Amal." in words
    assert "Answered today, in good time" in words
    with school_in_force(cast.oakfield.pk):
        kinds = list(OutboxMail.objects.values_list("kind", flat=True))
    assert kinds == ["enquiry_received", "enquiry_answered"]


def test_an_acknowledgement_is_a_persons_and_the_answer_is_still_due(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    form = reply(text="", category="", acknowledge="yes")
    del form["answer"]
    sign_in("byrne").post(url("desk_reply", enquiry), form)

    page = sign_in("leila").get(reverse("family:ask_thread", args=[enquiry.public_id]))
    words = words_of(page.content)
    assert "I have your message, and I am looking into it." in words
    assert "You will hear by Monday 7 December, 3:15pm." in words


def test_a_draft_is_never_sent_by_acknowledging(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    form = reply(text="A draft", acknowledge="yes")
    del form["answer"]

    page = sign_in("byrne").post(url("desk_reply", enquiry), form)

    words = words_of(page.content)
    assert "You have begun an answer." in words
    assert "A draft" in words
    with school_in_force(enquiry.school_id):
        assert enquiry.messages.count() == 1


def test_an_answer_in_time_after_a_late_first_word_is_not_called_in_good_time(
    enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    frozen.shift(timedelta(days=4))
    sign_in("byrne").post(url("desk_reply", enquiry), reply())

    thread = reverse("family:ask_thread", args=[enquiry.public_id])
    words = words_of(sign_in("leila").get(thread).content)

    assert "Answered today, later than promised" in words
    assert "in good time" not in words


def test_who_is_second_sees_the_first_answer_before_sending_theirs(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    sign_in("byrne").post(url("desk_reply", enquiry), reply())

    second = sign_in("lynch").post(
        url("desk_reply", enquiry), reply(text="Mine was longer.", key="l" * 32)
    )

    words = words_of(second.content)
    assert "Somebody wrote in this enquiry while you did." in words
    assert "Dr Osei and I moved Amal." in words
    assert "Mine was longer." in words


def test_an_answer_is_signed_by_who_wrote_it_whoever_has_the_enquiry(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    sign_in("lynch").post(url("desk_reply", enquiry), reply())

    with school_in_force(enquiry.school_id):
        answer = OutboxMail.objects.get(kind="enquiry_answered")
        signed = render_mail(answer).text
    assert "Mrs Lynch" in signed
    assert "Mr Byrne" not in signed


def test_what_is_due_first_stands_first_also_on_a_desk_that_is_too_full(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn, frozen: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(lists, "MOST_ON_A_DESK", 1)
    frozen.shift(timedelta(days=1))
    ask(cast.contact("bridget"), cast.student("niamh"))

    words = words_of(sign_in("byrne").get(reverse("staff:desk")).content)

    assert "Answer Mrs Haddad" in words
    assert "Answer Mrs Oneill" not in words


def test_an_answer_to_who_may_not_be_reached_says_so_and_keeps_the_words(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn, now: Any
) -> None:
    with school_in_force(enquiry.school_id):
        cast.contact("leila").ties.update(ends_on=now.date())

    refused = sign_in("byrne").post(
        url("desk_reply", enquiry), reply(category="nothing", text="See you on Friday.")
    )

    words = words_of(refused.content)
    assert "This contact is not to be reached about this student." in words
    assert "See you on Friday." in words


def test_nothing_closes_before_it_is_answered(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    form = closing(seen_version=1)

    refused = sign_in("byrne").post(url("desk_close", enquiry), form)

    assert refused.status_code == 403
    with school_in_force(enquiry.school_id):
        enquiry.refresh_from_db()
    assert enquiry.state == "open"


def test_an_answered_enquiry_can_be_closed(enquiry: Enquiry, sign_in: SignIn) -> None:
    client = sign_in("byrne")
    client.post(url("desk_reply", enquiry), reply())

    client.post(url("desk_close", enquiry), closing())

    with school_in_force(enquiry.school_id):
        enquiry.refresh_from_db()
    assert enquiry.state == "closed"


def test_late_is_late_on_the_desk_and_on_the_parents_page(
    enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    frozen.shift(timedelta(days=3))
    leila, byrne = sign_in("leila"), sign_in("byrne")

    assert "Overdue" in words_of(byrne.get(reverse("staff:desk")).content)
    page = leila.get(reverse("family:ask_thread", args=[enquiry.public_id]))
    assert "This is late. Mr Byrne still has it." in words_of(page.content)


def test_in_its_last_minute_a_promise_is_not_late_yet(
    enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    frozen.move_to(datetime(2026, 11, 25, 15, 15, 59, tzinfo=UTC))
    leila, byrne = sign_in("leila"), sign_in("byrne")

    desk = words_of(byrne.get(reverse("staff:desk")).content)
    thread = leila.get(reverse("family:ask_thread", args=[enquiry.public_id]))

    assert "You will hear by Wednesday 25 November, 3:15pm." in words_of(thread.content)
    assert "Overdue" not in desk


# --- what may be told -----------------------------------------------------------------
def test_a_college_tutor_cannot_tell_a_mother_what_her_daughter_keeps(
    cast: Cast, sign_in: SignIn
) -> None:
    enquiry = ask(
        cast.contact("farida"),
        cast.student("zainab"),
        "How is she?",
        concern=Concern.GENERAL,
        subject="",
    )
    client = sign_in("patel")

    page = words_of(client.get(url("desk_enquiry", enquiry)).content)
    refused = client.post(url("desk_reply", enquiry), reply(category="progress"))

    assert "Mrs Ali may not be told anything about Zainab." in page
    assert "FE-1.8" in page
    assert "This may not be told here." in words_of(refused.content)
    with school_in_force(cast.riverside.pk):
        assert enquiry.messages.count() == 1


def test_she_can_still_be_answered_with_nothing_about_the_student(
    cast: Cast, sign_in: SignIn
) -> None:
    enquiry = ask(
        cast.contact("farida"),
        cast.student("zainab"),
        "How is she?",
        concern=Concern.GENERAL,
        subject="",
    )

    sign_in("patel").post(url("desk_reply", enquiry), reply(category="nothing"))

    with school_in_force(cast.riverside.pk):
        assert enquiry.messages.count() == 2


def test_when_a_student_objects_later_an_earlier_answer_is_not_shown_any_more(
    cast: Cast, sign_in: SignIn, now: Any
) -> None:
    enquiry = ask(
        cast.contact("errol"),
        cast.student("marcus"),
        "How is his placement?",
        concern=Concern.GENERAL,
        subject="",
    )
    text = "It goes well."
    sign_in("patel").post(
        url("desk_reply", enquiry), reply(category="progress", text=text)
    )
    errol, thread = sign_in("errol"), ("family:ask_thread", [enquiry.public_id])
    before = words_of(errol.get(reverse(thread[0], args=thread[1])).content)

    with school_in_force(cast.riverside.pk):
        Consent.objects.update(withdrawn_on=now.date())
    after = words_of(errol.get(reverse(thread[0], args=thread[1])).content)

    assert text in before
    assert text not in after


# --- the office -----------------------------------------------------------------------
def test_the_office_says_which_child_it_is_and_passes_it_on(
    cast: Cast, sign_in: SignIn
) -> None:
    enquiry = arrive(cast.oakfield, mail(sender="leila@family.example")).enquiry
    assert enquiry is not None
    form = {
        "child": cast.student("amal").public_id,
        "concern": "academic",
        "subject": "Maths",
        "seen_version": 1,
        "key": KEY,
    }

    sign_in("flynn").post(url("desk_sort", enquiry), form)

    with school_in_force(cast.oakfield.pk):
        enquiry.refresh_from_db()
        assert enquiry.holder == cast.staff("byrne")
        kinds = list(OutboxMail.objects.values_list("kind", flat=True))
    assert kinds == ["enquiry_received", "enquiry_passed_on"]
    assert "Answer Mrs Haddad" in words_of(
        sign_in("byrne").get(reverse("staff:desk")).content
    )


def test_a_held_mail_becomes_the_enquiry_of_whom_the_office_names(
    cast: Cast, sign_in: SignIn
) -> None:
    held = arrive(cast.oakfield, mail(sender="karim@elsewhere.example")).mail
    held_url = reverse("staff:held_mail", args=[held.public_id])
    client = sign_in("flynn")

    unknown = client.post(held_url, {"person": "Nobody Here", "key": KEY})
    client.post(held_url, {"person": "Karim Haddad", "key": KEY})

    assert "Nobody on record is called Nobody Here." in words_of(unknown.content)
    with school_in_force(cast.oakfield.pk):
        assert Enquiry.objects.get().contact == cast.contact("karim")
    assert client.get(held_url).status_code == 404


def test_a_held_mail_cannot_be_made_the_enquiry_of_a_father_under_an_order(
    cast: Cast, sign_in: SignIn
) -> None:
    held = arrive(cast.oakfield, mail(sender="gary@family.example")).mail
    held_url = reverse("staff:held_mail", args=[held.public_id])

    page = sign_in("flynn").post(held_url, {"person": "Gary Doyle", "key": KEY})

    assert "has no tie" in words_of(page.content)
    with school_in_force(cast.oakfield.pk):
        assert not Enquiry.objects.exists()


def test_a_held_mail_set_aside_is_kept_and_shown_no_more(
    cast: Cast, sign_in: SignIn
) -> None:
    held = arrive(cast.oakfield, mail(sender="spam@elsewhere.example")).mail
    client = sign_in("flynn")

    client.post(
        reverse("staff:held_mail", args=[held.public_id]), {"aside": "yes", "key": KEY}
    )

    assert "No mail is held" in words_of(client.get(reverse("staff:held")).content)
    with school_in_force(cast.oakfield.pk):
        held.refresh_from_db()
    assert bytes(held.raw)
