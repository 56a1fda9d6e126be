"""`schoolgate backup`: one encrypted file of everything, proven by restoring it."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from schoolgate.cli.starting import data_dir, start_django

if TYPE_CHECKING:
    from schoolgate.cli.backups.keys import Recipient

HELP = "Make an encrypted backup while the site runs, and prove it."
KEEP = 14


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help="where backups are kept; without it `{DATA_DIR}/backups`, which is on the"
        " same disk as the data",
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="the key file; without it `{DATA_DIR}/backup.key`, made at the first time",
    )
    who.add_argument(
        "--recipient",
        action="append",
        metavar="AGE1…",
        help="a public key instead: then this machine cannot read its own backups;"
        " may be given several times",
    )
    parser.add_argument(
        "--keep", type=int, default=KEEP, help=f"how many to keep; without it {KEEP}"
    )
    parser.add_argument(
        "--quick", action="store_true", help="do not prove it by restoring it"
    )


def run(args: Namespace) -> int:
    """Back up; 0 when the backup is whole and proven, else 1 and nothing is left."""
    if args.keep < 1:
        sys.stderr.write(f"--keep: found {args.keep}; allowed: 1 or more.\n")
        return 1
    start_django()
    from schoolgate.cli.backups.faults import BackupError  # noqa: PLC0415
    from schoolgate.cli.backups.making import Plan, make_backup  # noqa: PLC0415
    from schoolgate.foundation import clock  # noqa: PLC0415

    try:
        plan = Plan(
            to=(args.to or data_dir() / "backups").resolve(),
            recipients=_recipients(args),
            keep=args.keep,
            proves=not args.quick,
        )
        made = make_backup(data_dir(), plan, at=clock.now())
    except BackupError as error:
        return _none_was_made(str(error))
    except Exception as error:  # noqa: BLE001 (whatever it is, there is no backup)
        return _none_was_made(f"{type(error).__name__}: {error}")
    how = "restored to try it, every row equal" if made.proven_at else "NOT proven"
    size = made.megabytes or "under 0.1"
    sys.stdout.write(f"{made.file}: {made.rows} rows, {size} MB, {how}\n")
    return 0


def _none_was_made(why: str) -> int:
    sys.stderr.write(f"schoolgate: no backup was made. {why}\n")
    return 1


def _recipients(args: Namespace) -> "list[Recipient]":
    from schoolgate.cli.backups import keys  # noqa: PLC0415

    if args.recipient:
        return [keys.recipient_of(each) for each in args.recipient]
    path = args.key or data_dir() / keys.KEY_NAME
    if not args.key and keys.made_once(path):
        sys.stderr.write(
            f"A key was made: {path}. Without it no backup can be read. Copy it now to"
            " somewhere that does not burn with this machine, such as a printed page"
            " in the school's safe. It is in no backup.\n"
        )
    return [each.to_public() for each in keys.identities_in(str(path))]
