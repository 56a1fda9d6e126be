"""Which pages there are, and what makes each."""

from collections.abc import Callable
from pathlib import Path

from schoolgate.cli.explain.reference import reference as explain
from tests.reference.commands import commands
from tests.reference.settings import settings
from tests.reference.states import states

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "explain.md": explain,
    "settings.md": settings,
    "states.md": states,
}
