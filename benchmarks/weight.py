"""What a family's page weighs when a phone sees it for the first time."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.demo import Demo, running_demo, signed_in
from benchmarks.progress import say
from benchmarks.rows import Row

MOST_KILOBYTES, MOST_REQUESTS, MOST_HOSTS = 60, 8, 1
SETTLED_MILLISECONDS = 500


@dataclass
class Traffic:
    """What went over the wire while one page was opened."""

    urls: list[str] = field(default_factory=list)
    size: float = 0

    @property
    def hosts(self) -> set[str]:
        """Return whom the page asked for something."""
        return {urlsplit(url).netloc for url in self.urls}


def measure() -> list[Row]:
    """Open home and one conversation in Chromium, each with an empty cache."""
    from tests.journeys.browser import CHROMIUM  # noqa: PLC0415

    if not Path(CHROMIUM).exists():
        return [Row("weight", None, "", note=f"needs {CHROMIUM}")]
    say("weight: starting the demo and a browser")
    with running_demo() as demo:
        opener, jar = signed_in(demo)
        home = opener.open(f"{demo.url}/home/", timeout=30).read().decode()
        thread = re.findall(r'href="(/enquiries/[^"]+/)"', home)[0]
        cookies = [
            {"name": c.name, "value": str(c.value), "url": demo.url} for c in jar
        ]
        return [
            *_rows("family home, first visit", _open(demo, "/home/", cookies)),
            *_rows("family thread, first visit", _open(demo, thread, cookies)),
        ]


def _open(demo: Demo, path: str, cookies: list[Any]) -> Traffic:
    from tests.journeys.browser import HEIGHTS, chromium  # noqa: PLC0415

    traffic = Traffic()
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 390, "height": HEIGHTS[390]})
        context.add_cookies(cookies)
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.on(
            "Network.requestWillBeSent",
            lambda event: traffic.urls.append(event["request"]["url"]),
        )
        devtools.on("Network.loadingFinished", lambda event: _add(traffic, event))
        devtools.send("Network.enable")
        page.goto(demo.url + path, wait_until="networkidle")
        page.wait_for_timeout(SETTLED_MILLISECONDS)
        context.close()
    return traffic


def _add(traffic: Traffic, event: dict[str, Any]) -> None:
    traffic.size += event["encodedDataLength"]


def _rows(what: str, traffic: Traffic) -> list[Row]:
    kilobytes = traffic.size / 1000
    hosts = ", ".join(sorted(traffic.hosts))
    return [
        Row(what, kilobytes, "kB over the wire", limit=MOST_KILOBYTES),
        Row(what, len(traffic.urls), "requests", limit=MOST_REQUESTS),
        Row(what, len(traffic.hosts), "hosts", limit=MOST_HOSTS, note=hosts),
    ]
