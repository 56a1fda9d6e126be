"""A warning is neither lost nor doubled: cut off, done by two at once, late to go."""

import threading
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from schoolgate.domain.deliveries.actions.staff import queue_staff_notice
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.actions import warning
from schoolgate.domain.enquiries.models import Digest, Warned
from schoolgate.domain.enquiries.queries import warnings
from schoolgate.domain.enquiries.queries.warnings import owed_to_staff
from schoolgate.foundation import audit
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.worker.sender import Sender
from schoolgate.worker.warning import warn_of_promises
from tests.cast import Cast, load_cast
from tests.databases import OwnDatabase
from tests.web.world import ask

LAST_DAY = datetime.fromisoformat("2026-11-25T14:00:00+00:00")
AFTER_CLOSING = datetime.fromisoformat("2026-11-25T15:20:00+00:00")
NEXT_OPENING = datetime.fromisoformat("2026-11-26T08:45:00+00:00")


def told(cast: Cast) -> tuple[int, int, int]:
    with school_in_force(cast.oakfield.pk):
        mails = OutboxMail.objects.filter(kind="promises_due").count()
        return mails, Digest.objects.count(), Warned.objects.count()


def test_cut_off_in_the_middle_nothing_has_happened_and_the_next_look_does_it(
    cast: Cast, frozen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(cast.contact("leila"), cast.student("amal"))
    frozen.move_to(LAST_DAY)
    with monkeypatch.context() as patch:
        patch.setattr(audit, "record", cut_off)
        with pytest.raises(KeyboardInterrupt):
            warn_of_promises()
    between = told(cast)

    warn_of_promises()

    assert (between, told(cast)) == ((0, 0, 0), (1, 1, 1))


def cut_off(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("sees_the_other", [True, False])
def test_two_workers_at_the_same_moment_send_one_mail(
    own_database: OwnDatabase,
    frozen: Any,
    monkeypatch: pytest.MonkeyPatch,
    *,
    sees_the_other: bool,
) -> None:
    cast = load_cast()
    ask(cast.contact("leila"), cast.student("amal"))
    frozen.move_to(LAST_DAY)
    if not sees_the_other:  # both have looked before either writes: the row decides
        together = partial(looked, threading.Barrier(2))
        monkeypatch.setattr(warning, "owed_to_staff", together)

    run_twice()

    assert told(cast) == (1, 1, 1)


def test_the_control_without_a_row_for_the_day_two_workers_send_two(
    own_database: OwnDatabase, frozen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = load_cast()
    ask(cast.contact("leila"), cast.student("amal"))
    frozen.move_to(LAST_DAY)
    monkeypatch.setattr(warning, "owed_to_staff", partial(looked, threading.Barrier(2)))
    monkeypatch.setattr(warning, "_write", unguarded)

    run_twice()

    assert told(cast)[0] == 2


def unguarded(staff: Any, owed: Any, *, at: datetime) -> None:
    queue_staff_notice(staff, NoticeKind.PROMISES_DUE, path="/desk/", at=at)


def looked(together: threading.Barrier, *args: Any, **named: Any) -> Any:
    found = owed_to_staff(*args, **named)
    if found:
        together.wait(timeout=10)
    return found


def run_twice() -> None:
    broken: list[Exception] = []

    def work() -> None:
        try:
            warn_of_promises()
        except Exception as error:  # noqa: BLE001 (a thread's error is the test's)
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not broken


def test_one_that_could_not_go_in_school_hours_waits_for_the_next_opening(
    cast: Cast, frozen: Any, settings: Any, tmp_path: Path
) -> None:
    settings.MAIL_RELAY = f"folder://{tmp_path}/sent"
    ask(cast.contact("leila"), cast.student("amal"))
    Sender().send_due_mail()
    frozen.move_to(LAST_DAY)
    warn_of_promises()
    sent = [state_and_time(cast)]

    for moment in (AFTER_CLOSING, NEXT_OPENING):
        frozen.move_to(moment)
        Sender().send_due_mail()
        sent.append(state_and_time(cast))

    assert sent == [
        ("queued", LAST_DAY),
        ("queued", NEXT_OPENING),
        ("sent", NEXT_OPENING),
    ]


def state_and_time(cast: Cast) -> tuple[str, datetime]:
    with school_in_force(cast.oakfield.pk):
        mail = OutboxMail.objects.get(kind="promises_due")
    return mail.state, mail.next_try_at


def test_what_nobody_has_to_be_told_any_more_is_withheld_and_bothers_no_office(
    cast: Cast, frozen: Any, settings: Any, tmp_path: Path, sign_in: Any
) -> None:
    settings.MAIL_RELAY = f"folder://{tmp_path}/sent"
    enquiry = ask(cast.contact("leila"), cast.student("amal"))
    frozen.move_to(LAST_DAY)
    warn_of_promises()
    with school_in_force(cast.oakfield.pk):
        warnings.may_be_prompted_about().filter(pk=enquiry.pk).update(due_at=None)

    Sender().send_due_mail()

    assert state_and_time(cast)[0] == "withheld"
    office = sign_in("flynn").get("/desk/mail/").content.decode()
    assert "Held back" not in office
