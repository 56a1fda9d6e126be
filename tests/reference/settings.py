"""settings.md: the environment variables, from the table the settings read."""

from schoolgate.config.environment import VARIABLES, Variable
from tests.reference.tables import table

INTRODUCTION = """\
# Settings

Schoolgate is set by environment variables and by nothing else. `make` and
`.venv/bin/schoolgate` read the same ones. An empty default means that it may be left
out. Names in braces stand for the value of another variable.

What is marked with a key is better kept in a file: `SECRET_KEY_FILE` names a file that
holds the value of `SECRET_KEY`, and so for the others.
"""


def settings() -> str:
    """Return the page."""
    rows = [_row(each) for each in VARIABLES]
    return f"{INTRODUCTION}\n{table(('variable', 'default', 'meaning'), rows)}"


def _row(variable: Variable) -> tuple[str, str, str]:
    key = " 🔑" if variable.is_secret else ""
    default = f"`{variable.default}`" if variable.default else ""
    return f"`{variable.name}`{key}", default, variable.meaning
