"""Each word of SMTP going wrong in each way: the mail ends as it should, visibly."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from schoolgate.domain.deliveries import actions as outbox
from schoolgate.domain.deliveries.enums import SendState
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.policies.models import Adoption
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import every_school, school_in_force
from schoolgate.integrations import relays
from schoolgate.worker.sender import Sender
from tests.cast import Cast
from tests.databases import OwnDatabase
from tests.faults.kills import senders
from tests.faults.outbox import a_family, count_states, queue_mail, queue_mails, states
from tests.faults.sink import (
    Answer,
    HangUp,
    KeepSilent,
    Say,
    Sink,
    Verb,
    running_sink,
)

IMPATIENT_SECONDS = 0.3
QUEUED, SENT, FAILED = SendState.QUEUED, SendState.SENT, SendState.FAILED
UNCERTAIN, WITHHELD = SendState.UNCERTAIN, SendState.WITHHELD


@pytest.fixture
def sink(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sink]:
    """Give a mail server as the school's relay, and a sender with little patience."""
    monkeypatch.setattr(relays, "TIMEOUT_SECONDS", IMPATIENT_SECONDS)
    with running_sink(tmp_path / "taken.txt") as running:
        settings.MAIL_RELAY = running.address
        yield running


@pytest.fixture
def mail(cast: Cast, frozen: Any, settings: Any) -> OutboxMail:
    """Queue one mail to Amal's mother, due now."""
    return queue(cast)


def queue(cast: Cast, contact: str = "leila", **facts: str) -> OutboxMail:
    """Queue one mail about Amal."""
    with school_in_force(cast.oakfield.pk):
        return queue_mail(cast.contact(contact), cast.student("amal"), **facts)


def after(mail: OutboxMail) -> OutboxMail:
    """Return the mail as the database has it now."""
    with every_school(reason="the tests look at what became of it"):
        return OutboxMail.objects.get(pk=mail.pk)


BEFORE_THE_MARK = (Verb.CONNECT, Verb.EHLO, Verb.MAIL, Verb.RCPT, Verb.DATA)
GONE = (HangUp(), KeepSilent())


@pytest.mark.parametrize("answer", [*GONE, Say("421 Closing")], ids=repr)
@pytest.mark.parametrize("verb", BEFORE_THE_MARK)
def test_a_server_that_goes_away_before_the_mail_gets_it_at_the_next_try(
    mail: OutboxMail, sink: Sink, frozen: Any, verb: Verb, answer: Answer
) -> None:
    sink.misbehave(verb, answer, times=2)  # an EHLO is followed by a HELO

    Sender().send_due_mail()

    waiting = after(mail)
    assert (waiting.state, waiting.attempts, waiting.marked_at) == (QUEUED, 1, None)
    assert waiting.receipt
    assert sink.taken() == {}
    sink.behave()
    frozen.shift(timedelta(minutes=1))
    Sender().send_due_mail()
    assert after(mail).state == SENT
    assert list(sink.taken().values()) == [1]


@pytest.mark.parametrize("verb", [Verb.MAIL, Verb.RCPT, Verb.DATA, Verb.DOT])
def test_a_server_that_says_not_now_gets_the_mail_at_the_next_try(
    mail: OutboxMail, sink: Sink, frozen: Any, verb: Verb
) -> None:
    sink.misbehave(verb, Say("451 Greylisted, come back"), times=1)

    Sender().send_due_mail()

    waiting = after(mail)
    assert (waiting.state, waiting.attempts) == (QUEUED, 1)
    assert waiting.receipt == "451 Greylisted, come back"
    assert Sender().send_due_mail() == 0
    frozen.shift(timedelta(minutes=1))
    Sender().send_due_mail()
    assert (after(mail).state, after(mail).attempts) == (SENT, 2)
    assert list(sink.taken().values()) == [1]


@pytest.mark.parametrize("verb", [Verb.CONNECT, Verb.EHLO])
@pytest.mark.parametrize("words", ["554 Not for you", "451 Not now"])
def test_a_server_that_will_not_be_greeted_refuses_us_and_not_the_mail(
    mail: OutboxMail, sink: Sink, verb: Verb, words: str
) -> None:
    sink.misbehave(verb, Say(words))

    Sender().send_due_mail()

    assert after(mail).state == QUEUED
    assert after(mail).receipt


