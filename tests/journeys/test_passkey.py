"""A passkey in a real browser: set up, then shown to sign in. The key is a pretence.

Chromium's own pretended authenticator answers, so what is proven is our page, its
script and the server; no real key was tried.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import axe_violations, chromium, new_page
from tests.journeys.demo_site import DemoSite, running_demo
from tests.journeys.test_story import be, soon

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

OFFICE = "c.flynn@oakfield.example"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    with running_demo(tmp_path_factory.mktemp("demo")) as site:
        yield site


@pytest.fixture(scope="module")
def browser(site: DemoSite) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_a_passkey_is_set_up_and_then_opens_the_desk(
    site: DemoSite, browser: Browser
) -> None:
    with new_page(browser, width=1280) as page:
        give_key(page)
        be(page, site, "Mrs Flynn")
        page.goto(f"{site.url}/me/security/passkey/")
        assert axe_violations(page) == []
        page.get_by_role("button", name="Add it now").click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()

        page.goto(f"{site.url}/sign-in/")
        page.get_by_label("What is your e-mail address?").fill(OFFICE)
        page.get_by_role("button", name="Send me a code").click()
        page.get_by_label("What is the code?").fill(code_sent(site, page))
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="The second step")).to_be_visible()
        assert axe_violations(page) == []
        page.get_by_role("button", name="Use a passkey").click()

        expect(page).to_have_url(f"{site.url}/desk/")


def give_key(page: Page) -> None:
    """Give the browser a pretended key that says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def code_sent(site: DemoSite, page: Page) -> str:
    """Return the code from the demo's mailbox, as soon as it has gone."""
    found: list[str] = []

    def look() -> bool:
        for path in (site.data_dir / "sent-mail").glob("*.eml"):
            text = path.read_text()
            if OFFICE in text and (code := re.search(r"Your code is (\d{6})", text)):
                found.append(code[1])
        return bool(found)

    soon(look, "the code")
    return found[-1]
