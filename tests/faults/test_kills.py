"""The sender killed again and again: nothing lost, nothing sent twice.

The control is the same harness with a sender that forgets its mark; it must send
something twice, or the harness proves nothing.
"""

import os
import sys
from dataclasses import replace

import pytest
from django.db import IntegrityError

from schoolgate.domain.deliveries import actions as outbox
from schoolgate.domain.deliveries.enums import SendState
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import every_school
from tests.cast import Cast
from tests.databases import OwnDatabase
from tests.faults.kills import FINISHED, Plan, Tally, kill_again_and_again
from tests.faults.outbox import queue_mail

SEED = int(os.environ.get("KILL_SEED", "20261123"))


@pytest.fixture
def plan() -> Plan:
    return Plan(mails=300, kills=25, seed=SEED, longest_life=0.2)


def say(tally: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    """Print the counts and the seed: a claim is earned with them."""
    with capsys.disabled():
        sys.stderr.write(f"\n{tally}\n")


def test_a_sender_killed_again_and_again_loses_nothing_and_sends_nothing_twice(
    own_database: OwnDatabase, plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = kill_again_and_again(own_database, plan)

    say(tally, capsys)
    assert tally.kills == plan.kills
    assert set(tally.states.values()) <= FINISHED
    assert len(tally.states) == plan.mails
    assert tally.lost == []
    assert tally.twice == []
    assert set(tally.taken) <= set(tally.states)
    assert tally.count(SendState.UNCERTAIN) <= plan.kills


def test_the_control_a_sender_that_forgets_its_mark_sends_mails_twice(
    own_database: OwnDatabase, plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    control = replace(plan, sender="forgetful", reply_after=0.012)

    tally = kill_again_and_again(own_database, control)

    say(tally, capsys)
    assert len(tally.twice) > 0


def test_a_mail_that_was_never_marked_cannot_be_called_sent(cast: Cast) -> None:
    with every_school(reason="the sender works for every school"):
        queue_mail(cast.contact("leila"), cast.student("amal"))
        (mail,) = outbox.lease_due_mail(at=clock.now())

        outbox.record_sent(mail, receipt="250 Taken", at=clock.now())

        row = OutboxMail.objects.filter(pk=mail.pk)
        assert row.get().state == SendState.QUEUED
        with pytest.raises(IntegrityError, match="outbox_marked_before_hand_over"):
            row.update(state=SendState.SENT)
