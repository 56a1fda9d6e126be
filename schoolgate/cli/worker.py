"""`schoolgate worker`: the outbox sender and the mail intake."""

import sys
from argparse import ArgumentParser, Namespace

from schoolgate.cli.running import become
from schoolgate.cli.starting import choose_settings

HELP = "Send what is due and take mail in, until stopped."


def configure(parser: ArgumentParser) -> None:
    """Declare no options: DATA_DIR, MAIL_PORT and MAIL_RELAY say it all."""
    del parser


def run(args: Namespace) -> int:
    """Become the worker; 1 when an upgrade is under way."""
    del args
    choose_settings()
    return become([sys.executable, "-m", "schoolgate.worker"])
