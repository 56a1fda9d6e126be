"""`make test`: all that this machine can, and loudly what it could not.

The suite runs once on SQLite and once on PostgreSQL. With REQUIRE_ALL=1 (in CI) a part
that cannot run is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.postgres import binaries, running_postgres

CHROMIUM = "/usr/bin/chromium"
WORKERS = "2"


def main(arguments: list[str]) -> int:
    """Run the suite on each database; return 0 only when everything passed."""
    missing = _missing()
    status = _suite("SQLite", "", missing, arguments)
    programs = binaries()
    if programs:
        with running_postgres(programs) as url:
            status = _suite("PostgreSQL", url, missing, arguments) or status
    for what in missing:
        sys.stdout.write(f"NOT TESTED on this machine: {what}\n")
    if missing and os.environ.get("REQUIRE_ALL"):
        sys.stdout.write("REQUIRE_ALL is set: what is not tested has failed.\n")
        return 1
    return status


def _suite(name: str, url: str, missing: list[str], arguments: list[str]) -> int:
    sys.stdout.write(f"--- {name} ---\n")
    sys.stdout.flush()
    environment = {**os.environ}
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    left_out = [mark for mark, _ in _PARTS if mark in " ".join(missing)]
    chosen = ["-m", " and ".join(f"not {mark}" for mark in left_out)]
    command = [
        *(sys.executable, "-m", "pytest", "-n", WORKERS, "-q", "--durations=5"),
        *(chosen if left_out else []),
        *arguments,
    ]
    return subprocess.run(command, env=environment, check=False).returncode


_PARTS = (
    ("browser", CHROMIUM),
    ("dovecot", "/usr/sbin/dovecot"),
)


def _missing() -> list[str]:
    absent = [
        f"{mark} (needs {path}: apt-get install {Path(path).name})"
        for mark, path in _PARTS
        if not shutil.which(path)
    ]
    if not binaries():
        absent.append("PostgreSQL (needs a server: apt-get install postgresql)")
    return absent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
