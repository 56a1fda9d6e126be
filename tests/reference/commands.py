"""commands.md: every command with its options, from the parsers that read them."""

import inspect
from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from schoolgate.cli.main import COMMANDS
from tests.reference.tables import table

INTRODUCTION = """\
# Commands

    .venv/bin/schoolgate COMMAND ...

Commands that need the records work on the installation that `DATA_DIR` holds. Each says
more with `--help`. A command that is not understood ends with status 2.
"""
FEWEST_WORDS = 5


def commands() -> str:
    """Return the page."""
    parts = [INTRODUCTION]
    for name, module in COMMANDS.items():
        parts += _command(name, import_module(module))
    return "\n".join(parts)


def _command(name: str, module: ModuleType) -> Iterator[str]:
    parser = ArgumentParser(prog=f"schoolgate {name}")
    module.configure(parser)
    yield f"## {name}\n\n{module.HELP}\n"
    said = inspect.cleandoc(module.run.__doc__ or "")
    if len(said.split()) >= FEWEST_WORDS:
        yield f"{said}\n"
    yield from _options(parser)


def _options(parser: ArgumentParser) -> Iterator[str]:
    actions = [each for each in parser._actions if each.dest != "help"]
    below = [each for each in actions if isinstance(each, _SubParsersAction)]
    rows = [_row(each) for each in actions if each not in below]
    if rows:
        yield table((f"`{parser.prog}`", "meaning"), rows)
    elif not below:
        yield f"`{parser.prog}` takes no options.\n"
    for group in below:
        helps = {each.dest: each.help or "" for each in group._choices_actions}
        for name, inner in group.choices.items():
            yield f"**`{inner.prog}`**: {helps[name]}.\n"
            if any(each.dest != "help" for each in inner._actions):
                yield from _options(inner)


def _row(action: Action) -> tuple[str, str]:
    shown = action.metavar or action.dest
    name = f"{shown} ..." if action.nargs in {"*", "+"} else str(shown)
    if action.option_strings:
        takes_value = action.nargs != 0
        name = ", ".join(action.option_strings)
        name += f" {str(shown).upper()}" if takes_value else ""
    said = "" if action.help in {None, SUPPRESS} else str(action.help)
    allowed = ", ".join(f"`{each}`" for each in action.choices or ())
    return f"`{name}`", f"{said}; one of {allowed}" if allowed else said
