"""`schoolgate init`: begin a school here, in the browser or at once."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import time
from email.utils import parseaddr
from typing import TYPE_CHECKING

from schoolgate.cli.migrate import start_on_records
from schoolgate.domain.schools.enums import Nation, SchoolKind
from schoolgate.kernel.packs import PACK_IDS

if TYPE_CHECKING:
    from schoolgate.domain.accounts.models import Account

HELP = (
    "Begin a school in this installation. Without options: print a link that sets one"
    " up in the browser. With all of them: set it up now."
)
WHOLE = ("name", "nation", "kind", "pack", "mail_domain", "administrator")
USAGE = 2


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("--name", help="what the school is called")
    add("--nation", choices=[each.value for each in Nation], help="whose law applies")
    add("--kind", choices=[each.value for each in SchoolKind], help="its kind")
    add("--pack", choices=PACK_IDS, help="the policy it runs")
    add("--mail-domain", help="what stands behind the @ of its addresses")
    add("--office", default="office", help="what stands before the @ for families")
    add("--opens", type=_time, default="08:45", help="when the school day begins")
    add("--closes", type=_time, default="15:15", help="when it ends")
    add("--administrator", type=_person, help='"Joan Kerr <j.kerr@school.example>"')


def run(args: Namespace) -> int:
    """Print the link, or found the school."""
    given = [name for name in WHOLE if getattr(args, name)]
    if given and (missing := [name for name in WHOLE if name not in given]):
        options = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
        sys.stderr.write(
            f"schoolgate init: {options} missing. Give all of them, or none to set the"
            " school up in the browser.\n"
        )
        return USAGE
    start_on_records()
    return _found(args) if given else _print_link()


def _print_link() -> int:
    from django.conf import settings  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from schoolgate.domain.accounts.actions.founding import (  # noqa: PLC0415
        issue_founding_code,
    )
    from schoolgate.foundation import clock  # noqa: PLC0415

    code = issue_founding_code(at=clock.now())
    sys.stdout.write(
        "Open this link to set up a school. It works once, for one day:\n"
        f"{settings.BASE_URL}{reverse('begin', args=[code])}\n"
    )
    return 0


def _found(args: Namespace) -> int:
    from schoolgate.domain.accounts.actions.founding import (  # noqa: PLC0415
        Administrator,
        Founding,
        found_school,
    )
    from schoolgate.domain.schools.actions.details import (  # noqa: PLC0415
        Details,
        MailDomainTakenError,
    )
    from schoolgate.foundation import clock  # noqa: PLC0415

    name, email = args.administrator
    given, _, family = name.rpartition(" ")
    founding = Founding(
        details=Details(
            name=args.name,
            nation=Nation(args.nation),
            kind=SchoolKind(args.kind),
            mail_domain=args.mail_domain.lower(),
            office_mailbox=args.office.lower(),
        ),
        pack=args.pack,
        opens=args.opens,
        closes=args.closes,
        administrator=Administrator("", given, family, email),
    )
    try:
        account = found_school(founding, at=clock.now())
    except MailDomainTakenError as taken:
        sys.stderr.write(f"schoolgate init: --mail-domain: {taken}\n")
        return USAGE
    sys.stdout.write(
        f"{args.name} is set up. {email} is its administrator. They sign in first by"
        f" this link, which works once, for seven days:\n{_way_in(account)}\n"
    )
    return 0


def _way_in(account: "Account") -> str:
    """Invite the administrator, and return the link: mail may not go yet."""
    from django.conf import settings  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from schoolgate.domain.accounts.access.actors import staff_actors_of  # noqa: PLC0415
    from schoolgate.domain.accounts.actions.invitations import (  # noqa: PLC0415
        invite,
        secret_of,
    )
    from schoolgate.domain.accounts.enums import InvitationWay  # noqa: PLC0415
    from schoolgate.domain.disclosure.access import may_join  # noqa: PLC0415
    from schoolgate.foundation import clock  # noqa: PLC0415
    from schoolgate.foundation.tenancy import school_in_force  # noqa: PLC0415
    from schoolgate.kernel.actors import SYSTEM  # noqa: PLC0415

    at = clock.now()
    actor = staff_actors_of(account, at=at)[-1]  # the newest: this school's
    with school_in_force(*actor.school_ids):
        gate = may_join(actor.staff, on=actor.day_of(at))
        made = invite(actor.staff, InvitationWay.MAIL, gate=gate, by=SYSTEM, at=at)
    return f"{settings.BASE_URL}{reverse('join_link', args=[secret_of(made)])}"


def _time(said: str) -> time:
    try:
        return time.fromisoformat(said)
    except ValueError:
        raise ArgumentTypeError(
            f"found {said!r}; allowed: hours and minutes, such as 08:45"
        ) from None


def _person(said: str) -> tuple[str, str]:
    name, email = parseaddr(said)
    if " " not in name.strip() or "@" not in email:
        raise ArgumentTypeError(
            f"found {said!r}; allowed: first name, last name and address, such as"
            ' "Joan Kerr <j.kerr@school.example>"'
        )
    return name.strip(), email
