"""An import cut off in the middle has not happened; two at once wait for each other."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import close_old_connections, connection, connections

from schoolgate.domain.people.enums import ImportState
from schoolgate.domain.people.models import ImportBatch
from schoolgate.foundation.tenancy import every_school
from schoolgate.worker.importing import take_waiting_imports
from tests.cast import load_cast
from tests.databases import OwnDatabase
from tests.imports import asked, csv_of, data_manager, export, fresh, looked_at

ROOT = Path(__file__).resolve().parents[2]
STUDENTS = 300
SLOW = """
import sys, time, django
django.setup()
from django.db import connection
from schoolgate.worker.importing import take_waiting_imports

written = 0
def slowly(execute, sql, *args):
    global written
    done = execute(sql, *args)
    if sql.startswith('INSERT INTO "people_') and "importc" not in sql:
        written += 1
        print(written, flush=True)
        time.sleep(0.4)
    return done

with connection.execute_wrapper(slowly):
    take_waiting_imports()
"""


def many() -> bytes:
    """Return a file with many students, each with a mother."""
    return csv_of(
        *(
            f"A{n},Given{n},Family{n},02/03/2012,"
            f"Mum{n},Family{n},m{n}@family.example,,Mother,yes,,,,,,"
            for n in range(STUDENTS)
        )
    )


def start(database: OwnDatabase) -> "subprocess.Popen[str]":
    """Start a worker that does one step, slowly."""
    return subprocess.Popen(
        [sys.executable, "-c", SLOW],
        cwd=ROOT,
        env=database.environment(
            DJANGO_SETTINGS_MODULE=os.environ["DJANGO_SETTINGS_MODULE"]
        ),
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("after", [1, 2, 3])
def test_killed_in_the_middle_nothing_is_done_and_the_next_worker_does_it_all(
    own_database: OwnDatabase, after: int
) -> None:
    cast = load_cast()
    hughes = data_manager(cast.staff("hughes"))
    batch = asked(looked_at(cast.oakfield, many(), by=hughes), by=hughes)
    before = export(cast.oakfield)

    with start(own_database) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            if int(line) >= after:
                break
        worker.send_signal(signal.SIGKILL)
    connections.close_all()
    cut_off = export(cast.oakfield)
    state = fresh(batch).state
    take_waiting_imports()

    assert cut_off == before
    assert state == ImportState.APPLYING
    assert fresh(batch).state == ImportState.APPLIED
    assert sum("Given" in line for line in export(cast.oakfield)) == STUDENTS


def test_two_imports_at_once_make_nobody_twice(own_database: OwnDatabase) -> None:
    cast = load_cast()
    hughes = data_manager(cast.staff("hughes"))
    batches = [looked_at(cast.oakfield, many(), by=hughes) for _ in range(2)]
    for batch in batches:
        asked(batch, by=hughes)
    start_together = threading.Barrier(2)

    def work() -> None:
        start_together.wait()
        with suppress(Exception):  # on SQLite one may be told to wait, and tries again
            take_waiting_imports()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    began = time.monotonic()
    while take_waiting_imports() and time.monotonic() - began < 60:
        close_old_connections()

    with every_school(reason="the test looks at both"):
        states = sorted(ImportBatch.objects.values_list("state", flat=True))
    assert states == ["applied", "dry"]
    assert sum("Given" in line for line in export(cast.oakfield)) == STUDENTS
