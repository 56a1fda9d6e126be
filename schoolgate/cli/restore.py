"""`schoolgate restore`: an empty installation becomes what a backup holds."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from schoolgate.cli.starting import data_dir, start_django

if TYPE_CHECKING:
    from schoolgate.cli.backups.after_restore import Settled
    from schoolgate.cli.backups.keys import Identity
    from schoolgate.cli.backups.restoring import Contents

HELP = "Restore a backup into an empty installation."


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument(
        "--into",
        type=Path,
        required=True,
        metavar="DATA_DIR",
        help="a folder that is empty or not there yet",
    )
    parser.add_argument(
        "--key",
        metavar="FILE",
        help="the key file; `-` reads it from standard input; without it"
        " `backup.key` in the folder restored into",
    )
    parser.add_argument(
        "--current",
        metavar="DATA_DIR_OR_URL",
        help="a newer database that can still be read: restrictions, holds, objections"
        " and withdrawn consents that the backup lacks are carried over",
    )
    parser.add_argument(
        "--prove", action="store_true", help="only compare: sends and records nothing"
    )


def run(args: Namespace) -> int:
    """Restore; 0 when every row was read back equal, else 1 and what to do.

    The file is checked to its last byte before anything is touched. Mail that waited
    is on hold for the office, nobody is signed in, the audit says that it happened.
    """
    from schoolgate.cli.backups import keys, restoring  # noqa: PLC0415
    from schoolgate.cli.backups.faults import BackupError  # noqa: PLC0415

    os.environ["DATA_DIR"] = str(args.into.resolve())
    folder = data_dir()
    try:
        restoring.require_empty_folder(folder)
        identities = keys.identities_in(args.key or str(folder / keys.KEY_NAME))
        contents = restoring.checked(args.file, identities)
        mark = restoring.mark_unfinished(folder)
        try:
            _restore(args, folder, identities, contents)
        except BaseException:
            restoring.clear(folder)
            raise
        mark.unlink()
    except (BackupError, OSError) as error:
        sys.stderr.write(f"schoolgate: nothing was restored. {error}\n")
        return 1
    return 0


def _restore(
    args: Namespace, folder: Path, identities: "list[Identity]", contents: "Contents"
) -> None:
    from schoolgate.cli.backups import restoring  # noqa: PLC0415

    restoring.put_files(args.file, identities, folder)
    start_django()
    from schoolgate.cli.backups.after_restore import settle  # noqa: PLC0415
    from schoolgate.cli.backups.carried_over import read_protections  # noqa: PLC0415
    from schoolgate.cli.migrate import as_owner, bring_up_to_date  # noqa: PLC0415
    from schoolgate.foundation import clock  # noqa: PLC0415
    from schoolgate.foundation.tenancy import every_school  # noqa: PLC0415

    with every_school(reason="a backup holds every school"):
        newer = read_protections(args.current) if args.current else None
        with as_owner():
            restoring.put_database(args.file, identities, contents)
        if args.prove:
            return
        bring_up_to_date()
        at = clock.now()
        settled = settle(contents.taken_at, newer, at=at)
    sys.stdout.write(_said(contents, settled, folder, now=f"{at:%d %B %Y, %H:%M} UTC"))


def _said(contents: "Contents", settled: "Settled", folder: Path, *, now: str) -> str:
    taken = f"{contents.taken_at:%d %B %Y, %H:%M} UTC"
    return f"""\
Restored: {contents.rows} rows, every table read back and equal.

WHAT IS MISSING: everything between {taken} and {now}.
  Enter again what was decided in that time, before anybody signs in:
  - court orders, restrictions, holds and objections (a backup cannot know them);
  - who left, and whose account or post ended.
  What was lifted or ended in that time is in force again.

CARRIED OVER from the newer database: {settled.carried_over}.
MAIL: {settled.held} mails were waiting and are on hold. The office finds them under
  "Held mail" and sends or drops each.
SIGNING IN: nobody is signed in any more.

Next, and then start it:
  DATA_DIR={folder} schoolgate check audit
  DATA_DIR={folder} schoolgate check deploy
"""
