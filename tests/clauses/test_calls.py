"""Calling back, the note of every call, ending one, and one way for a time."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.models import Enquiry, Incident, Message, OneChannel
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Channel
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.mails import arrive, mail
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS, call, closing, one_way, reply
from tests.web.staff.test_logging import entry, logged, the_enquiry
from tests.web.world import ask

SignIn = Callable[[str], Client]


@pytest.fixture
def rung(cast: Cast, frozen: Any) -> Enquiry:
    """Leila has rung for Mr Byrne."""
    return ask(cast.contact("leila"), cast.student("amal"), channel=Channel.PHONE)


def url(name: str, enquiry: Enquiry) -> str:
    return reverse(f"staff:{name}", args=[enquiry.public_id])


def desk(client: Client, enquiry: Enquiry) -> str:
    return words_of(client.get(url("desk_enquiry", enquiry)).content)


def fresh(enquiry: Enquiry) -> Enquiry:
    with school_in_force(enquiry.school_id):
        return Enquiry.objects.select_related("holder", "promise").get(pk=enquiry.pk)


@pytest.mark.clause("GN-5.4b")
def test_a_call_back_within_two_working_days_keeps_the_promise_and_ten_are_left(
    rung: Enquiry, sign_in: SignIn
) -> None:
    client = sign_in("byrne")

    before = desk(client, rung)
    client.post(url("desk_called", rung), call())

    given = fresh(rung).promise
    assert "acknowledge by Wednesday 25 November, 3:15pm" in before
    assert given
    assert given.acknowledged_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert fresh(rung).due_at == given.answer_by
    assert "answer by Monday 7 December" in desk(client, rung)


@pytest.mark.clause("GN-5.4b", part="nobody answered is no call back")
def test_a_call_that_nobody_answered_leaves_the_clock_running(
    rung: Enquiry, sign_in: SignIn
) -> None:
    client = sign_in("byrne")

    client.post(url("desk_called", rung), call("not_reached"))

    assert fresh(rung).due_at == rung.due_at
    assert "note of a call: nobody answered" in desk(client, rung)


def test_a_call_can_be_the_answer(rung: Enquiry, sign_in: SignIn) -> None:
    sign_in("byrne").post(url("desk_called", rung), call(is_answered="on"))

    now = fresh(rung)
    assert (now.state, now.due_at) == ("answered", None)
    assert now.promise
    assert now.promise.answered_at


def test_a_call_that_nobody_heard_is_no_answer(rung: Enquiry, sign_in: SignIn) -> None:
    page = sign_in("byrne").post(
        url("desk_called", rung), call("left_message", is_answered="on")
    )

    assert "Only what you spoke about is answered." in words_of(page.content)
    assert fresh(rung).state == "open"


@pytest.mark.clause("GN-5.4c")
def test_what_came_by_phone_is_closed_only_after_a_note_of_the_call(
    rung: Enquiry, sign_in: SignIn
) -> None:
    client = sign_in("byrne")
    client.post(url("desk_reply", rung), reply())

    without = desk(client, rung)
    refused = client.post(url("desk_close", rung), closing())
    client.post(url("desk_called", rung), call(seen_version=2))
    client.post(url("desk_close", rung), closing(seen_version=3))

    assert "It came by phone. Note your call first." in without
    assert refused.status_code == 403
    assert fresh(rung).state == "closed"


def test_what_came_by_page_is_closed_without_a_call(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    asked = ask(cast.contact("leila"), cast.student("amal"))
    sign_in("byrne").post(url("desk_reply", asked), reply())

    sign_in("byrne").post(url("desk_close", asked), closing())

    assert fresh(asked).state == "closed"


@pytest.mark.clause("GN-5.4c", part="for staff alone")
def test_the_family_reads_no_note_of_a_call(rung: Enquiry, sign_in: SignIn) -> None:
    sign_in("byrne").post(url("desk_called", rung), call(text="She was tired."))

    thread = reverse("family:ask_thread", args=[rung.public_id])

    assert "She was tired." in desk(sign_in("byrne"), rung)
    assert "She was tired." not in words_of(sign_in("leila").get(thread).content)


@pytest.mark.clause("GN-5.4d")
def test_one_tap_reports_it_to_the_line_manager_at_once_and_the_promise_stays(
    cast: Cast, rung: Enquiry, sign_in: SignIn
) -> None:
    osei, byrne = cast.staff("osei"), cast.staff("byrne")
    with school_in_force(cast.oakfield.pk):
        byrne.line_manager = osei
        byrne.save()

    sign_in("byrne").post(url("desk_ended", rung), {"key": next(KEYS)})

    start = reverse("staff:desk")
    told = words_of(sign_in("osei").get(start).content)
    assert "Mr Byrne was spoken to in an angry or abusive way." in told
    for name in ("quinn", "adair", "flynn"):
        assert "abusive way" not in words_of(sign_in(name).get(start).content)
    assert fresh(rung).due_at == rung.due_at
    assert fresh(rung).holder == byrne
    thread = reverse("family:ask_thread", args=[rung.public_id])
    assert "abusive" not in words_of(sign_in("leila").get(thread).content)


@pytest.mark.clause("GN-5.4d", part="without a line manager")
def test_without_a_line_manager_the_leadership_sees_it(
    rung: Enquiry, sign_in: SignIn
) -> None:
    sign_in("byrne").post(url("desk_ended", rung), {"key": next(KEYS)})

    start = reverse("staff:desk")
    assert "abusive way" in words_of(sign_in("adair").get(start).content)
    assert "abusive way" not in words_of(sign_in("osei").get(start).content)


def test_once_seen_it_stands_on_nobodys_desk_any_more(
    rung: Enquiry, sign_in: SignIn
) -> None:
    sign_in("byrne").post(url("desk_ended", rung), {"key": next(KEYS)})
    with school_in_force(rung.school_id):
        incident = Incident.objects.get()
    said = {
        f"{incident.public_id}-next_step": "I ring her myself.",
        f"{incident.public_id}-key": next(KEYS),
    }

    sign_in("adair").post(
        reverse("staff:report_incident", args=[incident.public_id]), said
    )

    adair = sign_in("adair")
    assert "abusive way" not in words_of(adair.get(reverse("staff:desk")).content)
    kept = words_of(adair.get(reverse("staff:reports")).content)
    assert "I ring her myself." in kept


@pytest.mark.clause("GN-5.4d", part="never cut off")
def test_who_is_asked_to_use_one_way_is_told_so_and_never_cut_off(
    cast: Cast, rung: Enquiry, sign_in: SignIn
) -> None:
    sign_in("adair").post(url("desk_one_way", rung), one_way(channel="letter"))

    with school_in_force(cast.oakfield.pk):
        told = OutboxMail.objects.get(kind="one_channel")
        text = render_mail(told).text
    assert "by letter" in text
    assert "Our calls have been hard on both of us." in text
    assert "safety, about an absence, or about your rights" in text
    raw = mail(sender="leila@family.example", to="byrne@oakfield.example")
    arrived = arrive(cast.oakfield, raw, to="byrne@oakfield.example").enquiry
    assert arrived is not None
    assert arrived.promise is not None
    assert arrived.promise.answer_by is not None
    marked = desk(sign_in("byrne"), rung)
    assert "Asked to use one way until Friday 15 January 2027: letter" in marked
    own = words_of(sign_in("leila").get(reverse("family:ask")).content)
    assert "Our calls have been hard on both of us." in own
    other = words_of(sign_in("karim").get(reverse("family:ask")).content)
    assert "Our calls" not in other


def test_it_ends_by_itself_on_the_day_of_its_review(
    rung: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    sign_in("adair").post(url("desk_one_way", rung), one_way(review_on="2026-11-25"))
    while_asked = desk(sign_in("byrne"), rung)

    frozen.move_to(datetime(2026, 11, 25, 9, 0, tzinfo=UTC))

    assert "Asked to use one way" in while_asked
    assert "Asked to use one way" not in desk(sign_in("byrne"), rung)


def test_who_leads_ends_it_before_that(rung: Enquiry, sign_in: SignIn) -> None:
    adair = sign_in("adair")
    adair.post(url("desk_one_way", rung), one_way())

    adair.post(url("desk_any_way", rung), {"key": next(KEYS)})

    assert "Asked to use one way" not in desk(adair, rung)
    with school_in_force(rung.school_id):
        assert OneChannel.objects.get().ended_at


@pytest.mark.clause("GN-5.4a")
def test_a_call_for_a_teacher_in_class_becomes_a_message_to_them(
    cast: Cast, sign_in: SignIn
) -> None:
    hughes, form = sign_in("hughes"), logged(cast)
    form.pop("send")

    before = words_of(hughes.post(entry(cast), form).content)
    after = hughes.post(entry(cast), logged(cast), follow=True)

    assert "Mr Byrne, Amal’s maths teacher, gets it." in before
    assert "They are called back by Wednesday 25 November, 3:15pm." in before
    enquiry = the_enquiry(cast)
    assert (enquiry.holder, enquiry.channel) == (cast.staff("byrne"), Channel.PHONE)
    assert enquiry.spoken_reference in words_of(after.content)
    with school_in_force(cast.oakfield.pk):
        [said] = enquiry.messages.all()
        assert (said.staff, said.noted_by) == (None, cast.staff("hughes"))
        assert not Message.objects.filter(kind="fetched").exists()


@pytest.mark.clause("GN-5.4a", part="an emergency and its reason on record")
def test_a_lesson_is_interrupted_with_the_reason_and_the_time_on_record(
    cast: Cast, sign_in: SignIn
) -> None:
    why = "Her brother is in hospital."

    sign_in("hughes").post(entry(cast), logged(cast, fetch_why=why))

    enquiry = the_enquiry(cast)
    with school_in_force(cast.oakfield.pk):
        fetched = Message.objects.get(kind="fetched")
        assert (fetched.text, fetched.staff) == (why, cast.staff("hughes"))
        assert fetched.sent_at == enquiry.opened_at
    thread = reverse("family:ask_thread", args=[enquiry.public_id])
    assert why not in words_of(sign_in("leila").get(thread).content)


@pytest.mark.clause("GN-5.2b", part="counted from the day the letter came")
def test_the_time_of_a_letter_counts_from_the_day_it_came(
    cast: Cast, sign_in: SignIn
) -> None:
    form = logged(cast, way="letter", came_on="2026-11-19")

    sign_in("hughes").post(entry(cast), form)

    given = the_enquiry(cast).promise
    assert given
    assert given.received_at.date().isoformat() == "2026-11-19"
    assert given.acknowledge_by
    assert given.acknowledge_by.date().isoformat() == "2026-11-23"
