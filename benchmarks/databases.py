"""Running a part on SQLite, and on PostgreSQL where a server is installed.

Django is set up once a process, so each database gets a process of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import psycopg

from benchmarks.rows import Row
from tests.databases import APP_ROLE, OwnDatabase
from tests.postgres import binaries, running_postgres

ROOT = Path(__file__).resolve().parents[1]
LONGEST_PART_SECONDS = 1800


def rows_on_each_database(part: str) -> list[Row]:
    """Run a part's `measure_on` on every database there is, one after the other."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/schoolgate.db"
        rows += _rows(part, "SQLite", folder, DATABASE_URL=url)
    programs = binaries()
    if programs is None:
        return [*rows, Row(part, None, "", "PostgreSQL", note="no server installed")]
    with tempfile.TemporaryDirectory() as folder, _postgres(programs) as urls:
        return rows + _rows(part, "PostgreSQL", folder, **urls)


@contextmanager
def _postgres(programs: Path) -> Iterator[dict[str, str]]:
    with running_postgres(programs) as server:
        with psycopg.connect(server, autocommit=True) as owner:
            owner.execute("CREATE DATABASE bench")
        owners = server.replace("/postgres", "/bench")
        role = server.partition("//")[2].partition("@")[0]
        yield {
            "DATABASE_URL": owners.replace(f"//{role}@", f"//{APP_ROLE}@"),
            "DATABASE_OWNER_URL": owners,
        }


def _rows(part: str, name: str, folder: str, **environment: str) -> list[Row]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO")}
    answer = Path(folder) / "rows.json"
    subprocess.run(
        [sys.executable, "-m", "benchmarks.databases", part, name, answer],
        cwd=ROOT,
        env={
            **inherited,
            **environment,
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "schoolgate.config.settings.production",
        },
        check=True,
        timeout=LONGEST_PART_SECONDS,
    )
    return [Row(**each) for each in json.loads(answer.read_text())]


def _prepare() -> OwnDatabase:
    """Make the tables and the cast, and gather the style sheets."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from schoolgate.cli.migrate import bring_up_to_date  # noqa: PLC0415
    from tests.cast import make_cast  # noqa: PLC0415

    bring_up_to_date()
    call_command("collectstatic", interactive=False, verbosity=0)
    make_cast()
    return OwnDatabase(os.environ["DATABASE_URL"], settings.DATA_DIR)


def main(part: str, name: str, answer: str) -> None:
    """Measure one part on the database that the environment names."""
    database = _prepare()
    rows = import_module(f"benchmarks.{part}").measure_on(name, database)
    Path(answer).write_text(json.dumps([asdict(row) for row in rows]))


if __name__ == "__main__":
    main(*sys.argv[1:])
