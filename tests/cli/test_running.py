"""The lock that every running part of an installation holds."""

import subprocess
import sys
import time
from contextlib import suppress
from urllib.request import urlopen

import pytest

from schoolgate.cli.running import nothing_else_runs
from tests.cli.backups import installation
from tests.cli.backups.installation import Installation
from tests.databases import OwnDatabase
from tests.faults.intake import free_port

READY_WITHIN_SECONDS = 30


@pytest.fixture
def here(own_database: OwnDatabase) -> Installation:
    return installation.of(own_database)


def runs(here: Installation) -> bool:
    with nothing_else_runs(here.folder) as is_alone:
        return not is_alone


def test_the_pages_hold_it_until_they_end(here: Installation) -> None:
    port = str(free_port())
    assert not runs(here)

    process = subprocess.Popen(
        [sys.executable, "-m", "schoolgate.cli.main", "web"],
        env=here.environment(PORT=port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://localhost:{port}/healthz")
        assert runs(here)  # it has become the server by now, and holds it still
    finally:
        process.terminate()
        process.wait(20)

    assert not runs(here)


def test_what_was_killed_holds_it_no_more(here: Installation) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "schoolgate.cli.main", "worker"],
        env=here.environment(MAIL_PORT=str(free_port())),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    began = time.monotonic()
    while not runs(here) and time.monotonic() - began < READY_WITHIN_SECONDS:
        time.sleep(0.02)
    assert runs(here)

    process.kill()
    process.wait()

    assert not runs(here)


def wait_for(url: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < READY_WITHIN_SECONDS:
        with suppress(OSError), urlopen(url, timeout=5):  # noqa: S310
            return
        time.sleep(0.1)
    raise TimeoutError(url)
