"""`schoolgate run`: web, worker and mail intake together; Ctrl-C ends all."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from types import FrameType

from schoolgate.cli.starting import choose_settings, data_dir
from schoolgate.cli.web import LOOPBACK

HELP = "Serve the school: pages, sending and mail intake."
GRACE_SECONDS = 10


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--demo", action="store_true", help="make and serve the demo schools"
    )


def run(args: Namespace) -> int:
    """Prepare, start everything, and wait until something ends or Ctrl-C."""
    port = os.environ.setdefault("PORT", "8000")
    mail_port = os.environ.setdefault("MAIL_PORT", "2525")
    for name, value in (("PORT", port), ("MAIL_PORT", mail_port)):
        if fault := _fault_of_port(name, value):
            sys.stderr.write(f"schoolgate: {fault}\n")
            return 1
    data_dir().mkdir(parents=True, exist_ok=True, mode=0o700)
    choose_settings(demo=args.demo)
    prepare = [sys.executable, "-m", "schoolgate.cli.main", "setup"]
    if args.demo:
        prepare.append("--demo")
    if subprocess.run(prepare, check=False).returncode:  # noqa: S603 (our own command)
        return 1
    return _serve(port, mail_port, demo=args.demo)


def _serve(port: str, mail_port: str, *, demo: bool) -> int:
    parts = [
        # In a group of their own: Ctrl-C reaches this process alone, which ends them in
        # order. Reached twice, the web server does not stop by itself.
        subprocess.Popen(command, process_group=0)  # noqa: S603 (our own commands)
        for command in (_part("web"), _part("worker"))
    ]
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _raise_interrupt)
    try:
        _say_where(port, mail_port, demo=demo)
        while all(part.poll() is None for part in parts):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    else:
        sys.stderr.write("schoolgate: a part has stopped, so the others stop too.\n")
        return 1
    finally:
        _end(parts)


def _raise_interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def _part(name: str) -> list[str]:
    return [sys.executable, "-m", "schoolgate.cli.main", name]


def _say_where(port: str, mail_port: str, *, demo: bool) -> None:
    whom = "Choose whom to be." if demo else ""
    sys.stdout.write(
        f"\n  Schoolgate: open http://localhost:{port}  {whom}\n"
        f"  Mail comes in at {LOOPBACK}:{mail_port}. Ctrl-C ends everything.\n\n"
    )
    sys.stdout.flush()


def _end(parts: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each part to stop, wait, and end what does not."""
    for part in parts:
        part.terminate()
    for part in parts:
        try:
            part.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()


def _fault_of_port(name: str, value: str) -> str | None:
    if not value.isdigit() or not 0 < int(value) < 2**16:
        return f"{name}: found {value!r}; allowed: a port number from 1 to 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, int(value)))
        except OSError:
            return (
                f"{name} {value} is in use. Stop what uses it, or choose another:"
                f" make run {name}={int(value) + 1}"
            )
    return None
