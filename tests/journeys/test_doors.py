"""Every page of coming in, and what a mistake shows, in each mode: axe is content."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browser import (
    axe_violations,
    chromium,
    new_page,
    overflows,
    turn_round,
)
from tests.journeys.demo_site import DemoSite
from tests.journeys.doors import WALKS, Walk
from tests.journeys.test_story import MODES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def browser(site: DemoSite) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.only_on("sqlite")  # how a page looks is not the database's doing
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
@pytest.mark.parametrize("mode", range(len(MODES)))
def test_axe_finds_nothing_at_any_door(
    site: DemoSite, browser: Browser, walk: Walk, mode: int
) -> None:
    width, theme, is_rtl = MODES[mode]
    found: list[tuple[str, str]] = []

    def look(page: Page, name: str) -> None:
        if is_rtl:
            turn_round(page)
        found.extend((name, line) for line in axe_violations(page))
        found.extend([(name, "overflows")] if overflows(page) else [])

    with new_page(browser, width=width, theme=theme) as page:
        walk(page, site.url, site.data_dir / "sent-mail", mode, look)

    assert found == []
