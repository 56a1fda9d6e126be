"""`schoolgate policy clauses`: each clause of the policies, and whether it is kept."""

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from schoolgate.cli.starting import start_django
from schoolgate.kernel.packs import PACK_IDS, load_pack

if TYPE_CHECKING:
    from schoolgate.domain.governance.queries.clauses import ClauseEvidence

HELP = "Show each clause of the policies: what it asks, and how it stands."


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    actions = parser.add_subparsers(dest="action", required=True)
    clauses = actions.add_parser("clauses", help="list clauses with their evidence")
    clauses.add_argument("--json", action="store_true", help="as one JSON list")
    clauses.add_argument("--pack", choices=PACK_IDS, help="only this pack")


def run(args: Namespace) -> int:
    """Print every clause, with the evidence of all schools that adopted its pack."""
    start_django()
    chosen = [args.pack] if args.pack else list(PACK_IDS)
    rows = {pack_id: _clauses(pack_id) for pack_id in chosen}
    if args.json:
        flat = [{"pack": key, **asdict(row)} for key in chosen for row in rows[key]]
        sys.stdout.write(json.dumps(flat, indent=1, ensure_ascii=False) + "\n")
        return 0
    for pack_id in chosen:
        sys.stdout.write(f"{load_pack(pack_id).title} ({pack_id})\n")
        for row in rows[pack_id]:
            sys.stdout.write(_in_words(row))
    return 0


def _in_words(row: "ClauseEvidence") -> str:
    lines = [f"  {row.id:8} {row.state.label:16} {row.ask}"]
    lines += [f"{'':27} {each}" for each in row.evidence]
    return "\n".join(lines) + "\n"


def _clauses(pack_id: str) -> "list[ClauseEvidence]":
    from django.db import DatabaseError  # noqa: PLC0415 (after Django has started)

    from schoolgate.domain.governance.queries.clauses import (  # noqa: PLC0415
        clauses_of,
        schools_with,
    )
    from schoolgate.foundation import clock  # noqa: PLC0415
    from schoolgate.foundation.tenancy import every_school  # noqa: PLC0415

    pack = load_pack(pack_id)
    with every_school(reason="the evidence of every school that adopted the pack"):
        try:
            schools = schools_with(pack_id)
        except DatabaseError:
            schools = []  # nothing is set up yet: every clause is without evidence
        return clauses_of(pack, schools, at=clock.now())
