"""What families tell: who gets it, who may read it, what was made of it, how used."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Objection, Restriction
from schoolgate.domain.enquiries.models import Enquiry, Telling
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS, closing
from tests.web.last_mail import last_mail_to
from tests.web.world import ask, tell

SignIn = Callable[[str], Client]
FLUTE = "She plays the flute every day."


def telling(cast: Cast, **changes: str) -> dict[str, str]:
    """Return the form as Leila fills it in."""
    return {
        "child": cast.student("amal").public_id,
        "kind": "strength",
        "about": "pastoral",
        "subject": "",
        "text": FLUTE,
        "who_reads": "all",
        "key": next(KEYS),
        **changes,
    }


def thread(client: Client, enquiry: Enquiry) -> str:
    url = reverse("family:ask_thread", args=[enquiry.public_id])
    return words_of(client.get(url).content)


def page_of(client: Client, cast: Cast, name: str = "amal") -> Any:
    return client.get(reverse("staff:student", args=[cast.student(name).public_id]))


def used(told: Enquiry, text: str = "She opened our concert.") -> dict[str, str]:
    name = told.telling.public_id
    return {f"{name}-text": text, f"{name}-key": next(KEYS)}


def url_of_use(told: Enquiry) -> str:
    return reverse("staff:students_used", args=[told.telling.public_id])


@pytest.fixture
def told(cast: Cast, frozen: Any) -> Enquiry:
    return tell(cast.contact("leila"), cast.student("amal"), FLUTE)


@pytest.mark.clause("PR-7.5")
def test_what_a_parent_tells_is_noted_reaches_who_needs_it_and_says_so_before(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    leila = sign_in("leila")

    before = leila.post(reverse("family:tell_check"), telling(cast))
    form = telling(cast, send="yes")
    sent = leila.post(reverse("family:tell_check"), form, follow=True)

    words = words_of(before.content)
    assert "Mrs Quinn, Amal’s form teacher, will get this." in words
    assert "You will read what was made of it." in words
    assert "Everyone who teaches this child" in words
    assert FLUTE in words_of(sent.content)
    desk = words_of(sign_in("quinn").get(reverse("staff:desk")).content)
    assert "Read what is told by Mrs Haddad" in desk
    with school_in_force(cast.oakfield.pk):
        assert Telling.objects.get().enquiry.begun == "told"


@pytest.mark.clause("PR-7.5", part="not closed without what was made of it")
def test_it_is_closed_only_with_what_was_made_of_it_which_the_family_reads(
    told: Enquiry, sign_in: SignIn
) -> None:
    quinn = sign_in("quinn")
    url = reverse("staff:desk_close", args=[told.public_id])

    empty = quinn.post(url, closing(outcome="", text="", seen_version=1))
    offered = words_of(
        quinn.get(reverse("staff:desk_enquiry", args=[told.public_id])).content
    )
    made = "She joins the wind group on Mondays."
    quinn.post(url, closing(outcome="used", text=made, seen_version=1))

    assert "Write what was made of it." in words_of(empty.content)
    assert "What was made of it?" in offered
    page = thread(sign_in("leila"), told)
    assert made in page
    assert "What you told us is being used" in page


def test_a_question_is_still_closed_only_after_an_answer(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    asked = ask(cast.contact("leila"), cast.student("amal"))

    refused = sign_in("byrne").post(
        reverse("staff:desk_close", args=[asked.public_id]), closing(seen_version=1)
    )

    assert refused.status_code == 403


@pytest.mark.clause("AC-3.2b")
def test_all_who_teach_the_child_see_what_was_shared_and_say_how_they_used_it(
    cast: Cast, told: Enquiry, sign_in: SignIn
) -> None:
    byrne, asked = sign_in("byrne"), ask(cast.contact("karim"), cast.student("amal"))

    seen = words_of(page_of(byrne, cast).content)
    beside = byrne.get(reverse("staff:desk_enquiry", args=[asked.public_id]))
    byrne.post(url_of_use(told), used(told))

    assert FLUTE in seen
    assert FLUTE in words_of(beside.content)
    assert "She opened our concert." in thread(sign_in("leila"), told)
    mail = last_mail_to(cast.contact("leila"))
    assert mail.kind == "school_wrote"
    with school_in_force(cast.oakfield.pk):
        assert "concert" not in render_mail(mail).text


@pytest.mark.clause("SE-K")
def test_a_parent_adds_what_they_know_and_sees_what_the_school_did_with_it(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    leila = sign_in("leila")
    form = telling(cast, kind="knows", who_reads="one", send="yes", text="Noise hurts.")

    sent = leila.post(reverse("family:tell_check"), form, follow=True)
    with school_in_force(cast.oakfield.pk):
        enquiry = Telling.objects.select_related("enquiry").get().enquiry
    sign_in("quinn").post(
        url_of_use(enquiry), used(enquiry, "She sits at the quiet end.")
    )

    assert "Something you know about your child" in words_of(sent.content)
    assert "She sits at the quiet end." in thread(leila, enquiry)


@pytest.mark.clause("AC-3.2b", part="only what the parent allowed")
def test_what_is_for_one_teacher_is_on_no_other_teachers_page(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    told = tell(cast.contact("leila"), cast.student("amal"), FLUTE, is_shared=False)

    byrne = sign_in("byrne")

    assert FLUTE not in words_of(page_of(byrne, cast).content)
    assert byrne.post(url_of_use(told), used(told)).status_code == 404


def test_a_parent_takes_it_back_and_shares_it_again(
    cast: Cast, told: Enquiry, sign_in: SignIn
) -> None:
    leila, byrne = sign_in("leila"), sign_in("byrne")
    url = reverse("family:tell_share", args=[told.public_id])
    seen = []

    for readers in ("one", "all"):
        leila.post(url, {"readers": readers, "key": next(KEYS)})
        seen.append(FLUTE in words_of(page_of(byrne, cast).content))

    assert seen == [False, True]


def test_who_answers_for_the_child_and_does_not_teach_them_sees_nothing_shared(
    cast: Cast, told: Enquiry, sign_in: SignIn
) -> None:
    for name in ("gallagher", "kerr"):
        assert FLUTE not in words_of(page_of(sign_in(name), cast).content)
    assert page_of(sign_in("hughes"), cast).status_code == 404


def test_the_other_parent_learns_nothing_of_it(
    cast: Cast, told: Enquiry, sign_in: SignIn
) -> None:
    karim = sign_in("karim")
    url = reverse("family:ask_thread", args=[told.public_id])

    assert karim.get(url).status_code == 404
    for route in ("family:home", "family:tell", "family:me", "family:whom"):
        assert "flute" not in words_of(karim.get(reverse(route)).content)


@pytest.mark.parametrize("how", ["restriction", "end of the tie"])
def test_what_was_shared_goes_with_the_tie_and_at_once_with_a_restriction(
    cast: Cast, told: Enquiry, sign_in: SignIn, how: str
) -> None:
    byrne = sign_in("byrne")
    before = FLUTE in words_of(page_of(byrne, cast).content)
    with school_in_force(cast.oakfield.pk):
        tie = cast.student("amal").ties.get(contact=cast.contact("leila"))
        if how == "restriction":
            Restriction.objects.create(
                school=cast.oakfield,
                tie=tie,
                kind=RestrictionKind.NO_INFORMATION,
                from_on=date(2026, 11, 1),
            )
        else:
            tie.ends_on = date(2026, 11, 20)
            tie.save()

    after = FLUTE in words_of(page_of(byrne, cast).content)

    assert (before, after) == (True, False)
    assert byrne.post(url_of_use(told), used(told)).status_code == 404


def test_how_it_was_used_is_not_said_to_who_may_not_be_told_about_learning(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    told = tell(cast.contact("leila"), cast.student("amal"))
    byrne = sign_in("byrne")
    byrne.post(url_of_use(told), used(told))
    before = thread(sign_in("leila"), told)
    with school_in_force(cast.oakfield.pk):
        tie = cast.student("amal").ties.get(contact=cast.contact("leila"))
        tie.responsibility = "professional"
        tie.save()
        Objection.objects.create(
            school=cast.oakfield,
            student=cast.student("amal"),
            made_on=date(2026, 11, 1),
        )

    after = thread(sign_in("leila"), told)

    assert "concert" in before
    assert "concert" not in after
