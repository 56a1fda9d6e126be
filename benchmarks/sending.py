"""How fast the outbox empties into a mail server on loopback.

Each mail is committed twice: its mark before the last dot, its receipt after it.
"""

import time
from contextlib import ExitStack
from typing import Any

from benchmarks.databases import rows_on_each_database
from benchmarks.progress import say
from benchmarks.rows import Row
from tests.databases import OwnDatabase

MAILS = 1500
LEASE = "120"
LONGEST_SECONDS = 300


def measure() -> list[Row]:
    """Measure one and two workers on every database."""
    return rows_on_each_database("sending")


def measure_on(name: str, database: OwnDatabase) -> list[Row]:
    """Empty a full outbox with one worker, then another with two."""
    from tests.faults.outbox import a_family  # noqa: PLC0415

    family = a_family()
    return [_row(name, database, family, workers) for workers in (1, 2)]


def _row(name: str, database: OwnDatabase, family: Any, workers: int) -> Row:
    from django.db import connections  # noqa: PLC0415

    from tests.faults.kills import senders  # noqa: PLC0415
    from tests.faults.outbox import queue_mails  # noqa: PLC0415
    from tests.faults.sink import running_sink  # noqa: PLC0415

    contact, student = family
    queue_mails(MAILS, contact=contact, student=student)
    connections.close_all()
    say(f"sending: {MAILS} mails with {workers} workers on {name}")
    ledger = database.data_dir / f"taken-{workers}.txt"
    with running_sink(ledger) as sink, ExitStack() as stack:
        started = [
            stack.enter_context(senders(database, sink, lease=LEASE))
            for _ in range(workers)
        ]
        for process in started:
            assert process.stdout is not None
            process.stdout.readline()
        began = time.monotonic()
        for process in started:
            process.wait(LONGEST_SECONDS)
        seconds = time.monotonic() - began
        taken = sink.taken()
    assert list(taken.values()) == [1] * MAILS, "not every mail was taken once"
    many = "s" if workers > 1 else ""
    return Row(
        f"sending, {workers} worker{many}", MAILS / seconds, "mails a second", name
    )
