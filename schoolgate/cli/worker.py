"""`schoolgate worker`: the outbox sender and the mail intake."""

import os
import sys
from argparse import ArgumentParser, Namespace

from schoolgate.cli.starting import choose_settings

HELP = "Send what is due and take mail in, until stopped."


def configure(parser: ArgumentParser) -> None:
    """Declare no options: DATA_DIR, MAIL_PORT and MAIL_RELAY say it all."""
    del parser


def run(args: Namespace) -> int:
    """Become the worker."""
    del args
    choose_settings()
    command = [sys.executable, "-m", "schoolgate.worker"]
    os.execv(sys.executable, command)  # noqa: S606 (our own command)
