"""How quickly we answer: kept, by a new date, late; and nobody told from it."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.foundation.tenancy import every_school
from schoolgate.kernel.vocabulary import Concern
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import further, holding, reply
from tests.web.world import ask

SignIn = Callable[[str], Client]
THURSDAY_WEEK = "2026-12-10"


def figures(sign_in: SignIn, who: str = "adair") -> str:
    answer = sign_in(who).get(reverse("staff:figures"))
    assert answer.status_code == 200
    return unescape(words_of(answer.content))


def questions(cast: Cast, number: int, **about: Any) -> list[Enquiry]:
    leila, amal = cast.contact("leila"), cast.student("amal")
    return [ask(leila, amal, **about) for _ in range(number)]


def answer(sign_in: SignIn, who: str, enquiry: Enquiry, seen: int = 1) -> None:
    url = reverse("staff:desk_reply", args=[enquiry.public_id])
    assert sign_in(who).post(url, reply(seen_version=seen)).status_code == 302


def test_what_was_kept_extended_and_late_is_told_apart(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    quick, later, *_never = questions(cast, 6)
    answer(sign_in, "byrne", quick)
    extend = reverse("staff:desk_extend", args=[later.public_id])
    sign_in("byrne").post(extend, holding(THURSDAY_WEEK))
    frozen.shift(timedelta(days=16))
    answer(sign_in, "byrne", later, seen=2)

    words = figures(sign_in)

    assert "Message, answered less than promised" in words
    assert "1 of 6 in time, 1 by a new date, 4 late · 16%, promised" in words
    assert "About Kept New date Late Academic concern 1 1 4" in words


def test_the_governors_read_the_new_date_too_and_it_is_not_kept(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    [later] = questions(cast, 1)
    extend = reverse("staff:desk_extend", args=[later.public_id])
    sign_in("byrne").post(extend, holding(THURSDAY_WEEK))
    frozen.shift(timedelta(days=16))
    answer(sign_in, "byrne", later, seen=2)

    page = sign_in("healy").get(reverse("governors:clauses"))

    words = unescape(words_of(page.content))
    assert "Message, answered in time 0 of 1 · 0%, promised" in words
    assert ", 1 by a new date" in words


def test_an_answer_counts_for_the_step_it_was_promised_on(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    for each in questions(cast, 5):
        answer(sign_in, "byrne", each)
        up = reverse("family:ask_further", args=[each.public_id])
        assert sign_in("leila").post(up, further()).status_code == 302
    frozen.shift(timedelta(days=21))

    words = figures(sign_in)

    assert "Step Kept New date Late Step 1 5 0 0 Step 2 0 0 5" in words


def test_fewer_than_five_are_never_told_apart(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    questions(cast, 1, concern=Concern.PASTORAL)
    questions(cast, 3)
    frozen.shift(timedelta(days=21))
    few = figures(sign_in)
    frozen.shift(timedelta(days=-21))
    questions(cast, 4)
    frozen.shift(timedelta(days=21))

    words = figures(sign_in)

    assert "Fewer than 5 answers fell due: too few to tell apart." in few
    assert "Pastoral concern" not in words
    assert "Late All together 0 0 8" in words, "one alone is the total less the rest"


def test_enough_stand_in_a_line_of_their_own(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    questions(cast, 5, concern=Concern.PASTORAL)
    questions(cast, 5)
    frozen.shift(timedelta(days=21))

    words = figures(sign_in)

    assert "Academic concern 0 0 5" in words
    assert "Pastoral concern 0 0 5" in words


def test_no_name_of_anybody_but_the_reader_stands_there(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    questions(cast, 6)
    frozen.shift(timedelta(days=21))

    words = figures(sign_in)

    with every_school(reason="the test looks for everybody"):
        names = {
            name
            for kind in (Contact, Student, StaffMember)
            for name in kind.objects.values_list("family_name", flat=True)
        } - {"Adair"}
    assert not {name for name in names if name in words}


def test_before_anything_fell_due_the_page_says_what_will_stand_there(
    cast: Cast, sign_in: SignIn
) -> None:
    words = figures(sign_in)

    assert "Nothing has fallen due yet" in words


def test_only_those_who_lead_find_it_in_their_places(
    cast: Cast, sign_in: SignIn
) -> None:
    led, others = (
        words_of(sign_in(who).get(reverse("staff:desk")).content)
        for who in ("adair", "flynn")
    )

    assert "How quickly" in led
    assert "How quickly" not in others
