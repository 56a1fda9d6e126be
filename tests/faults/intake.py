"""The mail intake as it runs at a school: a process of its own, on a free port."""

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import OwnDatabase

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"
LONGEST_START_SECONDS = 30.0


@dataclass(frozen=True)
class Intake:
    """A running worker that listens for mail."""

    port: int
    process: "subprocess.Popen[bytes]"

    def give(
        self,
        raw: bytes,
        *,
        to: str = "office@oakfield.example",
        sender: str = "bounces@family.example",
    ) -> None:
        """Hand one mail over as a mail server does; raises what smtplib raises."""
        with smtplib.SMTP(LOOPBACK, self.port, timeout=30) as server:
            server.sendmail(sender, [to], raw)


@contextmanager
def running_intake(database: OwnDatabase, **environment: str) -> Iterator[Intake]:
    """Start the worker, wait until it listens, and end it after the block."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "schoolgate.worker"],
        cwd=ROOT,
        env=database.environment(
            MAIL_PORT=str(port),
            MAIL_RELAY=f"folder://{database.data_dir}/sent",
            **environment,
        ),
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield Intake(port, process)
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a loopback port that nobody uses."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    began = time.monotonic()
    while time.monotonic() - began < LONGEST_START_SECONDS:
        try:
            socket.create_connection((LOOPBACK, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"Nothing listens at {LOOPBACK}:{port}.")
