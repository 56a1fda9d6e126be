"""Every page of the gallery, in a real browser: light, dark and right to left."""

from collections.abc import Iterator
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser

from schoolgate.web.public.gallery.views import PAGES
from tests.journeys.browser import axe_violations, chromium, new_page, overflows

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")
ADDRESSES = ["/gallery/", *(f"/gallery/{name}/" for name in PAGES), "/not-there/"]
MODES = [
    ("", 320),
    ("?theme=dark", 1280),
    ("?dir=rtl&lang=ar", 390),
    ("?dir=rtl&lang=ur&theme=dark", 1280),
]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format, *args):  # noqa: A002
        pass


class ThreadedServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve the pages that need no database."""
    server = make_server(
        "127.0.0.1",
        0,
        StaticFilesHandler(get_wsgi_application()),
        ThreadedServer,
        QuietHandler,
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_and_nothing_needs_scrolling_sideways(address, site, browser):
    found = []
    for mode, width in MODES:
        with new_page(browser, width=width) as page:
            page.goto(f"{site}{address}{mode}")
            found += [(mode, width, line) for line in axe_violations(page)]
            found += [(mode, width, "overflows")] if overflows(page) else []

    assert found == []


def test_a_mistake_takes_the_reader_to_the_summary_and_on_to_the_field(site, browser):
    with new_page(browser, has_script=False) as page:
        page.goto(f"{site}/gallery/wrong/")

        summary = page.get_by_role("alert")
        summary.get_by_role("link", name="Choose a subject.").click()

        assert page.url.endswith("#id_subject")


def test_the_staff_keys_move_along_the_rows_and_can_be_switched_off(site, browser):
    with new_page(browser, width=1280) as page:
        page.goto(f"{site}/gallery/desk/")
        page.keyboard.press("j")
        first = page.locator(":focus").inner_text()
        page.keyboard.press("k")
        page.keyboard.press("k")
        second = page.locator(":focus").inner_text()
        page.keyboard.press("r")
        page.keyboard.type("jk?")
        typed = page.get_by_label("Your answer").input_value()
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        page.get_by_label("Switch these keys off").check()
        page.keyboard.press("Escape")
        page.keyboard.press("?")

        assert "Ms Petrova" in first
        assert "Acknowledge a letter" in second
        assert "jk?" in typed
        assert not page.get_by_role("dialog").is_visible()
