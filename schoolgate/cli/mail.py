"""`schoolgate mail receive`: the pipe a mail server writes into."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from schoolgate.cli.running import RunningError, run_here
from schoolgate.cli.starting import data_dir, start_django

HELP = "Take mail in from files, folders or standard input."
NO_SUCH_PATH = 66
"""sysexits.h EX_NOINPUT."""
TRY_AGAIN = 75
"""sysexits.h EX_TEMPFAIL: the mail server keeps the mail and tries again."""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    actions = parser.add_subparsers(dest="action", required=True)
    receive = actions.add_parser("receive", help="take in one mail or many")
    receive.add_argument(
        "paths", nargs="*", type=Path, help="files or folders; none: standard input"
    )
    receive.add_argument(
        "--to", help="the envelope's recipient; else the mail's own headers"
    )
    receive.add_argument("--from", dest="sender", help="the envelope's sender")


def run(args: Namespace) -> int:
    """Store each mail and print one JSON line about it.

    Exit status 0 when every mail is safely stored, whatever became of it; 66 for a
    path that is not there; 75 when one could not be stored, and during an upgrade.
    """
    missing = [path for path in args.paths if not path.exists()]
    if missing:
        sys.stderr.write(f"schoolgate: there is no {missing[0]}\n")
        return NO_SUCH_PATH
    start_django()
    try:
        lock = run_here(data_dir())
    except RunningError as error:
        sys.stderr.write(f"schoolgate: {error}\n")
        return TRY_AGAIN
    try:
        return _take_all_in(args)
    finally:
        os.close(lock)


def _take_all_in(args: Namespace) -> int:
    status = 0
    for name, raw in _mails(args.paths):
        try:
            line = _take_in(name, raw, args.to, args.sender)
        except Exception as error:  # noqa: BLE001 (whatever it is, nothing is stored)
            line = {"path": name, "outcome": None, "reason": f"not stored: {error}"}
            status = TRY_AGAIN
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
    return status


def _mails(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    if not paths:
        yield "-", sys.stdin.buffer.read()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                yield os.fspath(file), file.read_bytes()


def _take_in(
    name: str, raw: bytes, to: str | None, sender: str | None
) -> dict[str, str | None]:
    from schoolgate.domain.enquiries.actions.mail import receive_mail  # noqa: PLC0415
    from schoolgate.domain.schools.queries import school_for_mail  # noqa: PLC0415
    from schoolgate.foundation import clock  # noqa: PLC0415
    from schoolgate.foundation.tenancy import school_in_force  # noqa: PLC0415
    from schoolgate.integrations.mime import read_mail  # noqa: PLC0415

    envelope = (to,) if to else ()
    mail = read_mail(raw, envelope_from=sender, recipients=envelope)
    school, recipient = school_for_mail(mail.recipients)
    with school_in_force(school.pk):
        taken = receive_mail(school, mail, recipient=recipient, at=clock.now())
    enquiry = taken.enquiry
    return {
        "path": name,
        "outcome": taken.mail.outcome,
        "reference": enquiry.reference if enquiry else None,
        "text": "" if taken.mail.outcome == "bounce" else taken.mail.text,
        "reason": taken.mail.reason,
    }
