"""The `schoolgate` command: finds the command asked for and runs only that.

Each command is a module with `HELP`, `configure(parser)` and `run(args) -> int`, and
one line in COMMANDS. A module is imported only when its command is called, so that
asking a rule never waits for the web framework.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module

from schoolgate.cli.starting import NoRecordsError

COMMANDS = {
    "explain": "schoolgate.cli.explain",
    "pack": "schoolgate.cli.pack",
    "policy": "schoolgate.cli.policy",
    "run": "schoolgate.cli.run",
    "setup": "schoolgate.cli.setup",
    "init": "schoolgate.cli.init",
    "import": "schoolgate.cli.importing",
    "migrate": "schoolgate.cli.migrate",
    "web": "schoolgate.cli.web",
    "worker": "schoolgate.cli.worker",
    "mail": "schoolgate.cli.mail",
    "access": "schoolgate.cli.access",
    "check": "schoolgate.cli.check",
    "backup": "schoolgate.cli.backup",
    "restore": "schoolgate.cli.restore",
    "upgrade": "schoolgate.cli.upgrade",
}
"""Every command and the module that holds it, in the order help shows them."""

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells expect it."""

USAGE = 2
"""The exit status for a command that was not understood."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_overview())
        return 0 if arguments else USAGE
    name, *rest = arguments
    if name not in COMMANDS:
        allowed = ", ".join(COMMANDS)
        sys.stderr.write(f"schoolgate: found {name!a}; allowed: {allowed}\n")
        return USAGE
    return _run(name, rest)


def _overview() -> str:
    lines = ["usage: schoolgate COMMAND ...", "", "commands:"]
    lines += [f"  {name:<8} {_first_sentence(name)}" for name in COMMANDS]
    lines += ["", "`schoolgate COMMAND --help` says what a command does."]
    return "\n".join(lines) + "\n"


def _first_sentence(name: str) -> str:
    says: str = import_module(COMMANDS[name]).HELP
    return f"{says.split('. ', maxsplit=1)[0].rstrip('.')}."


def _run(name: str, arguments: list[str]) -> int:
    try:
        command = import_module(COMMANDS[name])
        parser = ArgumentParser(prog=f"schoolgate {name}", description=command.HELP)
        command.configure(parser)
        status = command.run(parser.parse_args(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_is_gone()
    except KeyboardInterrupt:
        return INTERRUPTED
    except NoRecordsError as error:
        sys.stderr.write(f"schoolgate {name}: {error}\n")
        return 1
    return int(status)


def _reader_is_gone() -> int:
    """Stop quietly when the reader of a pipe has seen enough, as `head` does."""
    # The interpreter flushes standard output once more at its end; that must not
    # fail a second time.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
