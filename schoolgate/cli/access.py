"""`schoolgate access`: what nobody else can put right about signing in."""

import sys
from argparse import ArgumentParser, Namespace

from schoolgate.cli.starting import start_django

HELP = (
    "Take away the second step of somebody who has lost phone, passkey and recovery"
    " codes, where no other administrator can."
)
USAGE = 2


def configure(parser: ArgumentParser) -> None:
    """Declare what can be done, and for whom."""
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    reset = what.add_parser(
        "reset-second-factor",
        help="take away app, passkeys and recovery codes of one account; it, and the"
        " other administrators, have a mail",
    )
    reset.add_argument(
        "email",
        metavar="EMAIL",
        help="the address they sign in with; be sure it is them who asks",
    )


def run(args: Namespace) -> int:
    """Take it away; 2 when nobody signs in with this address."""
    start_django()
    from schoolgate.domain.deliveries.actions.security import (  # noqa: PLC0415
        NobodyError,
        reset_second_step,
    )
    from schoolgate.foundation import clock  # noqa: PLC0415

    try:
        schools = reset_second_step(args.email, at=clock.now())
    except NobodyError:
        sys.stderr.write(
            f"schoolgate access: found {args.email!a}, with which nobody signs in at a"
            " school here. Look under Access for the address they sign in with.\n"
        )
        return USAGE
    sys.stdout.write(
        f"{args.email} has no second step any more, and is signed out everywhere. They"
        " set up another when they sign in next. On record at, and told to, "
        f"{', '.join(schools)}.\n"
    )
    return 0
