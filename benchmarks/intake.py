"""How fast mail comes in by SMTP: each stored, made an enquiry of, and promised."""

import time
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTP

from benchmarks.databases import rows_on_each_database
from benchmarks.progress import say
from benchmarks.rows import Row
from tests.databases import OwnDatabase

MAILS = 300
TO = "office@oakfield.example"


def measure() -> list[Row]:
    """Measure one and four connections on every database."""
    return rows_on_each_database("intake")


def measure_on(name: str, database: OwnDatabase) -> list[Row]:
    """Give the intake its mails over one connection, then over four."""
    from django.db import connections  # noqa: PLC0415

    from tests.faults.intake import running_intake  # noqa: PLC0415

    connections.close_all()
    with running_intake(database) as intake:
        return [_row(name, intake.port, connections=each) for each in (1, 4)]


def _row(name: str, port: int, *, connections: int) -> Row:
    say(f"intake: {MAILS} mails over {connections} connections on {name}")
    began = time.monotonic()
    with ThreadPoolExecutor(connections) as pool:
        for done in pool.map(
            lambda each: _give(port, each, connections), range(connections)
        ):
            assert done
    seconds = time.monotonic() - began
    many = "s" if connections > 1 else ""
    return Row(
        f"intake, {connections} connection{many}",
        MAILS / seconds,
        "mails a second",
        name,
    )


def _give(port: int, start: int, step: int) -> bool:
    from tests.mails import mail  # noqa: PLC0415

    with SMTP("127.0.0.1", port, timeout=60) as server:
        for number in range(start, MAILS, step):
            raw = mail(
                sender="karim@family.example",
                text=f"Question {number} of {step}",
                message_id=f"<{number}.{step}@family.example>",
            )
            server.sendmail("karim@family.example", [TO], raw)
    return True
