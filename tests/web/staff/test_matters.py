"""Two enquiries about one matter become one, and one about two becomes two."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.enquiries.access.moves import may_join_enquiries
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Concern
from tests.cast import Cast
from tests.mails import arrive, mail
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS, reply
from tests.web.world import ask

SignIn = Callable[[str], Client]


@pytest.fixture
def first(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"), "Which maths set?")


@pytest.fixture
def later(cast: Cast, first: Enquiry, frozen: Any) -> Enquiry:
    frozen.shift(timedelta(days=1))
    return ask(cast.contact("leila"), cast.student("amal"), "And who decided it?")


def url(name: str, enquiry: Enquiry) -> str:
    return reverse(f"staff:{name}", args=[enquiry.public_id])


def fresh(enquiry: Enquiry) -> Enquiry:
    with school_in_force(enquiry.school_id):
        rows = Enquiry.objects.select_related("joined_into", "promise", "holder")
        return rows.get(pk=enquiry.pk)


def join(client: Client, seen: Enquiry, other: Enquiry, version: int = 1) -> Any:
    filled = {
        "join-other": other.public_id,
        "join-seen_version": version,
        "join-key": next(KEYS),
        "join": "yes",
    }
    return client.post(url("desk_matters", seen), filled)


def divide(client: Client, seen: Enquiry, *said: str, **changes: Any) -> Any:
    filled = {
        "divide-said": said,
        "divide-concern": "pastoral",
        "divide-subject": "",
        "divide-seen_version": fresh(seen).version,
        "divide-key": next(KEYS),
        "divide": "yes",
        **{f"divide-{name}": value for name, value in changes.items()},
    }
    return client.post(url("desk_matters", seen), filled)


def said_in(enquiry: Enquiry) -> list[Message]:
    with school_in_force(enquiry.school_id):
        return list(Message.objects.filter(enquiry=enquiry).order_by("pk"))


@pytest.mark.parametrize("from_the_later", [True, False])
def test_the_later_goes_on_in_the_earlier_with_the_earlier_promise(
    first: Enquiry, later: Enquiry, sign_in: SignIn, *, from_the_later: bool
) -> None:
    seen, other = (later, first) if from_the_later else (first, later)

    done = join(sign_in("byrne"), seen, other)

    assert done["Location"] == url("desk_enquiry", first)
    now = fresh(first)
    assert fresh(later).joined_into == now
    assert (now.state, now.due_at, now.promise) == ("open", first.due_at, first.promise)
    assert [each.text for each in said_in(later)] == ["And who decided it?"]


def test_both_references_lead_to_the_one_conversation_for_staff_and_family(
    first: Enquiry, later: Enquiry, sign_in: SignIn
) -> None:
    byrne, leila = sign_in("byrne"), sign_in("leila")
    join(byrne, first, later)

    pages = [
        byrne.get(url("desk_enquiry", later), follow=True),
        byrne.get(reverse("staff:desk_find"), {"said": later.reference}, follow=True),
        leila.get(f"/enquiries/{later.public_id}/", follow=True),
    ]

    for page in pages:
        words = unescape(words_of(page.content))
        assert words.index("Which maths set?") < words.index("And who decided it?")
    assert "goes on in" not in unescape(words_of(pages[2].content))
    home = leila.get(reverse("family:home")).content.decode()
    assert first.public_id in home
    assert later.public_id not in home


def test_mail_to_either_joins_the_one(
    cast: Cast, first: Enquiry, later: Enquiry, sign_in: SignIn
) -> None:
    join(sign_in("byrne"), first, later)

    for number, each in enumerate((first, later)):
        to = f"enquiry+{each.reference.lower()}@oakfield.example"
        raw = mail(
            sender="leila@family.example",
            to=to,
            text=f"One more thing: {number}",
            message_id=f"<{number}@family.example>",
        )
        arrive(cast.oakfield, raw, to=to)

    texts = [each.text for each in said_in(first)]
    assert "One more thing: 0" in texts
    assert "One more thing: 1" in texts


def test_one_answer_settles_both_and_nothing_more_is_owed(
    first: Enquiry, later: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")
    join(byrne, first, later)

    byrne.post(url("desk_reply", first), reply(seen_version=2))

    with school_in_force(first.school_id):
        waits = first.promises.filter(answered_at=None) | later.promises.filter(
            answered_at=None
        )
        assert not waits.exists()
    assert fresh(first).state == "answered"


def test_where_only_the_later_waits_the_earlier_waits_again_by_its_promise(
    first: Enquiry, later: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")
    byrne.post(url("desk_reply", first), reply())

    join(byrne, later, first)

    now = fresh(first)
    assert (now.state, now.due_at, now.promise) == ("open", later.due_at, later.promise)


def test_never_across_contacts_nor_across_students(
    cast: Cast, first: Enquiry, sign_in: SignIn
) -> None:
    of_his_father = ask(cast.contact("karim"), cast.student("amal"), "Which set?")
    of_her_brother = ask(cast.contact("leila"), cast.student("yusuf"), "Which set?")
    adair = sign_in("adair")

    answers = [join(adair, first, other) for other in (of_his_father, of_her_brother)]

    assert {each.status_code for each in answers} == {200}
    page = adair.get(url("desk_matters", first)).content.decode()
    with school_in_force(first.school_id):
        head = staff_actor(cast.staff("adair"))
        on = first.opened_at.date()
        for other in (of_his_father, of_her_brother):
            assert other.public_id not in page
            assert fresh(other).joined_into is None
            assert may_join_enquiries(head, first, other, on=on).reason == "of_others"


def test_who_answers_for_one_of_them_alone_joins_nothing(
    cast: Cast, first: Enquiry, sign_in: SignIn
) -> None:
    worry = ask(
        *(cast.contact("leila"), cast.student("amal"), "She is sad"),
        concern=Concern.PASTORAL,
    )

    page = join(sign_in("byrne"), first, worry)

    assert page.status_code == 200
    assert fresh(worry).joined_into is None


def test_what_was_joined_is_answered_by_nobody_any_more(
    first: Enquiry, later: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")
    join(byrne, first, later)

    refused = byrne.post(url("desk_reply", later), reply(seen_version=2))

    assert refused.status_code == 403
    assert len(said_in(later)) == 1


def test_of_two_at_once_the_second_sees_the_first(
    first: Enquiry, later: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")
    byrne.post(url("desk_reply", first), reply())

    page = join(byrne, first, later, version=1)

    assert "Somebody wrote in this enquiry while you did." in words_of(page.content)
    assert fresh(later).joined_into is None


def test_a_second_matter_gets_its_own_way_and_the_time_it_came_in(
    cast: Cast, first: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    leila = sign_in("leila")
    frozen.shift(timedelta(hours=1))
    leila.post(
        reverse("family:ask_write", args=[first.public_id]),
        {"text": "She sits alone at lunch, too.", "key": next(KEYS)},
    )
    [_, second] = said_in(first)
    frozen.shift(timedelta(days=2))

    done = divide(sign_in("byrne"), first, second.public_id)

    assert done.status_code == 302
    with school_in_force(first.school_id):
        new = (
            Enquiry.objects.exclude(pk=first.pk)
            .select_related("promise", "holder")
            .get()
        )
        copied = new.messages.exclude(kind="note").get()
    assert new.holder == cast.staff("quinn")
    assert (new.contact_id, new.student_id) == (first.contact_id, first.student_id)
    assert (new.promise and new.promise.received_at) == second.sent_at
    assert (copied.text, copied.sent_at) == (second.text, second.sent_at)
    kept = [each.text for each in said_in(first) if each.kind != "note"]
    assert kept == ["Which maths set?", "She sits alone at lunch, too."]
    assert "Divided off" not in words_of(
        sign_in("leila").get(f"/enquiries/{new.public_id}/").content
    )


def test_dividing_needs_something_the_family_said(
    first: Enquiry, later: Enquiry, sign_in: SignIn
) -> None:
    [of_the_other] = said_in(later)
    byrne = sign_in("byrne")

    pages = [divide(byrne, first), divide(byrne, first, of_the_other.public_id)]

    assert [each.status_code for each in pages] == [200, 200]
    with school_in_force(first.school_id):
        assert Enquiry.objects.count() == 2
