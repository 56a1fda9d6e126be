"""How much memory web, worker and mail intake take together, after some use."""

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.demo import Demo, running_demo, signed_in
from benchmarks.progress import say
from benchmarks.rows import Row

MOST_MEGABYTES = 300
VISITS = 200
PROC = Path("/proc")


def measure() -> list[Row]:
    """Start the demo, use it, and add up every process of it."""
    if not (PROC / "self" / "smaps_rollup").exists():
        return [Row("memory", None, "", note="needs /proc/PID/smaps_rollup (Linux)")]
    say("memory: starting the demo and using it")
    with running_demo() as demo:
        _use(demo)
        processes = [demo.pid, *below(demo.pid)]
        pss = sum(kilobytes(pid, "Pss") for pid in processes) / 1024
        rss = sum(kilobytes(pid, "Rss") for pid in processes) / 1024
    what = f"web, worker and intake: {len(processes)} processes"
    used = f"after {VISITS} requests, shared pages counted once"
    return [
        Row(what, pss, "MB (PSS)", "SQLite", MOST_MEGABYTES, used),
        Row(what, rss, "MB (RSS)", "SQLite", note="shared pages counted each time"),
    ]


def _use(demo: Demo) -> None:
    opener, _ = signed_in(demo)
    for _ in range(VISITS // 2):
        for path in ("/home/", "/ask/"):
            opener.open(demo.url + path, timeout=30).read()


def below(pid: int) -> Iterator[int]:
    """Find the processes that this one started, and those that they did."""
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue  # it has ended
        if int(fields[1]) == pid:
            child = int(stat.parent.name)
            yield child
            yield from below(child)


def kilobytes(pid: int, which: str) -> int:
    """Return how much of one kind of memory a process uses."""
    text = (PROC / str(pid) / "smaps_rollup").read_text()
    found = re.search(rf"^{which}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) if found else 0
