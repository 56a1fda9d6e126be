"""How long a backup of a large college takes, proof included, while the site answers.

Invented people, made in bulk: 20,000 students, 45,000 contacts, their ties and places
in groups. A page is asked for again and again meanwhile.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from benchmarks.databases import rows_on_each_database
from benchmarks.memory import below, kilobytes
from benchmarks.progress import say
from benchmarks.rows import Row
from tests.databases import OwnDatabase
from tests.faults.intake import free_port

STUDENTS, CONTACTS, GROUPS, PLACES_EACH = 20_000, 45_000, 400, 8
AT_ONCE = 5_000
MOST_SECONDS, MOST_MEGABYTES, MOST_ANSWER_MILLISECONDS = 20, 150, 2_000
READY_WITHIN_SECONDS = 60
PAUSE_SECONDS = 0.05


@dataclass
class Watch:
    """What was seen while the backup ran."""

    answers: list[float] = field(default_factory=list)
    largest: float = 0


def measure() -> list[Row]:
    """Measure a backup on every database."""
    return rows_on_each_database("backup")


def measure_on(name: str, database: OwnDatabase) -> list[Row]:
    """Fill the database, serve it, and back it up once without proof and once with."""
    say(f"backup: making {STUDENTS} students and {CONTACTS} contacts on {name}")
    rows = _fill()
    with _pages_served() as page:
        quick, watched = _timed(page, "--quick")
        proven, watched_too = _timed(page)
    answers = watched.answers + watched_too.answers
    slowest, many = max(answers) * 1000, f"{len(answers)} asked meanwhile"
    size = sum(each.stat().st_size for each in _backups(database.data_dir)) / 2e6
    whole = f"{rows:,} rows, {size:.0f} MB a file"
    memory = "both processes, shared pages counted once"
    return [
        Row("backup, not proven", quick, "s", name, note=whole),
        Row("backup and proof", proven, "s", name, MOST_SECONDS, whole),
        Row("backup", watched.largest, "MB at most", name, MOST_MEGABYTES),
        Row(
            "backup and proof",
            watched_too.largest,
            "MB at most",
            name,
            MOST_MEGABYTES,
            memory,
        ),
        Row("slowest page", slowest, "ms", name, MOST_ANSWER_MILLISECONDS, many),
    ]


def _backups(folder: Path) -> list[Path]:
    return [*(folder / "backups").glob("*.sgb")]


def _timed(page: Request, *arguments: str) -> tuple[float, Watch]:
    watch, done = Watch(), threading.Event()
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "schoolgate.cli.main", "backup", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    asking = threading.Thread(target=_ask, args=(page, watch, done))
    asking.start()
    while process.poll() is None:
        with suppress(OSError):
            used = sum(kilobytes(p, "Pss") for p in [process.pid, *below(process.pid)])
            watch.largest = max(watch.largest, used / 1024)
        time.sleep(PAUSE_SECONDS)
    seconds = time.monotonic() - began
    done.set()
    asking.join()
    if process.returncode:
        raise RuntimeError("the backup failed")
    return seconds, watch


def _ask(page: Request, watch: Watch, done: threading.Event) -> None:
    while not done.is_set():
        began = time.monotonic()
        with urlopen(page, timeout=60) as answer:  # noqa: S310 (loopback)
            answer.read()
        watch.answers.append(time.monotonic() - began)
        time.sleep(PAUSE_SECONDS)


@contextmanager
def _pages_served() -> Iterator[Request]:
    """Serve the pages and yield the request for a parent's home."""
    port = str(free_port())
    process = subprocess.Popen(
        [sys.executable, "-m", "schoolgate.cli.main", "web"],
        env={**os.environ, "PORT": port},
    )
    page = Request(f"http://localhost:{port}/home/", headers={"Cookie": _cookie()})
    try:
        began = time.monotonic()
        while time.monotonic() - began < READY_WITHIN_SECONDS:
            with suppress(OSError), urlopen(page, timeout=5):  # noqa: S310
                break
            time.sleep(0.2)
        yield page
    finally:
        process.terminate()
        process.wait(20)


def _cookie() -> str:
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from schoolgate.domain.accounts.models import Account  # noqa: PLC0415
    from tests.cast import load_cast  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(email=load_cast().email_of("leila")))
    connections.close_all()
    return client.cookies.output(header="", sep=";").strip().partition(";")[0]


def _fill() -> int:
    """Make the people; return how many rows were added."""
    from schoolgate.domain.schools.models import School  # noqa: PLC0415
    from schoolgate.foundation.tenancy import every_school  # noqa: PLC0415

    with every_school(reason="the benchmark makes a large college"):
        school = School.objects.get(name="Riverside College")
        return sum(len(made) for made in _people(school))


def _people(school: Any) -> Iterator[list[Any]]:
    from schoolgate.domain.people.models import (  # noqa: PLC0415
        Contact,
        GroupPlace,
        Student,
        Tie,
    )
    from schoolgate.domain.schools.enums import GroupKind  # noqa: PLC0415
    from schoolgate.domain.schools.models import Group  # noqa: PLC0415

    born = date(2009, 5, 1)
    groups = _made(
        Group(school=school, kind=GroupKind.CLASS, name=f"Set {n}")
        for n in range(GROUPS)
    )
    students = _made(
        Student(school=school, given_name=f"S{n}", family_name=f"Of{n}", born_on=born)
        for n in range(STUDENTS)
    )
    contacts = _made(
        Contact(
            school=school,
            title="Ms",
            given_name=f"C{n}",
            family_name=f"Of{n}",
            email=f"c{n}@family.example",
            mobile=f"07700 {n:06}",
        )
        for n in range(CONTACTS)
    )
    yield from (groups, students, contacts)
    yield _made(
        Tie(
            school=school,
            student=students[n % STUDENTS],
            contact=contact,
            relationship="mother",
            responsibility="parental",
            starts_on=born,
        )
        for n, contact in enumerate(contacts)
    )
    yield _made(
        GroupPlace(school=school, student=student, group=groups[(n * 7 + k) % GROUPS])
        for n, student in enumerate(students)
        for k in range(PLACES_EACH)
    )


def _made(rows: Iterator[Any]) -> list[Any]:
    ready = list(rows)
    manager = type(ready[0]).objects
    for start in range(0, len(ready), AT_ONCE):
        manager.bulk_create(ready[start : start + AT_ONCE])
    return ready
