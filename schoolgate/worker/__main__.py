"""`python -m schoolgate.worker`: all that is done without a person, until stopped."""

import logging
import signal
import threading
from collections.abc import Callable

import django
from django.conf import settings
from django.db import close_old_connections

IDLE_SECONDS = 1.0
AFTER_AN_ERROR_SECONDS = 5.0
BETWEEN_CLEARINGS_SECONDS = 3600.0
BETWEEN_LOOKS_SECONDS = 60.0
BETWEEN_TIDYINGS_SECONDS = 600.0

stop = threading.Event()
log = logging.getLogger("schoolgate.worker")


def main() -> None:
    """Run until SIGTERM or SIGINT; finish the mail in hand first."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    django.setup()
    from schoolgate.worker.appointments import (  # noqa: PLC0415
        take_up_appointments,
    )
    from schoolgate.worker.importing import (  # noqa: PLC0415 (after setup)
        clear_old_imports,
        take_waiting_imports,
    )
    from schoolgate.worker.indexing import keep_words_up_to_date  # noqa: PLC0415
    from schoolgate.worker.intake import listening  # noqa: PLC0415
    from schoolgate.worker.sender import Sender  # noqa: PLC0415
    from schoolgate.worker.warning import warn_of_promises  # noqa: PLC0415

    server = listening(settings.MAIL_PORT)
    server.start()
    for do, seconds in (
        (take_waiting_imports, IDLE_SECONDS),
        (clear_old_imports, BETWEEN_CLEARINGS_SECONDS),
        (take_up_appointments, BETWEEN_LOOKS_SECONDS),
        (warn_of_promises, BETWEEN_LOOKS_SECONDS),
        (keep_words_up_to_date, BETWEEN_TIDYINGS_SECONDS),
    ):
        # Ends with the process: a step cut off in the middle has not happened.
        threading.Thread(target=_until_stopped, args=(do, seconds), daemon=True).start()
    try:
        _until_stopped(Sender().send_due_mail, IDLE_SECONDS)
    finally:
        server.stop()


def _until_stopped(do: Callable[[], int], idle_seconds: float) -> None:
    while not stop.is_set():
        close_old_connections()
        try:
            wait = 0.0 if do() else idle_seconds
        except Exception:
            log.exception("%s stumbled; it goes on", do.__name__)
            wait = AFTER_AN_ERROR_SECONDS
        stop.wait(wait)


if __name__ == "__main__":
    main()
