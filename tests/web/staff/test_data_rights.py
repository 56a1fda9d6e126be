"""Requests for data and complaints about it: seen, answered, by the law's own clock."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.actions import why_withheld
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.enquiries.enums import DataKind
from schoolgate.domain.enquiries.models import DataMatter, Enquiry
from schoolgate.domain.people.actions.absences import record_absence
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.vocabulary import Role
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS, one_way, reply
from tests.web.last_mail import last_mail_to
from tests.web.world import World, ask, ask_data

SignIn = Callable[[str], Client]


def step(client: Client, matter: DataMatter, name: str, text: str = "So it is.") -> Any:
    url = reverse("staff:data_step", args=[matter.public_id])
    return client.post(url, {"step": name, "text": text, "key": next(KEYS)})


def page(client: Client, matter: DataMatter) -> str:
    url = reverse("staff:data_matter", args=[matter.public_id])
    return words_of(client.get(url).content)


def own_page(client: Client, matter: DataMatter) -> str:
    url = reverse("family:data_matter", args=[matter.public_id])
    return words_of(client.get(url).content)


def asking(cast: Cast, whose: str, **changes: str) -> dict[str, str]:
    filled = {"kind": "request", "text": "What do you hold?", "key": next(KEYS)}
    return filled | {"whose": cast.people[whose].public_id} | changes


def see(client: Client, enquiry: Enquiry, kind: str = "request") -> Any:
    url = reverse("staff:desk_data", args=[enquiry.public_id])
    return client.post(url, {"kind": kind, "key": next(KEYS)})


def matters(cast: Cast) -> list[DataMatter]:
    with school_in_force(cast.oakfield.pk):
        return list(DataMatter.objects.select_related("contact", "student"))


@pytest.fixture
def lead(cast: Cast) -> Post:
    """Mrs Kerr is the data protection lead."""
    with school_in_force(cast.oakfield.pk):
        return Post.objects.create(
            school=cast.oakfield,
            role=Role.DATA_PROTECTION_LEAD,
            holder=cast.staff("kerr"),
        )


def test_a_parent_asks_for_data_and_reads_by_when_the_law_wants_an_answer(
    cast: Cast, sign_in: SignIn
) -> None:
    leila = sign_in("leila")

    sent = leila.post(reverse("family:data"), asking(cast, "amal"), follow=True)

    words = words_of(sent.content)
    assert "You will have an answer by Wednesday 23 December 2026." in words
    assert "one calendar month" in words
    assert "You asked for what we hold" in words_of(
        leila.get(reverse("family:data")).content
    )


def test_a_complaint_is_acknowledged_within_thirty_days_counting_the_first(
    cast: Cast, sign_in: SignIn
) -> None:
    matter = ask_data(cast.contact("leila"), kind=DataKind.COMPLAINT)

    words = own_page(sign_in("leila"), matter)

    assert "You will hear that we have it by Tuesday 22 December 2026." in words
    assert "section 164A" in words


def test_it_goes_to_the_post_and_to_the_head_while_nobody_is_there(
    cast: Cast, frozen: Any, sign_in: SignIn, lead: Post
) -> None:
    matter = ask_data(cast.contact("leila"))
    url = reverse("staff:data_matter", args=[matter.public_id])

    def seen_by() -> list[int]:
        return [sign_in(name).get(url).status_code for name in ("kerr", "adair")]

    held = seen_by()
    desk = words_of(sign_in("kerr").get(reverse("staff:desk")).content)
    with school_in_force(cast.oakfield.pk):
        on = cast.oakfield.day_of(clock.now())
        kerr = cast.staff("kerr")
        record_absence(kerr, from_on=on, until_on=None, by=SYSTEM, at=clock.now())
    away = seen_by()

    assert held == [200, 404]
    assert "1 request or complaint to answer" in desk
    assert away == [200, 200]


def test_one_tap_sees_it_in_an_enquiry_whose_promise_goes_on(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    asked = ask(cast.contact("leila"), cast.student("amal"), "Send me all you hold.")
    frozen.shift(timedelta(days=1))
    byrne = sign_in("byrne")

    see(byrne, asked)
    see(byrne, asked)

    [matter] = matters(cast)
    assert matter.received_at == asked.opened_at, "from the day it came"
    assert (matter.contact, matter.student) == (asked.contact, asked.student)
    with school_in_force(cast.oakfield.pk):
        now = Enquiry.objects.get(pk=asked.pk)
    assert (now.state, now.due_at) == ("open", asked.due_at)
    desk = byrne.get(reverse("staff:desk_enquiry", args=[asked.public_id]))
    words = words_of(desk.content)
    assert "This is also a request for data" in words
    assert "by Wednesday 23 December 2026" in words
    assert "What was asked here keeps its promise." in words


def test_asking_again_after_an_acknowledgement_loses_no_day(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    asked = ask(cast.contact("leila"), cast.student("amal"), "Send me all you hold.")
    first_word = reply(acknowledge="yes", text="")
    sign_in("byrne").post(
        reverse("staff:desk_reply", args=[asked.public_id]), first_word
    )
    frozen.shift(timedelta(days=2))
    sign_in("leila").post(
        reverse("family:ask_write", args=[asked.public_id]),
        {"text": "Any news of it?", "key": next(KEYS)},
    )

    see(sign_in("byrne"), asked)

    [matter] = matters(cast)
    assert matter.received_at == asked.opened_at


def test_the_clock_stands_still_while_proof_is_awaited_and_goes_on_after(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    matter, adair = ask_data(cast.contact("leila")), sign_in("adair")

    step(adair, matter, "asked_back", "Please show us who you are.")
    still = own_page(sign_in("leila"), matter)
    frozen.shift(timedelta(days=4))
    adair = sign_in("adair")
    step(adair, matter, "came_back", "Thank you.")

    assert "The time goes on once we hear from you." in still
    assert "Please show us who you are." in still
    assert "answer by Sunday 27 December 2026" in page(adair, matter)


def test_two_months_more_can_be_told_within_the_first_and_not_after(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    matter, adair = ask_data(cast.contact("leila")), sign_in("adair")
    late = ask_data(cast.contact("karim"))

    step(adair, matter, "extended", "There are many papers.")
    frozen.shift(timedelta(days=40))
    refused = step(sign_in("adair"), late, "extended", "There are many papers.")

    assert "answer by Tuesday 23 February 2027" in page(sign_in("adair"), matter)
    assert "That cannot be now." in words_of(refused.content)
    assert "This is late" in own_page(sign_in("karim"), late)


def test_every_word_but_a_note_is_told_by_a_mail_that_says_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    matter, adair = ask_data(cast.contact("leila")), sign_in("adair")

    step(adair, matter, "note", "Ask the archive.")
    step(adair, matter, "answered", "It is ready at the office.")

    words = own_page(sign_in("leila"), matter)
    assert "It is ready at the office." in words
    assert "Ask the archive." not in words
    with school_in_force(cast.oakfield.pk):
        text = render_mail(last_mail_to(cast.contact("leila"))).text
    assert "It is ready" not in text
    assert f"/data/{matter.public_id}/" in text


def test_a_parent_under_a_restriction_asks_for_their_own_and_learns_of_no_child(
    cast: Cast, sign_in: SignIn
) -> None:
    gary = sign_in("gary")

    form = words_of(gary.get(reverse("family:data")).content)
    of_conor = gary.post(reverse("family:data"), asking(cast, "conor"))
    own = gary.post(reverse("family:data"), asking(cast, "gary"), follow=True)

    assert "Conor" not in form
    assert "Choose one of those that stand here." in words_of(of_conor.content)
    assert "Conor" not in words_of(own.content)
    [matter] = matters(cast)
    assert (matter.contact, matter.student) == (cast.contact("gary"), None)
    assert "Nothing goes to them by mail" in page(sign_in("adair"), matter)
    with school_in_force(cast.oakfield.pk):
        withheld = why_withheld(last_mail_to(cast.contact("gary")), at=clock.now())
    assert withheld == "restricted"


def test_a_request_about_a_child_is_gone_from_the_page_once_a_restriction_begins(
    cast: Cast, sign_in: SignIn
) -> None:
    leila = sign_in("leila")
    matter = ask_data(cast.contact("leila"), cast.student("amal"))
    url = reverse("family:data_matter", args=[matter.public_id])
    before = leila.get(url).status_code
    with school_in_force(cast.oakfield.pk):
        Restriction.objects.create(
            school=cast.oakfield,
            tie=cast.student("amal").ties.get(contact=cast.contact("leila")),
            kind=RestrictionKind.NO_CONTACT,
            from_on=date(2026, 11, 1),
        )

    assert (before, leila.get(url).status_code) == (200, 404)
    assert "You asked" not in words_of(leila.get(reverse("family:data")).content)


def test_a_kept_call_that_asks_for_data_is_on_record_without_the_child(
    cast: Cast, world: World, sign_in: SignIn
) -> None:
    url = reverse("staff:report_data", args=[world.kept_call.public_id])

    sign_in("flynn").post(url, {"kind": "request", "key": next(KEYS)})

    [matter] = [each for each in matters(cast) if each.kept_call_id]
    assert (matter.contact, matter.student) == (cast.contact("gary"), None)
    words = own_page(sign_in("gary"), matter)
    assert "Is he at school?" not in words, "the note of the call is for staff"


def test_who_was_asked_to_use_one_way_or_was_abusive_still_asks_for_data(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    asked = ask(cast.contact("leila"), cast.student("amal"))
    sign_in("adair").post(
        reverse("staff:desk_one_way", args=[asked.public_id]),
        one_way(channel="letter"),
    )
    sign_in("byrne").post(
        reverse("staff:desk_ended", args=[asked.public_id]), {"key": next(KEYS)}
    )

    sign_in("leila").post(reverse("family:data"), asking(cast, "leila"))

    assert len(matters(cast)) == 1


def test_the_other_parent_sees_nothing_of_it(
    cast: Cast, frozen: Any, sign_in: SignIn
) -> None:
    karim, home = sign_in("karim"), reverse("family:data")
    before = words_of(karim.get(home).content)

    matter = ask_data(cast.contact("leila"), cast.student("amal"))

    assert words_of(karim.get(home).content) == before
    url = reverse("family:data_matter", args=[matter.public_id])
    assert karim.get(url).status_code == 404
