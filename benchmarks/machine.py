"""Which machine it was: a figure without it says nothing."""

import os
import platform
import re
import sqlite3
import subprocess
from pathlib import Path

from schoolgate.foundation import clock
from tests.postgres import binaries


def describe() -> str:
    """Return cores, memory, versions and the day, in one line each."""
    return "\n".join(
        (
            f"machine   {os.cpu_count()} cores ({_processor()}), {_memory()}",
            f"system    {platform.system()} {platform.release()}",
            f"python    {platform.python_version()}",
            f"sqlite    {sqlite3.sqlite_version}",
            f"postgres  {postgres_version() or 'no server installed'}",
            f"on        {clock.now():%d %B %Y, %H:%M} UTC",
        )
    )


def postgres_version() -> str:
    """Return the version of the PostgreSQL server here; nothing where there is none."""
    programs = binaries()
    if programs is None:
        return ""
    said = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    found = re.search(r"\d+(\.\d+)*", said.stdout)
    return found.group() if found else said.stdout.strip()


def _processor() -> str:
    found = re.search(r"model name\s*: (.*)", _read("/proc/cpuinfo"))
    return found.group(1) if found else platform.machine() or "unknown"


def _memory() -> str:
    found = re.search(r"MemTotal:\s*(\d+) kB", _read("/proc/meminfo"))
    return f"{int(found.group(1)) / 2**20:.0f} GB" if found else "memory unknown"


def _read(path: str) -> str:
    file = Path(path)
    return file.read_text() if file.exists() else ""
