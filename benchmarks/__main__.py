"""`python -m benchmarks [part …]`: run the parts and print one table."""

import sys
from collections.abc import Callable

from benchmarks import (
    backup,
    imports,
    intake,
    kills,
    memory,
    pages,
    sending,
    size,
    weight,
)
from benchmarks.machine import describe
from benchmarks.progress import say
from benchmarks.rows import Row, table

PARTS: dict[str, Callable[[], list[Row]]] = {
    "pages": pages.measure,
    "memory": memory.measure,
    "weight": weight.measure,
    "sending": sending.measure,
    "intake": intake.measure,
    "kills": kills.measure,
    "backup": backup.measure,
    "imports": imports.measure,
    "size": size.measure,
}

BROKE = "broke"
DURABILITY = "SQLite ran with synchronous=FULL, the tests' PostgreSQL without fsync."


def main(chosen: list[str]) -> int:
    """Run what was named, or all; 1 when a part broke. Limits are for the reader."""
    if unknown := set(chosen) - set(PARTS):
        names = ", ".join(PARTS)
        sys.stderr.write(f"No such part: {', '.join(unknown)}. There are: {names}.\n")
        return 2
    rows = []
    for name in chosen or PARTS:
        say(f"--- {name} ---")
        rows += _rows_of(name)
    sys.stdout.write(f"\n{describe()}\n\n{table(rows)}\n")
    if any("PostgreSQL" in row.on for row in rows):
        sys.stdout.write(f"\n{DURABILITY}\n")
    return int(any(row.note.startswith(BROKE) for row in rows))


def _rows_of(name: str) -> list[Row]:
    """Run one part; one that breaks says why and does not take the others along."""
    try:
        return PARTS[name]()
    except Exception as error:  # noqa: BLE001
        return [Row(name, None, "", note=f"{BROKE}: {type(error).__name__}: {error}")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
