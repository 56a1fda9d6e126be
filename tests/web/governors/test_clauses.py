"""How we keep our word: every clause, its mark and figures, and nobody's name."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Account, Membership
from schoolgate.domain.people.models import Contact, Governor, StaffMember, Student
from schoolgate.domain.schools.models import School
from schoolgate.foundation.tenancy import every_school
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.world import CANARY, ask, make_world

SignIn = Callable[[str], Client]
A_WEEK = timedelta(days=7)


def page(sign_in: SignIn, who: str = "healy", query: str = "") -> str:
    """Return the words of a governor's page."""
    answer = sign_in(who).get(reverse("governors:clauses") + query)
    assert answer.status_code == 200
    return unescape(words_of(answer.content))


def clause(words: str, number: str, following: str) -> str:
    """Return what stands between the numbers of two clauses."""
    found = re.search(rf"(?<!\S){number} (.*?) {following} ", words)
    assert found, words
    return found[1]


def test_a_promise_that_was_not_kept_has_its_mark_its_figures_and_how_it_is_known(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    ask(cast.contact("leila"), cast.student("amal"))
    frozen.shift(A_WEEK)

    words = clause(page(sign_in), "5.3a", "5.3b")

    assert words.startswith("E-mail is held to the letter's two clocks")
    assert "broken Message, acknowledged in time 0 of 1 · 0%, promised" in words
    assert "Week of 23 Nov 0 1" in words
    assert "The time is set from the school’s own calendar" in words


def test_what_nothing_has_shown_yet_says_so(sign_in: SignIn) -> None:
    words = clause(page(sign_in), "5.2a", "5.2b")

    assert "no evidence yet Nothing has happened yet that would show it." in words


def test_one_sentence_sums_up_every_clause(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    ask(cast.contact("leila"), cast.student("amal"))
    frozen.shift(A_WEEK)

    words = page(sign_in)

    [sentence] = re.findall(r"Of 53 clauses, [^.]*\.", words)
    assert sum(int(number) for number in re.findall(r"\d+", sentence)[1:]) == 53
    assert "1 is broken" in sentence


def test_clauses_stand_under_their_number_and_those_not_built_are_folded_at_the_end(
    sign_in: SignIn,
) -> None:
    words = page(sign_in)

    assert words.index("Part 5 5.1 A query") < words.index("Part A A1a General")
    folded = words.index("clauses not built yet")
    assert words.index("A1c Pastoral") < folded < words.index("1.2 Parents of a child")


def test_the_page_can_be_asked_for_what_falls_short(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    nothing = page(sign_in, query="?show=not-kept")
    ask(cast.contact("leila"), cast.student("amal"))
    frozen.shift(A_WEEK)

    short = page(sign_in, query="?show=not-kept")

    assert "Nothing is broken or at risk" in nothing
    assert "Message, acknowledged in time" in short
    assert "A query reaches the right member of staff" not in short
    assert "clauses not built yet" not in short
    assert page(sign_in, query="?show=rubbish") == page(sign_in)


def test_each_school_has_its_own_policy(sign_in: SignIn) -> None:
    words = page(sign_in, "okoro")

    assert "Riverside College" in words
    assert "Of 27 clauses" in words


def test_without_a_policy_the_page_says_what_will_stand_there(
    sign_in: SignIn, frozen: Any
) -> None:
    with every_school(reason="the test founds a school"):
        school = School.objects.create(
            name="Newly Founded", nation="england", mail_domain="new.example"
        )
        ann = Governor.objects.create(
            school=school, given_name="Ann", starts_on=date(2026, 9, 1)
        )
        account = Account.objects.create(email="ann@governors.example")
        Membership.objects.create(school=school, account=account, governor=ann)
    client = Client()
    client.force_login(account)

    answer = client.get(reverse("governors:clauses"))

    assert answer.status_code == 200
    assert "No policy is in force here yet" in words_of(answer.content)


def test_a_governor_starts_here_and_a_parent_governor_at_home(sign_in: SignIn) -> None:
    assert sign_in("healy").get("/")["Location"] == reverse("governors:clauses")
    assert sign_in("fiona").get("/")["Location"] == reverse("family:home")
    assert "How we keep our word" in page(sign_in, "fiona")


def test_no_name_and_no_word_of_an_enquiry_stands_on_the_page(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    enquiry = make_world(cast).enquiry
    ask(cast.contact("sinead"), cast.student("conor"))
    frozen.shift(A_WEEK)
    with every_school(reason="the test looks for everybody"):
        people = [
            *Student.objects.all(),
            *Contact.objects.all(),
            *StaffMember.objects.all(),
        ]
    names = {name for one in people for name in (one.given_name, one.family_name)}
    asked = {CANARY, "Who decided", "maths set", "nobody@elsewhere"}

    def found_in(answer: Any) -> set[str]:
        body = answer.content.decode()
        said = {name for name in names if re.search(rf"\b{name}\b", body)}
        ids = {one.public_id for one in people if one.public_id in body}
        return said | ids | {word for word in asked if word in body}

    here = found_in(sign_in("healy").get(reverse("governors:clauses")))
    desk = reverse("staff:desk_enquiry", args=[enquiry.public_id])
    elsewhere = found_in(sign_in("byrne").get(desk))

    assert here == set()
    assert {"Haddad", "Amal", "Byrne", CANARY} <= elsewhere  # the control


def test_the_page_is_the_same_whoever_asked_and_whatever_they_wrote(
    cast: Cast, sign_in: SignIn
) -> None:
    def after(who: str, child: str, text: str) -> str:
        ask(cast.contact(who), cast.student(child), text)
        return page(sign_in)

    with transaction.atomic():
        one = after("leila", "amal", "About the maths set")
        transaction.set_rollback(True)
    other = after("sinead", "conor", CANARY)

    assert one == other
