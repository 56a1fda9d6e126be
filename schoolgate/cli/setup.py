"""`schoolgate setup`: everything ready, nothing started."""

import sys
from argparse import ArgumentParser, Namespace

from schoolgate.cli.starting import data_dir, holds_demo, start_django

HELP = "Prepare the database and the style sheets; with --demo, the demo schools too."


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--demo", action="store_true", help="make the demo schools")


def holds_something() -> bool:
    """Answer whether the database has had any migration: it may hold a school."""
    from schoolgate.cli.backups.tables import applied_migrations  # noqa: PLC0415

    return bool(applied_migrations())


def run(args: Namespace) -> int:
    """Bring the database up to date, gather static files, make the demo if asked.

    Refuses to change a database that holds something, except the demo's: that is done
    by an upgrade, which makes a backup first.
    """
    start_django(demo=args.demo)
    from django.core.management import call_command  # noqa: PLC0415

    from schoolgate.cli.migrate import (  # noqa: PLC0415
        bring_up_to_date,
        waiting_migrations,
    )

    waiting = waiting_migrations()
    if waiting and not (args.demo or holds_demo()) and holds_something():
        sys.stderr.write(
            f"schoolgate: the database in {data_dir()} is of an older version:"
            f" {len(waiting)} steps are to be done, and nothing was changed. Run"
            " `schoolgate upgrade`: it makes a backup first. Then start again.\n"
        )
        return 1
    bring_up_to_date()
    call_command("collectstatic", interactive=False, verbosity=0)
    if args.demo and not holds_demo():
        from schoolgate.cli.demo.making import make_demo  # noqa: PLC0415

        make_demo()
    sys.stdout.write(f"Ready in {data_dir()}.{_what_is_next()}\n")
    return 0


def _what_is_next() -> str:
    from schoolgate.domain.schools.models import School  # noqa: PLC0415

    if School.objects.exists():
        return ""
    return " No school yet: `schoolgate init` prints a link that sets one up."