@pytest.mark.parametrize("verb", [Verb.MAIL, Verb.RCPT, Verb.DATA, Verb.DOT])
def test_a_mail_refused_for_good_has_failed_and_says_why(
    mail: OutboxMail, sink: Sink, verb: Verb
) -> None:
    sink.misbehave(verb, Say("550 No such person"))

    Sender().send_due_mail()

    failed = after(mail)
    assert (failed.state, failed.receipt) == (FAILED, "550 No such person")
    assert sink.taken() == {}


@pytest.mark.parametrize("verb", [Verb.MAIL, Verb.RCPT, Verb.DATA, Verb.DOT])
@pytest.mark.parametrize("words", ["451 Not now", "550 Never"])
def test_one_mail_that_is_not_taken_does_not_stand_in_the_way_of_the_next(
    mail: OutboxMail, cast: Cast, sink: Sink, verb: Verb, words: str
) -> None:
    following = queue(cast)
    sink.misbehave(verb, Say(words), times=1)

    Sender().send_due_mail()

    assert after(mail).state == (FAILED if words.startswith("550") else QUEUED)
    assert after(following).state == SENT


@pytest.mark.parametrize(
    ("verb", "answer", "arrived"),
    [
        (Verb.WORDS, HangUp(), 0),
        (Verb.DOT, HangUp(), 0),
        (Verb.DOT, HangUp(has_taken=True), 1),
        (Verb.DOT, KeepSilent(), 0),
        (Verb.DOT, KeepSilent(has_taken=True), 1),
        (Verb.DOT, Say("what was that?"), 0),
        (Verb.DOT, Say("354 Go on"), 0),
    ],
    ids=repr,
)
def test_a_mail_cut_off_after_the_mark_is_uncertain_and_not_sent_again(
    mail: OutboxMail,
    sink: Sink,
    frozen: Any,
    verb: Verb,
    answer: Answer,
    arrived: int,
) -> None:
    sink.misbehave(verb, answer)

    Sender().send_due_mail()

    assert after(mail).state == UNCERTAIN
    assert after(mail).receipt
    sink.behave()
    frozen.shift(timedelta(days=1))
    Sender().send_due_mail()
    assert after(mail).state == UNCERTAIN
    assert sum(sink.taken().values()) == arrived


def test_a_recipient_whose_server_forwards_is_a_recipient(
    mail: OutboxMail, sink: Sink
) -> None:
    sink.misbehave(Verb.RCPT, Say("251 Will forward"))

    Sender().send_due_mail()

    assert after(mail).state == SENT


def test_a_server_that_is_not_there_is_tried_again_for_three_days_then_it_has_failed(
    mail: OutboxMail, settings: Any, frozen: Any, tmp_path: Path
) -> None:
    with running_sink(tmp_path / "never.txt") as gone:
        settings.MAIL_RELAY = gone.address
    waits = []

    while after(mail).state == QUEUED:
        Sender().send_due_mail()
        waits.append(after(mail).next_try_at - clock.now())
        frozen.move_to(after(mail).next_try_at)

    assert waits[:4] == [timedelta(minutes=each) for each in (1, 2, 4, 8)]
    assert max(waits) == timedelta(hours=4)
    assert after(mail).state == FAILED
    assert "refused" in after(mail).receipt
    assert clock.now() - mail.queued_at >= timedelta(hours=72)


class OvertakenSender(Sender):
    """Loses its lease to another worker after the server's "go ahead"."""

    def mark(self, mail: OutboxMail, address: str) -> bool:
        """Let another worker take the mail first, as it may once the lease ends."""
        outbox.lease_due_mail(at=clock.now() + outbox.LEASE)
        return super().mark(mail, address)


def test_a_lease_lost_before_the_mark_sends_nothing_and_waits_for_nobody(
    mail: OutboxMail, cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relays, "TIMEOUT_SECONDS", 30)
    following = queue(cast)

    OvertakenSender().send_due_mail()

    assert sink.taken() == {}
    assert "." not in sink.heard
    assert {after(mail).state, after(following).state} == {QUEUED}


