"""How far a long step has come, as it stands in the data folder while it lasts.

Not in the database: the step is one transaction there, and nobody sees into it. Holds
numbers, never anything about a person. What cannot be written is not told; the step
itself goes on.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple


class Progress(NamedTuple):
    """What is done, and how many rows of how many are behind it."""

    doing: str
    done: int
    of: int


class ProgressFile:
    """Where the progress of one step stands."""

    def __init__(self, data_dir: Path, step: str) -> None:
        self.path = data_dir / f"progress-{step}.json"

    def tell(self, doing: str, done: int, of: int) -> None:
        """Say how far it has come, in place of what was said before."""
        draft = self.path.with_suffix(".draft")
        with suppress(OSError):
            draft.write_text(json.dumps([str(doing), done, of]), encoding="utf-8")
            draft.replace(self.path)

    def read(self) -> Progress | None:
        """Return what was said last, or None when nothing readable is there."""
        try:
            doing, done, of = json.loads(self.path.read_text(encoding="utf-8"))
            return Progress(str(doing), int(done), int(of))
        except (OSError, ValueError, TypeError):
            return None

    @contextmanager
    def while_it_lasts(self) -> Iterator["ProgressFile"]:
        """Have nothing stand there once the step is over."""
        try:
            yield self
        finally:
            for path in (self.path, self.path.with_suffix(".draft")):
                with suppress(OSError):
                    path.unlink(missing_ok=True)
