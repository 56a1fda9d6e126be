"""Clauses through the outermost surface: what a parent sees, what comes by mail."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.policies.actions import adopt_pack
from schoolgate.domain.schools.models import Group
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.mails import arrive, mail
from tests.web.family.test_asking import filled, words_of
from tests.web.filled import closing, reply
from tests.web.world import ask

SignIn = Callable[[str], Client]


def foretold(client: Client, form: dict[str, str]) -> str:
    """Return what a parent reads before sending."""
    return words_of(client.post(reverse("family:ask_check"), form).content)


@pytest.mark.clause("GN-A1a")
def test_a_general_query_goes_to_the_school_office(cast: Cast, sign_in: SignIn) -> None:
    words = foretold(sign_in("leila"), filled(cast, about="general"))

    assert "The school office will get this." in words


@pytest.mark.clause("GN-A1b")
@pytest.mark.clause("GN-5.1", part="portal")
def test_an_academic_concern_goes_to_the_subject_teacher_and_the_ladder_shows(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("leila")

    words = foretold(client, filled(cast))
    sent = client.post(
        reverse("family:ask_check"), filled(cast, send="yes"), follow=True
    )

    assert "Mr Byrne, Amal’s maths teacher, will get this." in words
    ladder = words_of(sent.content).partition("Where it is")[2]
    order = ["Mr Byrne", "Dr Osei", "Mrs Lynch", "Mr Adair"]
    places = [ladder.index(name) for name in order]
    assert places == sorted(places)


@pytest.mark.clause("GN-A1c")
def test_a_pastoral_concern_goes_to_the_form_teacher(
    cast: Cast, sign_in: SignIn
) -> None:
    words = foretold(sign_in("leila"), filled(cast, about="pastoral"))

    assert "Mrs Quinn, Amal’s form teacher, will get this." in words


@pytest.mark.clause("AC-3.3a")
def test_under_an_academys_policy_a_concern_goes_to_the_tutor_first(
    cast: Cast, sign_in: SignIn
) -> None:
    with school_in_force(cast.oakfield.pk):
        adopt_pack(
            cast.oakfield, "academy", by=SYSTEM, at=clock.now(), why="A new policy"
        )
        Post.objects.create(
            school=cast.oakfield,
            role=Role.TUTOR,
            holder=cast.staff("gallagher"),
            group=Group.objects.get(school=cast.oakfield, name="9B"),
        )

    words = foretold(sign_in("leila"), filled(cast, about="pastoral"))

    assert "Mr Gallagher, Amal’s tutor, will get this." in words
    assert "The school’s policy promises no time for this." in words


@pytest.mark.clause("GN-5.3a")
def test_the_receipt_by_mail_says_who_has_it_and_by_when_they_will_hear(
    cast: Cast, frozen: Any
) -> None:
    raw = mail(sender="karim@family.example", to="byrne@oakfield.example")

    arrive(cast.oakfield, raw, to="byrne@oakfield.example")

    with school_in_force(cast.oakfield.pk):
        text = render_mail(OutboxMail.objects.get()).text
    assert "Mr Byrne has it: Amal’s maths teacher." in text
    assert "You will hear by Wednesday 25 November 2026, 3:15pm." in text


@pytest.mark.clause("GN-5.3a", part="a receipt is not the acknowledgement")
def test_the_automatic_receipt_does_not_count_as_acknowledged(
    cast: Cast, frozen: Any
) -> None:
    enquiry = arrive(cast.oakfield, mail(sender="karim@family.example")).enquiry

    assert enquiry is not None
    assert enquiry.promise is not None
    assert enquiry.promise.acknowledged_at is None


@pytest.mark.clause("GN-5.3a", part="a school may say otherwise")
def test_a_school_can_let_the_receipt_count(cast: Cast, frozen: Any) -> None:
    with school_in_force(cast.oakfield.pk):
        adopt_pack(
            cast.oakfield,
            "grammar-ni",
            by=SYSTEM,
            at=clock.now(),
            why="The receipt is enough for us",
            settings={"receipt_acknowledges": True},
        )

    enquiry = arrive(cast.oakfield, mail(sender="karim@family.example")).enquiry

    assert enquiry is not None
    assert enquiry.promise is not None
    assert enquiry.promise.acknowledged_at is not None


@pytest.mark.clause("GN-5.3b")
@pytest.mark.parametrize(
    ("received", "by"),
    [
        (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), "Wednesday 25 November"),
        (datetime(2026, 11, 19, 17, 0, tzinfo=UTC), "Tuesday 24 November"),
        (datetime(2026, 10, 27, 9, 0, tzinfo=UTC), "Wednesday 4 November"),
    ],
    ids=["at the weekend", "after the school day", "in a holiday"],
)
def test_mail_outside_the_school_day_waits_for_the_next_one(
    cast: Cast, frozen: Any, received: datetime, by: str
) -> None:
    frozen.move_to(received)

    arrive(cast.oakfield, mail(sender="karim@family.example"))

    with school_in_force(cast.oakfield.pk):
        text = render_mail(OutboxMail.objects.get()).text
    assert f"You will hear by {by} 2026, 3:15pm." in text


@pytest.mark.clause("GN-5.2d")
def test_nothing_a_parent_wrote_can_be_closed_without_a_reply(
    cast: Cast, sign_in: SignIn
) -> None:
    enquiry = ask(cast.contact("leila"), cast.student("amal"))
    close = reverse("staff:desk_close", args=[enquiry.public_id])
    client = sign_in("byrne")

    refused = client.post(close, closing(seen_version=1))
    client.post(reverse("staff:desk_reply", args=[enquiry.public_id]), reply())
    closed = client.post(close, closing())

    assert (refused.status_code, closed.status_code) == (403, 302)


@pytest.mark.clause("FE-1.3")
def test_contact_runs_both_ways_a_parent_starts_it_and_answers_it(
    cast: Cast, sign_in: SignIn
) -> None:
    errol, patel = sign_in("errol"), sign_in("patel")
    form = {
        "child": cast.student("marcus").public_id,
        "about": "general",
        "text": "When does the placement start?",
        "key": "a" * 32,
        "send": "yes",
    }

    errol.post(reverse("family:ask_check"), form)
    with school_in_force(cast.riverside.pk):
        enquiry = Enquiry.objects.get()
    patel.post(reverse("staff:desk_reply", args=[enquiry.public_id]), reply())
    thread = errol.post(
        reverse("family:ask_write", args=[enquiry.public_id]),
        {"text": "Thank you, that helps.", "key": "b" * 32},
        follow=True,
    )

    words = words_of(thread.content)
    assert words.index("placement start?") < words.index("Dr Osei and I")
    assert words.index("Dr Osei and I") < words.index("that helps")
    assert "Ms Patel has it" in words


@pytest.mark.clause("GN-0", part="page")
@pytest.mark.clause("OB-0", part="page")
@pytest.mark.clause("AC-1", part="page")
@pytest.mark.parametrize("who", ["bridget", "ruth"])
def test_a_grandmother_and_a_foster_carer_ask_and_are_told_like_any_parent(
    cast: Cast, sign_in: SignIn, who: str
) -> None:
    child = {"bridget": "niamh", "ruth": "tyler"}[who]
    enquiry = ask(cast.contact(who), cast.student(child))
    url = reverse("staff:desk_reply", args=[enquiry.public_id])

    sign_in("byrne").post(url, reply(category="progress", text="It goes well."))

    thread = reverse("family:ask_thread", args=[enquiry.public_id])
    assert "It goes well." in words_of(sign_in(who).get(thread).content)


@pytest.mark.clause("GN-0", part="control")
def test_a_neighbour_with_no_responsibility_has_nobody_to_ask_about(
    cast: Cast, sign_in: SignIn
) -> None:
    page = words_of(sign_in("noreen").get(reverse("family:ask")).content)

    assert "There is nobody to ask about" in page
    assert "Sara" not in page


@pytest.mark.clause("FE-1.5", part="page")
@pytest.mark.clause("FE-1.7b", part="page")
def test_at_a_college_each_category_is_opened_on_its_own(
    cast: Cast, sign_in: SignIn
) -> None:
    with school_in_force(cast.riverside.pk):
        cast.student("zainab").objections.update(category="health")
    enquiry = ask(
        cast.contact("farida"), cast.student("zainab"), "How is she?", subject=""
    )
    url = reverse("staff:desk_reply", args=[enquiry.public_id])
    client = sign_in("patel")

    refused = client.post(url, reply(category="health", text="About health."))
    client.post(url, reply(category="attendance", text="She is here every day."))

    assert "This may not be told here." in words_of(refused.content)
    thread = reverse("family:ask_thread", args=[enquiry.public_id])
    words = words_of(sign_in("farida").get(thread).content)
    assert "She is here every day." in words
    assert "About health." not in words


@pytest.mark.clause("FE-1.7a", part="mail")
@pytest.mark.parametrize("category", ["behaviour", "sen", "health"])
def test_words_about_behaviour_needs_or_health_stay_behind_the_link(
    cast: Cast, sign_in: SignIn, category: str
) -> None:
    enquiry = ask(cast.contact("leila"), cast.student("amal"))
    url = reverse("staff:desk_reply", args=[enquiry.public_id])

    sign_in("byrne").post(url, reply(category=category, text="Not for the mail."))

    with school_in_force(cast.oakfield.pk):
        sent = render_mail(OutboxMail.objects.get(kind="enquiry_answered"))
    assert "Not for the mail." not in sent.text
    assert f"/enquiries/{enquiry.public_id}/" in sent.text
    assert sent.subject == f"An answer to your message ({enquiry.spoken_reference})"