class StumblingSender(Sender):
    """Loses its database between the server's "go ahead" and the mark."""

    def mark(self, mail: OutboxMail, address: str) -> bool:  # noqa: ARG002
        """Fail as a full disk or a restarting server makes it fail."""
        raise OperationalError("the database is away")


def test_a_mark_that_cannot_be_written_sends_nothing_until_the_lease_ends(
    mail: OutboxMail, sink: Sink, frozen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relays, "TIMEOUT_SECONDS", 30)

    with pytest.raises(OperationalError):
        StumblingSender().send_due_mail()

    assert after(mail).state == QUEUED
    assert sink.taken() == {}
    assert Sender().send_due_mail() == 0
    frozen.shift(outbox.LEASE)
    Sender().send_due_mail()
    assert after(mail).state == SENT
    assert list(sink.taken().values()) == [1]


def test_two_senders_at_once_send_everything_once(
    own_database: OwnDatabase,
) -> None:
    contact, student = a_family()
    queue_mails(100, contact=contact, student=student)

    with (
        running_sink(own_database.data_dir / "taken.txt") as sink,
        senders(own_database, sink, lease="120") as one,
        senders(own_database, sink, lease="120") as other,
    ):
        assert (one.wait(60), other.wait(60)) == (0, 0)

    assert set(sink.taken().values()) == {1}
    assert set(sink.taken()) == set(states())
    assert count_states() == {SENT: 100}


def test_a_restriction_added_after_queueing_holds_the_mail_back(
    mail: OutboxMail, cast: Cast, sink: Sink
) -> None:
    with school_in_force(cast.oakfield.pk):
        Restriction.objects.create(
            school=cast.oakfield,
            tie=cast.contact("leila").ties.get(student=cast.student("amal")),
            kind=RestrictionKind.NO_CONTACT,
            from_on=clock.now().date(),
        )

    Sender().send_due_mail()

    assert after(mail).state == WITHHELD
    assert sink.heard == []


def test_a_category_the_gate_no_longer_allows_is_held_back(
    cast: Cast, frozen: Any, sink: Sink
) -> None:
    with school_in_force(cast.riverside.pk):
        mail = queue_mail(cast.contact("farida"), cast.student("zainab"))
        OutboxMail.objects.filter(pk=mail.pk).update(category="health")

    Sender().send_due_mail()

    assert after(mail).state == WITHHELD
    assert sink.heard == []


def test_a_gate_that_cannot_be_asked_holds_the_mail_back(
    mail: OutboxMail, sink: Sink
) -> None:
    with every_school(reason="the school's policy is taken away"):
        OutboxMail.objects.filter(pk=mail.pk).update(category="learning")
        Adoption.objects.filter(school=mail.school).delete()

    Sender().send_due_mail()

    assert after(mail).state == WITHHELD
    assert after(mail).receipt == "could not be prepared: NoPolicyAdoptedError"
    assert sink.heard == []


def test_a_mail_that_cannot_be_rendered_is_held_back_and_the_others_go_on(
    cast: Cast, frozen: Any, sink: Sink
) -> None:
    broken = queue(cast, message="a message that is gone")
    sound = queue(cast)

    Sender().send_due_mail()

    assert after(broken).state == WITHHELD
    assert after(broken).receipt == "could not be prepared: DoesNotExist"
    assert after(sound).state == SENT
    assert len(sink.taken()) == 1


@pytest.mark.parametrize("is_folder", [False, True], ids=["smtp", "folder"])
@pytest.mark.parametrize(
    "address", ["ida@bücher.example", "ída@family.example", "ida@family.example\nx"]
)
def test_an_address_that_cannot_be_written_on_an_envelope_fails_alone(
    cast: Cast,
    frozen: Any,
    settings: Any,
    sink: Sink,
    tmp_path: Path,
    address: str,
    is_folder: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    if is_folder:
        settings.MAIL_RELAY = f"folder://{tmp_path}/sent"
    with school_in_force(cast.oakfield.pk):
        contact = cast.contact("karim")
        contact.email = address
        contact.save()
    strange, sound = queue(cast, "karim"), queue(cast)

    Sender().send_due_mail()

    assert after(strange).state == FAILED
    assert "address" in after(strange).receipt
    assert after(sound).state == SENT
