"""`python -m schoolgate.worker`: the sender and the mail intake, until told to stop."""

import logging
import signal
import threading
from collections.abc import Callable

import django
from django.conf import settings
from django.db import close_old_connections

IDLE_SECONDS = 1.0
AFTER_AN_ERROR_SECONDS = 5.0

stop = threading.Event()
log = logging.getLogger("schoolgate.worker")


def main() -> None:
    """Run until SIGTERM or SIGINT; finish the mail in hand first."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    django.setup()
    from schoolgate.worker.intake import listening  # noqa: PLC0415 (after setup)
    from schoolgate.worker.sender import Sender  # noqa: PLC0415

    server = listening(settings.MAIL_PORT)
    server.start()
    try:
        _send_until_stopped(Sender().send_due_mail)
    finally:
        server.stop()


def _send_until_stopped(send_due_mail: Callable[[], int]) -> None:
    while not stop.is_set():
        close_old_connections()
        try:
            wait = 0.0 if send_due_mail() else IDLE_SECONDS
        except Exception:
            log.exception("the sender stumbled; it goes on")
            wait = AFTER_AN_ERROR_SECONDS
        stop.wait(wait)


if __name__ == "__main__":
    main()
