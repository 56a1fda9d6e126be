"""How long a large college's file takes: looked at, taken in, and the same once more.

Invented people: 20,000 students with 45,000 contacts, in forms and years, as a CSV
file of 4 MB. Each run is a command of its own, from its start to its end.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.databases import rows_on_each_database
from benchmarks.progress import say
from benchmarks.rows import Row
from tests.databases import OwnDatabase

STUDENTS, CONTACTS = 20_000, 45_000
MOST_SECONDS, MOST_SECONDS_UNCHANGED, MOST_MEGABYTES = 60, 15, 300
TICKS = ("few-known",)
FIELDS = ("forename", "surname", "email", "mobile", "relationship")
RELATIONSHIPS = ("Mother", "Father", "Grandparent")
COLUMNS = (
    *("Admission number", "Forename", "Surname", "DOB", "Year", "Form"),
    *(f"Parent {number} {field}" for number in (1, 2, 3) for field in FIELDS),
)


def measure() -> list[Row]:
    """Measure on every database."""
    return rows_on_each_database("imports")


def measure_on(name: str, database: OwnDatabase) -> list[Row]:
    """Bring the file in, and then bring it in again."""
    say(f"imports: {STUDENTS} students and {CONTACTS} contacts on {name}")
    path = database.data_dir / "college.csv"
    path.write_text("\n".join((",".join(COLUMNS), *_rows(), "")), encoding="utf-8")
    first, used = _timed(path)
    again, used_again = _timed(path)
    what = f"{STUDENTS:,} students, {CONTACTS:,} contacts"
    return [
        Row("import, read, planned, taken in", first, "s", name, MOST_SECONDS, what),
        Row("import", used, "MB at most", name, MOST_MEGABYTES),
        Row("the same file again", again, "s", name, MOST_SECONDS_UNCHANGED),
        Row("the same file again", used_again, "MB at most", name, MOST_MEGABYTES),
    ]


def _rows() -> Iterator[str]:
    adults = 0
    for number in range(STUDENTS):
        year = 12 + number % 2
        born = f"{1 + number % 28:02}/{1 + number % 12:02}/{2009 + number % 3}"
        cells = [f"A{number:06}", f"Given{number % 977}", f"Family{number}", born]
        cells += [str(year), f"{year}{chr(65 + number % 20)}"]
        beside = 3 if number < CONTACTS - 2 * STUDENTS else 2
        for place in range(3):
            if place < beside:
                cells += [f"Adult{adults % 911}", f"Family{number}"]
                cells += [f"c{adults}@family.example", f"07{700_000_000 + adults}"]
                cells.append(RELATIONSHIPS[place])
                adults += 1
            else:
                cells += [""] * len(FIELDS)
        yield ",".join(cells)


def _timed(path: Path) -> tuple[float, float]:
    """Return seconds and megabytes of one import, its process started fresh."""
    ticks = [word for code in TICKS for word in ("--tick", code)]
    command = [
        *(sys.executable, "-c", RUN, "import", str(path)),
        *("--school", "riverside.example", "--apply", *ticks),
    ]
    began = time.monotonic()
    done = subprocess.run(
        command, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - began
    if done.returncode:
        raise RuntimeError(f"{done.stdout[-500:]} {done.stderr[-500:]}")
    used = re.search(r"peak (\d+)", done.stderr)
    return seconds, int(used[1]) / 1024 if used else 0.0


RUN = """
import resource, sys
from schoolgate.cli.main import main
status = main(sys.argv[1:])
sys.stderr.write(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
sys.exit(status)
"""
