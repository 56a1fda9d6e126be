"""A real browser for journeys: open a page, look at it, ask axe about it.

    with open_page("http://127.0.0.1:8700/", width=390, theme="dark") as page:
        assert axe_violations(page) == []

Also a command, for looking with one's own eyes:

    python -m tests.journeys.browser http://127.0.0.1:8700/ out.png --width 390 --dark
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]
    Axe,
)
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
HEIGHTS = {390: 844, 1280: 860}
Theme = Literal["light", "dark"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, talking to nobody but the page under test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def new_page(
    browser: Browser,
    *,
    width: int = 390,
    theme: Theme = "light",
    has_script: bool = True,
) -> Iterator[Page]:
    """Give an empty page of a phone's or a desk's size, with cookies of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS.get(width, 860)},
        color_scheme=theme,
        reduced_motion="reduce",
        java_script_enabled=has_script,
        bypass_csp=True,  # axe is put into the page by script
        locale="en-GB",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def open_page(
    url: str, *, width: int = 390, theme: Theme = "light", rtl: bool = False
) -> Iterator[Page]:
    """Open one address, in a theme and a direction."""
    with chromium() as browser, new_page(browser, width=width, theme=theme) as page:
        page.goto(url)
        if rtl:
            turn_round(page)
        yield page


def turn_round(page: Page) -> None:
    """Show the page as a reader of Arabic or Urdu would have it."""
    page.locator("html").evaluate("root => { root.dir = 'rtl' }")


def axe_violations(page: Page) -> list[str]:
    """Ask axe what is wrong: one line each, with the first element it names."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def spread_letters(page: Page) -> None:
    """Set the page as somebody with dyslexia may have it (WCAG 2.2, 1.4.12)."""
    page.evaluate(
        """() => {
          const spacing = new CSSStyleSheet();
          spacing.replaceSync(`* {
            font-family: "DejaVu Sans", sans-serif !important;
            line-height: 1.5 !important;
            letter-spacing: .12em !important;
            word-spacing: .16em !important;
          }`);
          document.adoptedStyleSheets = [spacing];
        }"""
    )


def overflows(page: Page) -> bool:
    """Tell whether the page must be scrolled sideways, which none ever should."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth >"
            " document.documentElement.clientWidth"
        )
    )


def main(arguments: list[str]) -> int:
    """Take one screenshot and print what axe found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("png", type=Path)
    parser.add_argument("--width", type=int, default=390)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--rtl", action="store_true")
    chosen = parser.parse_args(arguments)
    theme: Theme = "dark" if chosen.dark else "light"
    with open_page(chosen.url, width=chosen.width, theme=theme, rtl=chosen.rtl) as page:
        page.screenshot(path=chosen.png, full_page=True)
        found = axe_violations(page)
    sys.stdout.write("\n".join(found) + "\n" if found else "axe: nothing\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
