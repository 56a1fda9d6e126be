"""The last good backup, as it stands in the data folder: for pages, checks and people.

Holds when, where and how large; never anything about a person.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

NAME = "last-backup.json"


@dataclass(frozen=True)
class LastBackup:
    """A backup that was made; `proven_at` is when it was restored to try it."""

    taken_at: datetime
    file: str
    megabytes: float
    rows: int
    proven_at: datetime | None


def read_last_backup(data_dir: Path) -> LastBackup | None:
    """Return what stands on record, or None when nothing readable does."""
    try:
        kept = json.loads((data_dir / NAME).read_text(encoding="utf-8"))
        proven_at = kept["proven_at"]
        return LastBackup(
            taken_at=datetime.fromisoformat(kept["taken_at"]),
            file=str(kept["file"]),
            megabytes=float(kept["megabytes"]),
            rows=int(kept["rows"]),
            proven_at=datetime.fromisoformat(proven_at) if proven_at else None,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_last_backup(data_dir: Path, backup: LastBackup) -> None:
    """Put a backup on record, in one step."""
    draft = data_dir / f".{NAME}.{os.getpid()}"
    draft.write_text(json.dumps(asdict(backup), default=_text, indent=1))
    draft.replace(data_dir / NAME)


def _text(moment: datetime) -> str:
    return moment.isoformat()
