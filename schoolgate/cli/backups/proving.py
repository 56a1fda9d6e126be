"""Proving a backup: restore it in a scratch folder and compare every row.

In a process of its own, with a database of its own, so that nothing it does can touch
the installation.
"""

import os
import subprocess
import sys
from pathlib import Path

from schoolgate.cli.backups.faults import BackupError
from schoolgate.cli.backups.keys import FROM_STDIN, Identity

NOT_INHERITED = ("DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY")


def prove(path: Path, key: Identity, scratch: Path) -> None:
    """Restore a backup in a scratch folder; raise BackupError unless all is equal."""
    folder = scratch / "restored"
    left_out = {each + end for each in NOT_INHERITED for end in ("", "_FILE")}
    inherited = {key: value for key, value in os.environ.items() if key not in left_out}
    done = subprocess.run(  # noqa: S603 (our own command)
        [
            *(sys.executable, "-m", "schoolgate.cli.main", "restore", str(path)),
            *("--key", FROM_STDIN, "--into", str(folder), "--prove"),
        ],
        env={**inherited, "DATA_DIR": str(folder)},
        input=str(key),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = done.stderr.strip().splitlines() or ["it ended without a word"]
        raise BackupError(f"The backup could not be proven and was removed: {why[-1]}")
