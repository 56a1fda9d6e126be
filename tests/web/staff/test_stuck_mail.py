"""Mail that did not go: seen by the office, and settled by it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.deliveries import actions as outbox
from schoolgate.domain.deliveries.enums import SendState
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.people.models import Contact
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.worker.sender import Sender
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.world import World, make_world

SignIn = Callable[[str], Client]


@pytest.fixture
def world(cast: Cast, frozen: Any) -> World:
    return make_world(cast)


def state_of(world: World) -> str:
    with school_in_force(world.stuck.school_id):
        return OutboxMail.objects.get(pk=world.stuck.pk).state


def settle(client: Client, world: World, **choice: str) -> None:
    url = reverse("staff:held_stuck", args=[world.stuck.public_id])
    client.post(url, {"key": "k" * 32, **choice})


def test_an_uncertain_mail_is_listed_without_what_it_says(
    world: World, sign_in: SignIn
) -> None:
    words = words_of(sign_in("flynn").get(reverse("staff:held")).content)

    assert "We do not know whether this reached Mrs Haddad" in words
    assert "maths set" not in words


def test_sent_again_it_waits_to_go(world: World, sign_in: SignIn) -> None:
    settle(sign_in("flynn"), world, again="yes")

    assert state_of(world) == SendState.QUEUED


def test_taken_as_arrived_it_is_done(world: World, sign_in: SignIn) -> None:
    settle(sign_in("flynn"), world, arrived="yes")

    assert state_of(world) == SendState.SENT
    page = sign_in("flynn").get(reverse("staff:held"))
    assert "Mrs Haddad" not in words_of(page.content)


def test_sent_again_twice_it_goes_once(world: World, sign_in: SignIn) -> None:
    client = sign_in("flynn")

    settle(client, world, again="yes")
    settle(client, world, again="yes")

    with school_in_force(world.stuck.school_id):
        due = outbox.lease_due_mail(at=clock.now())
    assert due.count(world.stuck) == 1


def test_held_back_and_tried_again_the_gate_is_asked_again(
    cast: Cast, world: World, sign_in: SignIn
) -> None:
    with school_in_force(cast.oakfield.pk):
        Restriction.objects.create(
            school=cast.oakfield,
            tie=cast.contact("leila").ties.get(student=cast.student("amal")),
            kind=RestrictionKind.NO_INFORMATION,
            from_on=date(2026, 11, 1),
        )
    settle(sign_in("flynn"), world, again="yes")

    with school_in_force(cast.oakfield.pk):
        due = outbox.lease_due_mail(at=clock.now())
        mail = due[due.index(world.stuck)]
        assert outbox.why_withheld(mail, at=clock.now()) == "restricted"


def test_a_mail_to_who_has_no_address_any_more_says_so(
    cast: Cast, world: World, sign_in: SignIn
) -> None:
    settle(sign_in("flynn"), world, again="yes")
    with school_in_force(world.stuck.school_id):
        Contact.objects.filter(pk=cast.contact("leila").pk).update(email="")

    Sender().send_due_mail()

    words = words_of(sign_in("flynn").get(reverse("staff:held")).content)
    assert "We could not reach Mrs Haddad" in words
    assert "There is no e-mail address on record." in words


def put_on_hold(client: Client, world: World) -> None:
    settle(client, world, again="yes", key="q" * 32)
    with school_in_force(world.stuck.school_id):
        assert outbox.hold_queued_mail() >= 1


def test_what_waited_when_a_backup_was_made_is_on_hold_and_does_not_go(
    world: World, sign_in: SignIn
) -> None:
    put_on_hold(sign_in("flynn"), world)

    Sender().send_due_mail()

    assert state_of(world) == SendState.HELD
    words = words_of(sign_in("flynn").get(reverse("staff:held")).content)
    assert "On hold since a backup was restored: to Mrs Haddad" in words
    assert "may have gone since" in words


def test_a_mail_on_hold_goes_when_the_office_says_so(
    world: World, sign_in: SignIn
) -> None:
    put_on_hold(sign_in("flynn"), world)

    settle(sign_in("flynn"), world, again="yes")
    Sender().send_due_mail()

    assert state_of(world) == SendState.SENT


def test_a_mail_on_hold_is_dropped_for_good(world: World, sign_in: SignIn) -> None:
    client = sign_in("flynn")
    put_on_hold(client, world)

    settle(client, world, drop="yes")
    client.post(
        reverse("staff:held_stuck", args=[world.stuck.public_id]),
        {"key": "m" * 32, "again": "yes"},
    )

    assert state_of(world) == SendState.DROPPED


def test_only_a_mail_on_hold_can_be_dropped(world: World, sign_in: SignIn) -> None:
    settle(sign_in("flynn"), world, drop="yes")

    assert state_of(world) == SendState.UNCERTAIN
