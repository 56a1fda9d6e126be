"""Handing over, more time, notes for colleagues, and closing with an outcome."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import closing, handing, holding, note, reply
from tests.web.world import ask

SignIn = Callable[[str], Client]
THURSDAY_WEEK = "2026-12-10"


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"))


def url(name: str, enquiry: Enquiry) -> str:
    return reverse(f"staff:{name}", args=[enquiry.public_id])


def family_page(client: Client, enquiry: Enquiry) -> str:
    thread = reverse("family:ask_thread", args=[enquiry.public_id])
    return words_of(client.get(thread).content)


def fresh(enquiry: Enquiry) -> Enquiry:
    with school_in_force(enquiry.school_id):
        return Enquiry.objects.select_related("holder", "promise").get(pk=enquiry.pk)


def last_mail(enquiry: Enquiry) -> str:
    with school_in_force(enquiry.school_id):
        mail = OutboxMail.objects.order_by("-pk").first()
        assert mail
        return render_mail(mail).text


def test_it_is_handed_to_a_colleague_and_the_family_learns_who_has_it_but_not_why(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    osei = cast.staff("osei")

    sign_in("byrne").post(
        url("desk_hand_over", enquiry), handing(f"head_of_department.{osei.public_id}")
    )

    now = fresh(enquiry)
    assert (now.holder, now.step) == (osei, 2)
    assert now.due_at == enquiry.due_at, "passing on costs the school time"
    page = family_page(sign_in("leila"), enquiry)
    assert "Dr Osei has it" in page
    assert "She set the groups." not in page
    assert "Dr Osei has it" in last_mail(enquiry)
    assert "She set the groups." not in last_mail(enquiry)
    desk = words_of(sign_in("osei").get(url("desk_enquiry", enquiry)).content)
    assert "She set the groups." in desk


def test_it_goes_to_nobody_who_has_no_post_for_this_student(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    hughes = cast.staff("hughes")

    page = sign_in("byrne").post(
        url("desk_hand_over", enquiry), handing(f"form_teacher.{hughes.public_id}")
    )

    assert "They hold no post for this student." in words_of(page.content)
    assert fresh(enquiry).holder == cast.staff("byrne")


def test_who_gave_it_away_and_wrote_nothing_in_it_does_not_see_it_any_more(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    byrne, quinn = sign_in("byrne"), cast.staff("quinn")

    byrne.post(
        url("desk_hand_over", enquiry), handing(f"form_teacher.{quinn.public_id}")
    )

    assert byrne.get(url("desk_enquiry", enquiry)).status_code == 200, "his own note"
    assert sign_in("osei").get(url("desk_enquiry", enquiry)).status_code == 404


def test_more_time_is_told_with_its_reason_and_counts_as_a_new_date_not_as_kept(
    enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    sign_in("byrne").post(url("desk_extend", enquiry), holding(THURSDAY_WEEK))
    told, mailed = family_page(sign_in("leila"), enquiry), last_mail(enquiry)
    frozen.shift(timedelta(days=16))
    sign_in("byrne").post(url("desk_reply", enquiry), reply(seen_version=2))

    assert "You will hear by Thursday 10 December, 3:15pm." in told
    assert "Dr Osei is away until Monday." in told
    assert "It takes longer than was promised: now by Thursday 10 December" in told
    assert "by Thursday 10 December 2026, 3:15pm" in mailed
    assert "by the new date" in family_page(sign_in("leila"), enquiry)


def test_a_new_date_after_the_promise_has_passed_mends_nothing(
    enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    frozen.shift(timedelta(days=14))
    byrne = sign_in("byrne")
    byrne.post(url("desk_extend", enquiry), holding(THURSDAY_WEEK))

    byrne.post(url("desk_reply", enquiry), reply(seen_version=2))

    assert "later than promised" in family_page(sign_in("leila"), enquiry)


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("2026-12-05", "The school is closed on that day."),
        ("2026-11-25", "Choose a later day than they were given."),
        ("2035-01-01", "The school is closed on that day."),
        ("next week", "Write a day as year, month and day"),
    ],
)
def test_a_day_that_gives_no_more_time_is_refused_and_the_words_are_kept(
    enquiry: Enquiry, sign_in: SignIn, until: str, why: str
) -> None:
    page = sign_in("byrne").post(url("desk_extend", enquiry), holding(until))

    words = words_of(page.content)
    assert why in words
    assert "Dr Osei is away until Monday." in words
    given = fresh(enquiry).promise
    assert given is not None
    assert given.extended_to is None


def test_a_note_for_colleagues_is_for_them_alone_and_stops_no_clock(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")

    byrne.post(url("desk_note", enquiry), note("Ring the tutor first."))
    byrne.post(url("desk_reply", enquiry), reply())

    assert "Ring the tutor first." in words_of(
        sign_in("lynch").get(url("desk_enquiry", enquiry)).content
    )
    assert "Ring the tutor first." not in family_page(sign_in("leila"), enquiry)
    assert "Ring the tutor first." not in last_mail(enquiry)
    assert fresh(enquiry).state == "answered"


def test_it_closes_only_with_an_outcome_in_words(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")
    byrne.post(url("desk_reply", enquiry), reply())

    empty = byrne.post(url("desk_close", enquiry), closing(outcome="", text=""))
    byrne.post(url("desk_close", enquiry), closing(outcome="stays"))

    words = words_of(empty.content)
    assert "Choose how it was settled." in words
    assert "Write how it was settled." in words
    assert (fresh(enquiry).state, fresh(enquiry).outcome) == ("closed", "stays")


def test_what_may_not_be_answered_is_closed_with_a_reason_for_staff_alone(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn, now: Any
) -> None:
    with school_in_force(enquiry.school_id):
        cast.contact("leila").ties.update(ends_on=now.date())
        before = OutboxMail.objects.count()

    form = closing(seen_version=1, text="The tie has ended.")
    sign_in("byrne").post(url("desk_close", enquiry), form)

    assert (fresh(enquiry).state, fresh(enquiry).outcome) == ("closed", "may_not_reply")
    with school_in_force(enquiry.school_id):
        assert OutboxMail.objects.count() == before


def test_of_two_who_hand_it_over_the_second_sees_the_first(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    byrne, lynch = sign_in("byrne"), sign_in("lynch")
    osei, quinn = cast.staff("osei"), cast.staff("quinn")
    byrne.post(
        url("desk_hand_over", enquiry), handing(f"head_of_department.{osei.public_id}")
    )

    second = lynch.post(
        url("desk_hand_over", enquiry), handing(f"form_teacher.{quinn.public_id}")
    )

    assert "Somebody wrote in this enquiry while you did." in words_of(second.content)
    assert fresh(enquiry).holder == osei
