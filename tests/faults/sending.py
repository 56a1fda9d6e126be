"""A sender that is there to be killed.

    python -m tests.faults.sending --lives 26 --lease 0.5 [--as forgetful]

Prints its process id and sends until the outbox is empty. Killed, it is born again,
as often as it has lives: a parent that has Django loaded forks it, so that a kill
costs milliseconds. The lease is short here, so that what a dead sender held is taken
up again at once.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import django

MOST_SECONDS = 600
IDLE_SECONDS = 0.01


def main(arguments: list[str]) -> int:
    """Live, be killed, live again; return how the last life ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lives", type=int, default=1)
    parser.add_argument("--lease", type=float, default=120)
    parser.add_argument("--as", dest="kind", default="real")
    chosen = parser.parse_args(arguments)
    django.setup()
    from schoolgate.domain.deliveries import actions as outbox  # noqa: PLC0415
    from tests.faults.senders import SENDERS  # noqa: PLC0415

    outbox.LEASE = timedelta(seconds=chosen.lease)
    status = 1
    for _ in range(chosen.lives):
        child = os.fork()
        if child == 0:
            send = SENDERS[chosen.kind]().send_due_mail
            os._exit(_send_until_empty(send))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status >= 0:
            break
    return status


def _send_until_empty(send_due_mail: Callable[[], int]) -> int:
    from schoolgate.foundation import clock  # noqa: PLC0415

    began = time.monotonic()
    while time.monotonic() - began < MOST_SECONDS:
        if send_due_mail():
            continue
        if _is_empty(clock.now()):
            return 0
        time.sleep(IDLE_SECONDS)
    return 1


def _is_empty(at: datetime) -> bool:
    """Answer whether nothing is left that goes on by itself."""
    from django.db.models import Q  # noqa: PLC0415

    from schoolgate.domain.deliveries.enums import SendState  # noqa: PLC0415
    from schoolgate.domain.deliveries.models import OutboxMail  # noqa: PLC0415
    from schoolgate.foundation.tenancy import every_school  # noqa: PLC0415

    soon = at + timedelta(seconds=30)
    waiting = Q(state=SendState.QUEUED, next_try_at__lte=soon)
    with every_school(reason="the tests wait until all is sent"):
        left = OutboxMail.objects.filter(waiting | Q(state=SendState.HANDING_OVER))
        return not left.exists()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
