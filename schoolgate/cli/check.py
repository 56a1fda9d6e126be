"""`schoolgate check`: whether the records are whole, and the installation is fit."""

import sys
from argparse import ArgumentParser, Namespace

from schoolgate.cli.migrate import start_on_records
from schoolgate.cli.starting import start_django

HELP = "Prove that the records are whole, or that the installation is fit for a school."


def configure(parser: ArgumentParser) -> None:
    """Declare what can be checked."""
    parser.add_argument(
        "what",
        choices=["audit", "deploy"],
        help="the audit's hash chains, or how it is installed",
    )
    parser.add_argument(
        "--json", action="store_true", help="what deploy finds, for a program"
    )


def run(args: Namespace) -> int:
    """Check; 0 when nothing is wrong, 1 and each place otherwise."""
    if args.what == "audit":
        start_on_records()
        return _audit()
    start_django()
    return _deploy(as_json=args.json)


def _audit() -> int:
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


def _deploy(*, as_json: bool) -> int:
    from schoolgate.cli.deploy import report  # noqa: PLC0415

    findings = report.find_all()
    say = report.as_json if as_json else report.written
    sys.stdout.write(say(findings))
    return 0 if report.is_fit(findings) else 1
