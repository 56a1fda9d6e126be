"""A PostgreSQL of one's own for the tests: a temporary cluster on loopback.

`initdb` refuses root, so as root it runs as the system's `postgres` user.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import APP_ROLE, OWNER_ROLE

VERSIONS = Path("/usr/lib/postgresql")
OLDEST = 15


def binaries() -> Path | None:
    """Return the newest installed server's programs, if there is a server."""
    found = [
        path / "bin"
        for path in VERSIONS.glob("*")
        if path.name.isdigit()
        and int(path.name) >= OLDEST
        and (path / "bin" / "initdb").exists()
    ]
    return max(found, key=lambda path: int(path.parent.name), default=None)


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """Start a cluster, make the two roles, yield the owner's URL, and clear it away."""
    folder = Path(tempfile.mkdtemp(prefix="schoolgate-pg-"))
    port, data = _free_port(), folder / "data"
    as_user: list[str | Path] = [*_as_postgres(folder)]
    _run([*as_user, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust"])
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
    control: list[str | Path] = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    _run([*control, "-o", options, "-l", folder / "log", "start"])
    try:
        for statement in (
            f"CREATE ROLE {APP_ROLE} LOGIN",
            f"CREATE ROLE {OWNER_ROLE} LOGIN CREATEDB",
        ):
            _run(
                [
                    *(programs / "psql", "-h", "127.0.0.1", "-p", str(port)),
                    *("-U", "postgres", "-qc", statement),
                ]
            )
        yield f"postgres://{OWNER_ROLE}@127.0.0.1:{port}/postgres"
    finally:
        _run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr or done.stdout}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
