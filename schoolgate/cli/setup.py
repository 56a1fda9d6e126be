"""`schoolgate setup`: everything ready, nothing started."""

import sys
from argparse import ArgumentParser, Namespace

from schoolgate.cli.starting import data_dir, holds_demo, start_django

HELP = "Prepare the database and the style sheets; with --demo, the demo schools too."


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--demo", action="store_true", help="make the demo schools")


def run(args: Namespace) -> int:
    """Bring the database up to date, gather static files, make the demo if asked."""
    start_django(demo=args.demo)
    from django.core.management import call_command  # noqa: PLC0415

    from schoolgate.cli.migrate import bring_up_to_date  # noqa: PLC0415

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
