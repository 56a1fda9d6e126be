"""`schoolgate pack`: see the packs that ship, and check one of your own."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from schoolgate.kernel.packs import PACK_IDS, check_pack, load_pack
from schoolgate.kernel.words import say_count

HELP = "List the policy packs, or check the file of one."

FAULTY = 2
"""The exit status when any file has a fault."""


def configure(parser: ArgumentParser) -> None:
    """Describe the command line."""
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="name every pack that ships, with its title")
    check = actions.add_parser("check", help="name every fault of a pack's file")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")


def run(args: Namespace) -> int:
    """List or check; 2 if any file has a fault, else 0."""
    return _list() if args.action == "list" else _check(args.files)


def _list() -> int:
    for pack_id in PACK_IDS:
        pack = load_pack(pack_id)
        clauses = say_count(len(pack.clauses), "clause")
        sys.stdout.write(f"{pack_id:15} {clauses:>11}  {pack.title}\n")
    return 0


def _check(files: list[Path]) -> int:
    status = 0
    for file in files:
        faults = check_pack(file)
        for fault in faults:
            sys.stdout.write(f"{fault}\n")
        if faults:
            status = FAULTY
        else:
            sys.stdout.write(f"{file}: no fault\n")
    return status
