"""Killing the sender again and again, and counting what became of the mail."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from schoolgate.domain.deliveries.enums import SendState
from tests.databases import OwnDatabase
from tests.faults.outbox import a_family, queue_mails, states
from tests.faults.sink import Sink, running_sink

LEASE_SECONDS = "0.3"
LONGEST_START_SECONDS = 5.0
MOST_OF_THE_TIME = 0.8
"""How often a kill waits for the first mail: on a busy machine most would otherwise
hit a sender that is only starting."""
FINISHED = frozenset({SendState.SENT, SendState.UNCERTAIN})
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Plan:
    """How much mail, how many kills, and the seed their moments are drawn from."""

    mails: int
    kills: int
    seed: int
    longest_life: float
    """Seconds; each life ends at a random moment up to this."""
    reply_after: float = 0.006
    """Seconds that the server takes between having a mail and saying so."""
    sender: str = "real"


@dataclass(frozen=True)
class Tally:
    """What became of the mail."""

    plan: Plan
    kills: int
    kills_before_the_last_mail: int
    states: dict[str, str]
    taken: Counter[str]
    seconds: float

    def count(self, state: SendState) -> int:
        """How many mails ended in this state."""
        return list(self.states.values()).count(state)

    @property
    def lost(self) -> list[str]:
        """Mails that the outbox calls sent, or has let go of, and nobody has."""
        return [
            each
            for each, state in self.states.items()
            if state != SendState.UNCERTAIN and not self.taken[each]
        ]

    @property
    def twice(self) -> list[str]:
        """Mails that the server has more than once."""
        return [each for each, times in self.taken.items() if times > 1]

    @property
    def uncertain_but_taken(self) -> int:
        """How many of those listed as uncertain had in fact arrived."""
        return sum(
            self.taken[each]
            for each, state in self.states.items()
            if state == SendState.UNCERTAIN
        )

    def __str__(self) -> str:
        return (
            f"{self.plan.sender} sender, seed {self.plan.seed}:"
            f" {self.plan.mails} mails, {self.kills} kills"
            f" ({self.kills_before_the_last_mail} with mail on its way),"
            f" lost {len(self.lost)}, twice {len(self.twice)}, uncertain"
            f" {self.count(SendState.UNCERTAIN)} (of which {self.uncertain_but_taken}"
            f" had arrived), {self.seconds:.1f} s"
        )


def kill_again_and_again(database: OwnDatabase, plan: Plan) -> Tally:
    """Fill the outbox, kill the sender at random moments, let the last one finish."""
    contact, student = a_family()
    queue_mails(plan.mails, contact=contact, student=student)
    connections.close_all()
    began = time.monotonic()
    ledger = database.data_dir / "taken.txt"
    with (
        running_sink(ledger, delay=plan.reply_after) as sink,
        senders(database, sink, lives=plan.kills + 1, kind=plan.sender) as process,
    ):
        early = [_kill_one(process, sink, plan, moment) for moment in _moments(plan)]
        process.wait(timeout=plan.mails)
    seconds = time.monotonic() - began
    return Tally(plan, len(early), sum(early), states(), sink.taken(), seconds)


@contextmanager
def senders(
    database: OwnDatabase,
    sink: Sink,
    *,
    lives: int = 1,
    kind: str = "real",
    lease: str = LEASE_SECONDS,
) -> Iterator["subprocess.Popen[str]"]:
    """Start a process that sends what is due, in so many lives one after the other."""
    command = [sys.executable, "-m", "tests.faults.sending"]
    process = subprocess.Popen(
        [*command, "--lives", str(lives), "--lease", lease, "--as", kind],
        cwd=ROOT,
        env=database.environment(MAIL_RELAY=sink.address),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the parent and its living child
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@dataclass(frozen=True)
class _Moment:
    """When a life ends: so long after its birth, or after its first mail."""

    is_after_a_mail: bool
    seconds: float


def _moments(plan: Plan) -> list[_Moment]:
    dice = random.Random(plan.seed)  # noqa: S311 (moments, not secrets)
    return [
        _Moment(
            is_after_a_mail=dice.random() < MOST_OF_THE_TIME,
            seconds=dice.uniform(0, plan.longest_life),
        )
        for _ in range(plan.kills)
    ]


def _kill_one(
    process: "subprocess.Popen[str]", sink: Sink, plan: Plan, moment: _Moment
) -> bool:
    """Kill the next sender at its moment; answer whether mail was left."""
    assert process.stdout is not None
    pid, before = int(process.stdout.readline()), sink.number_taken
    born = time.monotonic()
    while moment.is_after_a_mail and sink.number_taken == before < plan.mails:
        if time.monotonic() - born > LONGEST_START_SECONDS:
            break
        time.sleep(0.001)
    time.sleep(moment.seconds)
    has_mail_left = sink.number_taken < plan.mails
    os.kill(pid, signal.SIGKILL)
    return has_mail_left
