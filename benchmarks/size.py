"""What size costs: the same pages at 1,000 and at 20,000 students, in one run.

At most 1.2 times as long for the twentieth slowest of a hundred requests, and no query
more. Enquiries: three for each student.
"""

import os
import time
from typing import Any

import psycopg

from benchmarks.databases import rows_on_each_database
from benchmarks.pages import MOST_QUERIES, _asking, _queries, _signed_in
from benchmarks.progress import say
from benchmarks.rows import Row
from tests.databases import OwnDatabase

SMALL, LARGE = 1_000, 20_000
EACH = 3
WARM_UP, REQUESTS = 10, 100
MOST_TIMES = 1.2
PAGES = {
    "family home": ("leila", "family:home", ""),
    "desk of a teacher": ("byrne", "staff:desk", ""),
    "desk of the office": ("flynn", "staff:desk", ""),
    "desk of who leads": ("adair", "staff:desk", ""),
    "find, nothing said": ("adair", "staff:desk_find", ""),
    "find, overdue": ("adair", "staff:desk_find", "?standing=overdue"),
    "find, a word of many": ("adair", "staff:desk_find", "?said=timetable"),
    "find, two words": ("adair", "staff:desk_find", "?said=timetable+bus"),
    "find, a name": ("adair", "staff:desk_find", "?said=haddad"),
    "find, no such word": ("adair", "staff:desk_find", "?said=wellensittich"),
    "find, a teacher's": ("byrne", "staff:desk_find", "?said=timetable"),
}


def measure() -> list[Row]:
    """Measure on every database."""
    return rows_on_each_database("size")


def measure_on(name: str, database: OwnDatabase) -> list[Row]:
    """Measure every page with few students, then with many."""
    del database
    import time_machine  # noqa: PLC0415

    from benchmarks.crowd import grow  # noqa: PLC0415
    from tests.cast import load_cast  # noqa: PLC0415
    from tests.conftest import NOW  # noqa: PLC0415

    found: dict[int, dict[str, Any]] = {}
    with time_machine.travel(NOW):
        cast = load_cast()
        for students in (SMALL, LARGE):
            say(f"size: {students:,} students on {name}")
            grow(cast, students, students * EACH, NOW)
            _analyse()
            found[students] = {page: _measured(cast, page) for page in PAGES}
    return [
        row
        for page in PAGES
        for row in _rows(page, name, *(found[n][page] for n in found))
    ]


def _analyse() -> None:
    """Let the database look at its rows, as it does by itself in a school.

    On PostgreSQL as the owner: the application's role may not.
    """
    from django.db import connection  # noqa: PLC0415

    if owner := os.environ.get("DATABASE_OWNER_URL"):
        with psycopg.connect(owner, autocommit=True) as there:
            there.execute("VACUUM ANALYZE")
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _measured(cast: Any, page: str) -> tuple[int, float, float, float]:
    """Return queries, milliseconds (95th of 100, median) and processor time."""
    from django.urls import reverse  # noqa: PLC0415

    who, route, asked = PAGES[page]
    email, path = cast.email_of(who), f"{reverse(route)}{asked}"
    queries = len(_queries(email, path).of_the_page)
    ask = _asking(path, _signed_in(email).cookies.output(header="", sep=";").strip())
    for _ in range(WARM_UP):
        ask()
    times, spent = [], time.process_time()
    for _ in range(REQUESTS):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    spent = (time.process_time() - spent) / REQUESTS * 1000
    times.sort()
    return queries, times[REQUESTS * 95 // 100], times[REQUESTS // 2], spent


def _rows(page: str, name: str, small: Any, large: Any) -> list[Row]:
    slow = f"95th of 100: {small[1]:.1f} and {large[1]:.1f} ms"
    middle = f"median {small[2]:.1f} and {large[2]:.1f} ms"
    more = large[0] - small[0]
    return [
        Row(page, large[0], "queries", name, MOST_QUERIES, f"{more} more than small"),
        Row(page, large[3], "cpu-ms a request, large", name),
        Row(
            *(page, large[1] / small[1], "times as slow at 20,000", name),
            MOST_TIMES,
            f"{slow}; {middle}",
        ),
    ]
