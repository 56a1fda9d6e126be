"""The whole demo as `make run` starts it: web, worker and mail intake, on loopback."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection

from tests.databases import APP_ROLE, OWNER_ROLE

READY_WITHIN_SECONDS = 240


@dataclass(frozen=True)
class DemoSite:
    """Where it can be reached."""

    url: str
    mail_port: int
    data_dir: Path
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """Run a command of this installation and return what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "schoolgate.cli.main", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@contextmanager
def running_demo(folder: Path) -> Iterator[DemoSite]:
    """Start `schoolgate run --demo` on the suite's kind of database, until the end."""
    with _running(folder, "--demo") as site:
        yield site


@contextmanager
def running_empty(folder: Path) -> Iterator[DemoSite]:
    """Start an installation that holds no school yet, until the end."""
    with _running(folder) as site:
        yield site


@contextmanager
def _running(folder: Path, *options: str) -> Iterator[DemoSite]:
    port, mail_port = _free_port(), _free_port()
    with _database(folder) as database:
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("DJANGO")},
            **database,
            "DATA_DIR": str(folder),
            "PORT": str(port),
            "MAIL_PORT": str(mail_port),
            "BASE_URL": f"http://localhost:{port}",
        }
        environment.pop("PYTEST_CURRENT_TEST", None)
        process = subprocess.Popen(
            [sys.executable, "-m", "schoolgate.cli.main", "run", *options],
            env=environment,
        )
        site = DemoSite(f"http://localhost:{port}", mail_port, folder, environment)
        try:
            _wait_until_ready(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def _database(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the environment of an empty database, like a school's own."""
    names = connection.settings_dict
    if connection.vendor == "sqlite":
        yield {"DATABASE_URL": f"sqlite:///{folder}/schoolgate.db"}
        return
    at, name = f"{names['HOST']}:{names['PORT']}", f"demo_{uuid.uuid4().hex[:12]}"
    server = f"postgres://{OWNER_ROLE}@{at}/postgres"
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield {
                "DATABASE_URL": f"postgres://{APP_ROLE}@{at}/{name}",
                "DATABASE_OWNER_URL": f"postgres://{OWNER_ROLE}@{at}/{name}",
            }
        finally:
            owner.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _wait_until_ready(site: DemoSite, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the demo ended before it was ready"
        with (
            suppress(OSError),
            urllib.request.urlopen(f"{site.url}/readyz", timeout=2),  # noqa: S310
            socket.create_connection(("127.0.0.1", site.mail_port), timeout=2),
        ):
            return
        time.sleep(0.3)
    raise AssertionError(f"the demo was not ready after {READY_WITHIN_SECONDS} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
