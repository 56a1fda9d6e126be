"""A school moves in: from an empty installation to a parent who is signed in.

Told in a real browser, by the words on the pages, as the how-to for it says.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import axe_violations, chromium, new_page
from tests.journeys.demo_site import DemoSite, running_empty
from tests.journeys.test_story import soon
from tests.web.public.apps import App

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("moving in")]

PUPILS = """\
First name,Last name,Date of birth,PARENT_1_NAME,PARENT_1_RELATIONSHIP,PARENT_1_EMAIL
Jimmy,Smith,01/02/2018,Mary Smith,Mother,mary@family.example
Aya,Khan,03/04/2018,Omar Khan,Father,omar@family.example
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    with running_empty(tmp_path_factory.mktemp("empty")) as site:
        yield site


@pytest.fixture(scope="module")
def browser(site: DemoSite) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_a_school_moves_in_and_a_parent_signs_in(
    site: DemoSite, browser: Browser, tmp_path: Path
) -> None:
    with new_page(browser, width=1280) as page:
        _found_the_school(site, page)
        _set_a_second_step(page)
        _enter_the_usual_year(page)
        _bring_pupils_in(page, tmp_path)
        _ask_in(page, "Mary Smith")

    with new_page(browser, width=390) as phone:
        phone.goto(_sent(site, "mary@family.example", r"http://\S+/join/\S+"))
        expect(phone.get_by_role("heading", level=1)).to_have_text("Hill Primary")
        assert axe_violations(phone) == []
        phone.get_by_role("button", name="Come in").click()
        expect(phone.get_by_role("heading", level=1)).to_contain_text("Mary Smith")
        phone.get_by_role("button", name="Leave this page").click()
        _sign_in_by_code(site, phone, "mary@family.example")
        phone.goto(f"{site.url}/whom/")
        expect(phone.get_by_text("Jimmy · Hill Primary")).to_be_visible()
        expect(phone.get_by_text("Aya")).to_have_count(0)


def _found_the_school(site: DemoSite, page: Page) -> None:
    link = re.search(r"http://\S+", site.command("init"))
    assert link
    page.goto(link[0])
    page.get_by_label("What is the school called?").fill("Hill Primary")
    page.get_by_role("radio", name="England", exact=True).check()
    page.get_by_label("What kind of school is it?").select_option("primary")
    page.get_by_label("What stands behind the @").fill("hill.example")
    page.get_by_label("Primary school: parental involvement").check()
    page.get_by_label("Your first name").fill("Ann")
    page.get_by_label("Your last name").fill("Lee")
    page.get_by_label("Your e-mail address at the school").fill("a.lee@hill.example")
    page.get_by_role("button", name="Continue").click()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Set up the school").click()


def _set_a_second_step(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second step")
    page.get_by_role("link", name="Use an app on my phone").click()
    secret = page.locator("bdi.num").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(App(secret).shows)
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="I have kept them, go on").click()
    expect(page.get_by_text("No term is entered")).to_be_visible()


def _enter_the_usual_year(page: Page) -> None:
    page.get_by_role("link", name="Open Year").click()
    page.get_by_role("link", name="usual").first.click()
    page.get_by_role("button", name="Save this year").click()
    expect(page.get_by_role("heading", name="Terms")).to_be_visible()


def _bring_pupils_in(page: Page, folder: Path) -> None:
    file = folder / "pupils.csv"
    file.write_text(PUPILS)
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Bring people in from a file").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check the columns").click()
    page.get_by_role("button", name="See what would change").click()
    _wait_for(page, "Work it out again")
    page.get_by_label("new mothers, fathers and parents have it").check()
    page.get_by_role("button", name="Work it out again").click()
    _wait_for(page, "Take it in")
    expect(page.get_by_text("2 new students, 2 new contacts")).to_be_visible()
    for box in (
        page.locator("form", has_text="Take it in").get_by_role("checkbox").all()
    ):
        box.check()
    page.get_by_role("button", name="Take it in").click()
    _wait_for(page, "Take it back")


def _wait_for(page: Page, button: str) -> None:
    """Look again, as the page does by itself, until the worker is done."""

    def look() -> bool:
        page.goto(page.url)
        return page.get_by_role("button", name=button).count() > 0

    soon(look, button)


def _ask_in(page: Page, who: str) -> None:
    page.get_by_role("link", name="Access", exact=True).click()
    page.get_by_role("link", name=who).click()
    page.get_by_role("button", name="Ask in by mail").click()
    expect(page.get_by_role("button", name="End this invitation")).to_be_visible()


def _sign_in_by_code(site: DemoSite, page: Page, address: str) -> None:
    page.goto(f"{site.url}/sign-in/")
    page.get_by_label("What is your e-mail address?").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    code = _sent(site, address, r"Your code is (\d{6})")[-6:]
    page.get_by_label("What is the code?").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site.url}/home/")


def _sent(site: DemoSite, to: str, pattern: str) -> str:
    """Return what a mail to somebody says, as soon as it has gone."""
    found: list[str] = []

    def look() -> bool:
        for path in (site.data_dir / "sent-mail").glob("*.eml"):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            says = re.search(pattern, mail.get_content())
            if to in str(mail["To"]) and says:
                found.append(says[0])
        return bool(found)

    soon(look, pattern)
    return found[-1]
