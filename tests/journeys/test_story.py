"""The story the whole house stands for, told in a real browser.

A parent's e-mail comes in by a real mail exchange; it is on the right desk seconds
later; the teacher answers in the browser; the parent has the answer in the mailbox and
on the page; the clock shows kept. And the other parent learns nothing of it.
"""

import re
import smtplib
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import (
    Theme,
    axe_violations,
    chromium,
    new_page,
    overflows,
    spread_letters,
    turn_round,
)
from tests.journeys.demo_site import DemoSite

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

SECONDS_TO_THE_DESK = 20
FATHER = "karim.haddad@family.example"
ASKED = "May I have a copy of the maths test that Amal wrote?"
ANSWERED = "Of course. Amal has one in her bag today."


@pytest.fixture(scope="module")
def browser(site: DemoSite) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def be(page: Page, site: DemoSite, name: str) -> None:
    """Choose whom to be."""
    page.goto(f"{site.url}/demo/")
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state()


def send_mail(site: DemoSite, *, sender: str, to: str, text: str) -> None:
    """Send a mail with a standard client, to the school's own mail intake."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = "The maths test"
    message["Message-ID"] = f"<{time.time_ns()}@family.example>"
    message.set_content(text)
    with smtplib.SMTP("127.0.0.1", site.mail_port, timeout=10) as server:
        server.send_message(message)


def soon(look: Callable[[], bool], what: str) -> None:
    """Look again and again, until it is there."""
    deadline = time.monotonic() + SECONDS_TO_THE_DESK
    while not look():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.5)


def test_from_a_parents_mail_to_an_answer_in_time(
    site: DemoSite, browser: Browser
) -> None:
    # Given a father who writes to his daughter's maths teacher
    send_mail(site, sender=FATHER, to="d.byrne@oakfield.example", text=ASKED)

    # When the teacher looks at the desk, it is there, and is answered
    with new_page(browser, width=1280) as page:
        be(page, site, "Mr Byrne")
        row = page.get_by_role("link", name="Answer Mr Haddad")
        soon(lambda: bool(page.reload()) and row.count() > 0, "the mail")
        row.click()
        expect(page.get_by_text(ASKED)).to_be_visible()
        assert axe_violations(page) == []
        page.get_by_label("Your answer").fill(ANSWERED)
        tells = page.get_by_label("What does it tell about the student?")
        tells.select_option("Learning")
        page.get_by_role("button", name="Send to Mr Haddad").click()
        expect(page.get_by_text("in good time")).to_be_visible()

    # Then the father has it on his page, in time
    with new_page(browser) as page:
        be(page, site, "Father of Amal")
        page.get_by_role("link", name="The maths test").click()
        expect(page.get_by_text(ANSWERED)).to_be_visible()
        expect(page.get_by_text("Answered today, in good time")).to_be_visible()
        assert axe_violations(page) == []

        # and in his mailbox: the receipt, and the answer itself
        reference = re.search(r"[0-9A-Z]{3} [0-9A-Z]{3}", page.inner_text("main"))
        assert reference
        mailbox = f"{site.url}/demo/mail/?to={FATHER}"
        answer = page.get_by_role(
            "link", name=f"An answer to your message ({reference[0]})"
        )
        soon(lambda: bool(page.goto(mailbox)) and answer.count() > 0, "the answer")
        receipt = page.get_by_role(
            "link", name=f"We have your message ({reference[0]})"
        )
        expect(receipt).to_be_visible()
        answer.click()
        expect(page.get_by_text(ANSWERED)).to_be_visible()

    # And Amal's mother learns nothing of it
    with new_page(browser) as page:
        be(page, site, "Mother of Amal")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Mrs Haddad")
        assert ASKED not in page.content()
        assert "The maths test" not in page.content()


def test_a_mother_asks_on_her_phone_without_a_script(
    site: DemoSite, browser: Browser
) -> None:
    with new_page(browser, has_script=False) as page:
        be(page, site, "Mother of Amal")
        page.get_by_role("link", name="Ask or tell us something").click()
        page.get_by_role("button", name="Continue").click()
        expect(
            page.get_by_text("Choose which child it is about.").first
        ).to_be_visible()
        page.get_by_label("Yusuf").check()
        page.get_by_label("A subject or schoolwork").check()
        page.get_by_label("Which subject?").select_option("Maths")
        page.get_by_label("What would you like to say?").fill("Is there a maths club?")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text("Mr Byrne, Yusuf’s maths teacher")).to_be_visible()
        expect(page.get_by_text("You will hear by")).to_be_visible()
        page.get_by_role("button", name="Send to Mr Byrne").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Is there a maths club?"
        )
        expect(page.get_by_text("Mr Byrne has it", exact=True)).to_be_visible()


def test_a_teacher_works_the_desk_by_keyboard_alone(
    site: DemoSite, browser: Browser
) -> None:
    with new_page(browser, width=1280) as page:
        be(page, site, "Mr Byrne")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/*/**")
        page.keyboard.press("r")
        page.keyboard.type("Thank you, I will look into it.")
        expect(page.get_by_label("Your answer")).to_have_value(
            "Thank you, I will look into it."
        )


def test_a_mail_from_a_stranger_waits_for_the_office(
    site: DemoSite, browser: Browser
) -> None:
    send_mail(
        site,
        sender="stranger@elsewhere.example",
        to="office@oakfield.example",
        text="Which class is Amal in?",
    )

    with new_page(browser, width=1280) as page:
        be(page, site, "Mrs Flynn")
        page.get_by_role("link", name="Held mail").click()
        page.get_by_role("link", name="stranger@elsewhere.example").click()
        expect(page.get_by_text("Nobody on record has this address.")).to_be_visible()
        page.get_by_role("button", name="Set it aside").click()
        expect(page.get_by_text("stranger@elsewhere.example")).to_have_count(0)


def test_leaving_in_a_hurry_ends_everything(site: DemoSite, browser: Browser) -> None:
    with new_page(browser) as page:
        be(page, site, "Mother of Amal")
        page.get_by_role("button", name="Leave this page").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("This page is closed")
        page.goto(f"{site.url}/home/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


PLACES: dict[str, tuple[str, ...]] = {
    "": ("/demo/", "/demo/mail/", "/left/"),
    "Mother of Amal": (
        *("/home/", "/ask/", "/me/", "/whom/", "/calendar/"),
        *("/tell/", "/data/", "/safety/"),
    ),
    "Father of Sara": ("/home/",),
    "under a no-contact order": ("/ask/", "/safety/", "/data/"),
    "Student, 17": (
        *("/student/", "/student/who-sees-what/"),
        "/student/calendar/",
    ),
    "Mr Byrne": (
        "/desk/",
        "/desk/students/",
        "/desk/safety/",
        "/desk/log/",
        "/desk/channels/",
    ),
    "Mrs Flynn": (
        *("/desk/", "/desk/mail/", "/desk/people/?said=doyle"),
        *("/desk/people/corrections/", "/desk/people/students/new/"),
        *("/desk/log/?said=doyle", "/desk/find/?said=maths"),
    ),
    "Ms Murphy": (
        *("/desk/school/", "/desk/school/details/", "/desk/school/posts/"),
        *("/desk/school/policy/", "/desk/school/policy/settings/"),
        *("/desk/school/policy/clause/", "/desk/school/policy/pack/"),
        *("/desk/school/year/", "/desk/school/year/term/", "/desk/school/year/day/"),
        *("/desk/school/year/hours/", "/desk/school/year/file/"),
    ),
    "Safeguarding lead": ("/desk/", "/desk/safety/"),
    "Data protection lead": ("/desk/", "/desk/data/"),
    "Mr Adair": ("/desk/", "/desk/figures/", "/desk/reports/"),
    "Mr Healy": ("/governors/", "/governors/?show=not-kept"),
}
OPENED = {
    "/demo/mail/": ".thing a",
    "/home/": ".thing a",
    "/desk/": ".due",
    "/desk/mail/": ".due",
    "/desk/people/?said=doyle": ".thing a",
    "/desk/school/posts/": ".due",
}
"""Pages with a list: what is opened from it is looked at too."""
MODES: tuple[tuple[int, Theme, bool], ...] = (
    (390, "light", False),
    (1280, "dark", False),
    (390, "dark", True),
    (1280, "light", True),
)


@pytest.mark.only_on("sqlite")  # how a page looks is not the database's doing
@pytest.mark.parametrize(("width", "theme", "rtl"), MODES)
def test_axe_finds_nothing_on_any_page_in_any_mode(
    site: DemoSite, browser: Browser, width: int, theme: Theme, *, rtl: bool
) -> None:
    for who, paths in PLACES.items():
        with new_page(browser, width=width, theme=theme) as page:
            if who:
                be(page, site, who)
            for path in paths:
                page.goto(f"{site.url}{path}")
                _look_at(page, (who, path), rtl=rtl)
                opened = page.locator(OPENED.get(path, "no-such-thing")).first
                if opened.count():
                    page.goto(f"{site.url}{opened.get_attribute('href')}")
                    _look_at(page, (who, path, "opened"), rtl=rtl)


def _look_at(page: Page, what: tuple[str, ...], *, rtl: bool) -> None:
    if rtl:
        turn_round(page)
    assert axe_violations(page) == [], what
    assert not overflows(page), what
    spread_letters(page)
    assert not overflows(page), (*what, "with its letters spread")
