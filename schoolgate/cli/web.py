"""`schoolgate web`: the pages alone, as a unit of their own."""

import os
import sys
from argparse import ArgumentParser, Namespace

from schoolgate.cli.running import become
from schoolgate.cli.starting import choose_settings

HELP = "Serve the pages alone, until stopped; `worker` does the rest."
LOOPBACK = "127.0.0.1"


def configure(parser: ArgumentParser) -> None:
    """Declare no options: DATA_DIR, PORT and WEB_WORKERS say it all."""
    del parser


def run(args: Namespace) -> int:
    """Become the web server; 1 when an upgrade is under way."""
    del args
    choose_settings()
    return become(_server())


def _server() -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", LOOPBACK, "--port", os.environ.get("PORT", "8000")),
        *("--log-level", "warning", "--blocking-threads", "1"),
        *("--workers", os.environ.get("WEB_WORKERS", "1")),
        "schoolgate.config.wsgi:application",
    ]
