"""`schoolgate check audit`: whether what is on record is whole."""

import sys
from argparse import ArgumentParser, Namespace

from schoolgate.cli.starting import start_django

HELP = "Prove that the records are whole."


def configure(parser: ArgumentParser) -> None:
    """Declare what can be checked."""
    parser.add_argument("what", choices=["audit"], help="the audit's hash chains")


def run(args: Namespace) -> int:
    """Walk every school's chain; 0 when each is whole, 1 and the places otherwise."""
    del args
    start_django()
    from schoolgate.domain.schools.models import School  # noqa: PLC0415
    from schoolgate.foundation.audit import breaks  # noqa: PLC0415
    from schoolgate.foundation.models import AuditEntry  # noqa: PLC0415
    from schoolgate.foundation.tenancy import every_school  # noqa: PLC0415

    with every_school(reason="every school's chain is walked"):
        names = dict(School.objects.values_list("pk", "name"))
        found = list(breaks())
        entries = AuditEntry.objects.count()
    for broken in found:
        place = f"{names[broken.school_id]}, entry {broken.sequence}"
        sys.stderr.write(f"audit: {place}: {broken.what}\n")
    sys.stdout.write(f"audit: {entries} entries, {len(found)} breaks\n")
    return 1 if found else 0
