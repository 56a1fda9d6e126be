"""`schoolgate import`: bring people in from a file, or say what it would change."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from schoolgate.cli.migrate import start_on_records

if TYPE_CHECKING:
    from schoolgate.domain.people.models import ImportBatch
    from schoolgate.domain.schools.models import School
    from schoolgate.kernel.roll import Roll

HELP = (
    "Say what a file with students, contacts, staff or classes would change. With"
    " --apply: take it in, all or nothing."
)
REFUSED = 1
USAGE = 2


def configure(parser: ArgumentParser) -> None:
    """Declare the file, the school and what is known of the file."""
    add = parser.add_argument
    add("file", type=Path, help="CSV, XLSX, a OneRoster ZIP or an ILR XML file")
    add(
        "--school",
        required=True,
        metavar="DOMAIN",
        help="what stands behind the @ of the school's addresses",
    )
    add("--apply", action="store_true", help="take it in; without it nothing changes")
    add(
        "--tick",
        action="append",
        default=[],
        metavar="CODE",
        help="a warning that somebody has looked at; once for each",
    )
    add("--whole-roll", action="store_true", help="who is not in it has left")
    add("--keep-ties", action="store_true", help="end no tie that is not in it")
    add(
        "--parents-answer",
        action="store_true",
        help="new mothers, fathers and parents have parental responsibility where the"
        " file does not say",
    )


def run(args: Namespace) -> int:
    """Print what would change, and take it in if asked to and everything is ticked."""
    start_on_records()
    from schoolgate.domain.schools.queries import (  # noqa: PLC0415
        school_with_address,
    )
    from schoolgate.foundation.tenancy import school_in_force  # noqa: PLC0415

    school = school_with_address(f"@{args.school}")
    if school is None:
        sys.stderr.write(
            f"schoolgate import: found no school with the mail domain {args.school!a}."
            " Look under School, Name, place and addresses.\n"
        )
        return USAGE
    try:
        data = args.file.read_bytes()
    except OSError as error:
        sys.stderr.write(f"schoolgate import: {args.file}: {error.strerror}\n")
        return USAGE
    with school_in_force(school.pk):
        return _brought_in(school, data, args)


def _brought_in(school: "School", data: bytes, args: Namespace) -> int:
    from django.db import transaction  # noqa: PLC0415

    from schoolgate.domain.deliveries.actions import addresses  # noqa: PLC0415
    from schoolgate.domain.disclosure.actions import importing  # noqa: PLC0415
    from schoolgate.domain.people.actions import imports  # noqa: PLC0415
    from schoolgate.foundation import clock  # noqa: PLC0415
    from schoolgate.kernel.actors import SYSTEM  # noqa: PLC0415

    at = clock.now()
    roll = _roll(school, data, args)
    with transaction.atomic():  # the worker must not find it between two steps
        batch = imports.keep_file(
            school, args.file.name, data, kind="command line", by=SYSTEM, at=at
        )
        batch = imports.say_columns(batch, mapping=None, headers="", by=SYSTEM, at=at)
        batch.options = _options(args)
        batch.save()
        batch = importing.dry_run(batch, roll, by=SYSTEM, at=at)
        _print(batch)
        left = imports.must_be_ticked(batch) - set(args.tick)
        if not args.apply or left or not batch.summary["changes"]:
            imports.drop_import(batch, by=SYSTEM, at=at)
            return _not_done(left, args, batch)
        imports.ask_to_apply(
            batch, ticked=args.tick, digest=batch.digest, by=SYSTEM, at=at
        )
        addresses.apply_import(batch, roll, by=SYSTEM, at=at)
    sys.stdout.write("Taken in. It can be taken back under People, Bring people in.\n")
    return 0


def _roll(school: "School", data: bytes, args: Namespace) -> "Roll":
    from schoolgate.foundation import clock  # noqa: PLC0415
    from schoolgate.integrations.school_files.reading import (  # noqa: PLC0415
        read_school_file,
    )

    return read_school_file(args.file.name, data, today=school.day_of(clock.now()))


def _options(args: Namespace) -> dict[str, bool]:
    return {
        "is_whole_roll": args.whole_roll,
        "ends_ties": not args.keep_ties,
        "parents_answer": args.parents_answer,
    }


def _print(batch: "ImportBatch") -> None:
    from schoolgate.kernel.importing.wording import LISTS  # noqa: PLC0415

    counts, lists = batch.summary["counts"], batch.summary["lists"]
    for code, title in LISTS.items():
        if code not in counts:
            continue
        sys.stdout.write(f"{title}: {counts[code]}\n")
        for who, about, was, becomes, place in lists.get(code, ()):
            words = " · ".join(filter(None, (who, about, was, becomes, place)))
            sys.stdout.write(f"  {_shown(words)}\n")
        if counts[code] > len(lists[code]):
            sys.stdout.write(f"  and {counts[code] - len(lists[code])} more\n")
    for code, what, why in batch.summary["cautions"]:
        sys.stdout.write(f"Look at this ({code}): {_shown(what)} {_shown(why)}\n")


def _not_done(left: set[str], args: Namespace, batch: "ImportBatch") -> int:
    if not batch.summary["changes"]:
        sys.stdout.write("Nothing changes: all that it says stands on record.\n")
        return REFUSED if batch.summary["counts"].get("faults") else 0
    if not args.apply:
        sys.stdout.write("Nothing has been done. With --apply it is taken in.\n")
        return 0
    ticks = " ".join(f"--tick {code}" for code in sorted(left))
    sys.stdout.write(f"Nothing has been done. Once you have looked: {ticks}\n")
    return REFUSED


def _shown(words: str) -> str:
    """Return words without anything that would steer a terminal."""
    return "".join(each if each.isprintable() else "?" for each in words)
