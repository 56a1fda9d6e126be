"""The whole demo as `make run` starts it, and somebody signed in to it."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener, urlopen

from benchmarks.databases import ROOT
from tests.faults.intake import free_port

READY_WITHIN_SECONDS = 120
PARENT = "Mother of Amal and Yusuf"
"""As the picker tells who she is; her form stands around it."""


@dataclass(frozen=True)
class Demo:
    """Where it is, and the process that started the others."""

    url: str
    pid: int


@contextmanager
def running_demo() -> Iterator[Demo]:
    """Start web, worker and mail intake on free loopback ports, until the end."""
    url = f"http://localhost:{(port := free_port())}"
    with tempfile.TemporaryDirectory() as folder:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO")}
        inherited.pop("DATABASE_URL", None)
        mine = {"DATA_DIR": folder, "PORT": str(port), "MAIL_PORT": str(free_port())}
        process = subprocess.Popen(
            [sys.executable, "-m", "schoolgate.cli.main", "run", "--demo"],
            cwd=ROOT,
            env={**inherited, **mine},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_until_ready(url, process)
            yield Demo(url, process.pid)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def signed_in(demo: Demo) -> tuple[OpenerDirector, CookieJar]:
    """Be the demo's first parent; return how to ask for pages, and the cookies."""
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    picker = f"{demo.url}/demo/"
    page = opener.open(picker, timeout=30).read().decode()
    form = page[: page.index(PARENT)].rpartition("<form")[2]
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]+)"', form))
    opener.addheaders = [("Referer", picker)]
    opener.open(picker, urlencode(fields).encode(), timeout=30).read()
    return opener, jar


def _wait_until_ready(url: str, process: "subprocess.Popen[bytes]") -> None:
    began = time.monotonic()
    while time.monotonic() - began < READY_WITHIN_SECONDS:
        if process.poll() is not None:
            raise RuntimeError("The demo ended before it was ready.")
        with suppress(OSError), urlopen(f"{url}/readyz", timeout=5):  # noqa: S310
            return
        time.sleep(0.3)
    raise TimeoutError(f"The demo was not ready after {READY_WITHIN_SECONDS} s.")
