"""Every way in, and the difficult moments, told in a real browser.

A call, a letter, a word at the gate, a wish to meet; somebody who is not helped
twice; a call that has to be ended; a teacher who is away. Each as the person it
happens to.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from schoolgate.foundation import clock
from tests.journeys.browser import (
    axe_violations,
    chromium,
    new_page,
    overflows,
    turn_round,
)
from tests.journeys.demo_site import DemoSite
from tests.journeys.test_story import be
from tests.web.files import PNG

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

PHONE, DESKTOP = 390, 1280
STEPS = ("Form teacher of 9B", "Head of year 9", "Vice-principal, pastoral")
"""Whom a worry about a child of 9B goes to, one after the other."""
UNCHANGED, ALONE = "Nothing has changed.", "She still sits alone."


@pytest.fixture(scope="module")
def browser(site: DemoSite) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_a_call_is_written_down_rung_back_and_noted(
    site: DemoSite, browser: Browser
) -> None:
    # Given a mother who rings the reception during a lesson
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Mr Hughes")
        log_about(page, site, "Amal Haddad")
        page.get_by_role("radio", name="Leila Haddad, mother").check()
        page.get_by_role("radio", name="They rang").check()
        page.get_by_role("radio", name="A subject or schoolwork").check()
        page.get_by_label("Which subject?").select_option("Maths")
        page.get_by_label("What did they say?").fill("Is the set test on Friday?")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text("Mr Byrne", exact=False).first).to_be_visible()
        looked_at(page)
        page.get_by_role("button", name="Keep it").click()
        reference = reference_on(page)

    # When the teacher rings back, and notes what was said
    with new_page(browser, width=DESKTOP) as page:
        be(page, site, "Mr Byrne")
        open_found(page, site, reference)
        unfold(page, "I called")
        page.get_by_role("radio", name="We spoke").check()
        page.get_by_label("What was said?").fill("It is on Friday. She knows now.")
        page.get_by_label("That answered it; nothing more is due.").check()
        page.get_by_role("button", name="Keep the note").first.click()

        # Then it can be settled, and the mother can read how
        unfold(page, "It is settled")
        page.get_by_role("radio", name="It is put right").check()
        page.get_by_label("In a sentence or two").fill("The test is on Friday.")
        page.get_by_label("What does that tell about the student?").select_option(
            "Learning"
        )
        page.get_by_role("button", name="Close it").click()
        looked_at(page)
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Mother of Amal")
        page.get_by_role("link", name="Is the set test on Friday?").click()
        expect(page.get_by_text("The test is on Friday.")).to_be_visible()
        expect(page.get_by_text("It is on Friday. She knows now.")).to_have_count(0)
        looked_at(page)


def test_a_letter_is_kept_with_its_scan(site: DemoSite, browser: Browser) -> None:
    with new_page(browser, width=DESKTOP) as page:
        be(page, site, "Mrs Flynn")
        log_about(page, site, "Amal Haddad")
        page.get_by_role("radio", name="Leila Haddad, mother").check()
        page.get_by_role("radio", name="A letter came").check()
        page.get_by_role("radio", name="Wellbeing, friends or behaviour").check()
        page.get_by_label("What did they say?").fill("Amal eats alone at lunch.")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Keep it").click()
        reference = reference_on(page)
        scan: FilePayload
        scan = {"name": "letter.png", "mimeType": "image/png", "buffer": PNG}
        page.locator("input[type=file]").set_input_files(scan)
        page.get_by_role("button", name="Put it with the message").click()
        expect(page.get_by_text("letter.png")).to_be_visible()
        looked_at(page)

    with new_page(browser, width=DESKTOP) as page:
        be(page, site, "Form teacher of 9B")
        open_found(page, site, reference)
        with page.expect_download() as download:
            page.get_by_role("link", name="letter.png").click()
        assert download.value.path().read_bytes() == PNG


def test_a_word_at_the_gate_is_one_line_on_a_phone(
    site: DemoSite, browser: Browser
) -> None:
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Form teacher of 9B")
        page.goto(f"{site.url}/desk/log/?said=Amal Haddad")
        page.get_by_role("link", name="A word at the gate about Amal Haddad").click()
        page.get_by_role("radio", name="Leila Haddad, mother").check()
        page.get_by_label("In one line").fill("Amal comes by bus from Monday on.")
        looked_at(page)
        page.get_by_role("button", name="Keep it").click()
        reference = reference_on(page)
        open_found(page, site, reference)
        expect(
            page.get_by_text("Amal comes by bus from Monday on.").last
        ).to_be_visible()


def test_a_wish_to_meet_gets_a_place_and_a_time(
    site: DemoSite, browser: Browser
) -> None:
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Mother of Amal")
        ask(page, "Amal", "Wellbeing, friends or behaviour", "May we meet about lunch?")
        page.get_by_role("radio", name="I would like to meet").check()
        page.get_by_role("button", name="Continue").click()
        looked_at(page)
        page.get_by_role("button", name="Send").click()
        reference = reference_on(page)

    with new_page(browser, width=DESKTOP) as page:
        be(page, site, "Form teacher of 9B")
        open_found(page, site, reference)
        page.get_by_label("Your answer").fill("Gladly.")
        tell(page, "Nothing about the student")
        page.get_by_label("Which day do you offer?").fill(tomorrow())
        page.get_by_label("At what time?").fill("15:30")
        page.get_by_label("Where?").fill("Room 12")
        page.get_by_role("button", name="Send to Mrs Haddad").click()

    with new_page(browser, width=PHONE) as page:
        be(page, site, "Mother of Amal")
        page.get_by_role("link", name="May we meet about lunch?").click()
        expect(page.get_by_text("Room 12")).to_be_visible()


def test_not_resolved_twice_it_climbs_one_step_at_a_time(
    site: DemoSite, browser: Browser
) -> None:
    # Given a father who reads from right to left, and is answered
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Father of Sara")
        ask(page, "Sara", "Wellbeing, friends or behaviour", "Sara is left out.")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Send").click()
        reference = reference_on(page)
    answer(site, browser, STEPS[0], reference)

    # When it is not resolved, and then not resolved again
    for holder, again in zip(STEPS[1:], (UNCHANGED, ALONE), strict=True):
        with new_page(browser, width=PHONE) as page:
            be(page, site, "Father of Sara")
            page.get_by_role("link", name="Sara is left out.").click()
            turn_round(page)
            unfold(page, "Not resolved? Take it one step further")
            page.get_by_label("What is still not right?").fill(again)
            looked_at(page)
            page.get_by_role("button", name="Take it further").click()
            expect(page.get_by_text(again)).to_be_visible()

        # Then the next step has it, and answers
        answer(site, browser, holder, reference)


def answer(site: DemoSite, browser: Browser, who: str, reference: str) -> None:
    """Answer as this member of staff."""
    with new_page(browser, width=DESKTOP) as page:
        be(page, site, who)
        open_found(page, site, reference)
        page.get_by_label("Your answer").fill("I have spoken with the class.")
        tell(page, "Nothing about the student")
        page.get_by_role("button", name="Send to Mr Ahmed").click()
        expect(page.get_by_text("I have spoken with the class.").last).to_be_visible()


def test_an_abusive_call_reaches_who_leads_at_once(
    site: DemoSite, browser: Browser
) -> None:
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Mr Hughes")
        log_about(page, site, "Amal Haddad")
        page.get_by_role("radio", name="Karim Haddad, father").check()
        page.get_by_role("radio", name="They rang").check()
        page.get_by_role("radio", name="Something else").check()
        page.get_by_label("What did they say?").fill("Why is nobody ever there?")
        page.get_by_label("They were angry or abusive, and I ended it.").check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Keep it").click()
        reference_on(page)

    with new_page(browser, width=DESKTOP) as page:
        be(page, site, "Principal Sees what is overdue")
        expect(page.get_by_text("A call was ended").first).to_be_visible()
        page.get_by_role("link", name="See what happens next").first.click()
        looked_at(page)
        page.get_by_label("What happens next?").first.fill("I ring him myself today.")
        page.get_by_role("button", name="I have seen it").first.click()

    # What he asked keeps its promise, and he can read that
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Father of Amal")
        page.get_by_role("link", name="Why is nobody ever there?").click()
        expect(page.get_by_text("You will hear by")).to_be_visible()
        expect(page.get_by_text("abusive")).to_have_count(0)


def test_a_teacher_who_is_away_is_stood_in_for(
    site: DemoSite, browser: Browser
) -> None:
    # Given a maths teacher who is away from today
    with new_page(browser, width=DESKTOP) as office, new_page(browser) as phone:
        be(office, site, "Mrs Flynn")
        office.goto(f"{site.url}/desk/people/?said=byrne")
        office.get_by_role("link", name="Declan Byrne").click()
        office.get_by_role("button", name="Note that they are away").click()
        expect(office.get_by_role("button", name="Take this away")).to_be_visible()
        looked_at(office)

        # When a mother asks him, she reads before she sends who has it instead
        be(phone, site, "Mother of Amal")
        ask(phone, "Amal", "A subject or schoolwork", "Which page is the homework?")
        phone.get_by_label("Which subject?").select_option("Maths")
        phone.get_by_role("button", name="Continue").click()
        expect(phone.get_by_text("Dr Osei").first).to_be_visible()
        phone.get_by_role("button", name="Send").click()
        reference_on(phone)

        # And as soon as he is back, he is the first again
        office.get_by_role("button", name="Take this away").click()
        ask(phone, "Amal", "A subject or schoolwork", "And which exercise?")
        phone.get_by_label("Which subject?").select_option("Maths")
        phone.get_by_role("button", name="Continue").click()
        expect(phone.get_by_text("Mr Byrne").first).to_be_visible()


def test_what_is_about_a_childs_safety_goes_to_the_lead_alone(
    site: DemoSite, browser: Browser
) -> None:
    # Given a mother who writes to the form teacher, who sees what it is
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Mother of Amal")
        ask(page, "Amal", "Wellbeing, friends or behaviour", "Amal is hurt at home.")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Send").click()
        reference = reference_on(page)
        before = page.inner_text("main")
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Form teacher of 9B")
        open_found(page, site, reference)
        unfold(page, "This is about a child’s safety")
        page.get_by_label("Pass it to the safeguarding lead.").check()
        looked_at(page)
        page.get_by_role("button", name="Pass it to the lead").click()
        expect(page.get_by_text("Amal is hurt at home.")).to_have_count(0)

    # Then the lead reads it and takes it, and the head finds nothing
    with new_page(browser, width=DESKTOP) as page:
        be(page, site, "Safeguarding lead")
        page.goto(f"{site.url}/desk/safety/")
        looked_at(page)
        page.get_by_role("link", name="Amal Haddad").first.click()
        page.get_by_role("button", name="I have it in hand").click()
        page.get_by_role("link", name="Read the conversation").click()
        expect(page.get_by_text("Amal is hurt at home.").first).to_be_visible()
        looked_at(page)
    with new_page(browser, width=DESKTOP) as page:
        be(page, site, "Principal Sees what is overdue")
        page.goto(f"{site.url}/desk/find/?said={reference}")
        expect(page.get_by_text("Amal is hurt at home.")).to_have_count(0)

    # And the mother's page has not changed by a word
    with new_page(browser, width=PHONE) as page:
        be(page, site, "Mother of Amal")
        page.get_by_role("link", name="Amal is hurt at home.").click()
        assert page.inner_text("main") == before


def log_about(page: Page, site: DemoSite, child: str) -> None:
    """Find the child, and open the page that takes down what was said."""
    page.goto(f"{site.url}/desk/log/")
    page.get_by_label("Which child?").fill(child)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=child, exact=True).click()


def ask(page: Page, child: str, about: str, text: str) -> None:
    """Fill in what a family asks, on their own page."""
    page.get_by_role("link", name="Ask", exact=True).click()
    page.get_by_role("radio", name=child, exact=True).check()
    page.get_by_role("radio", name=about).check()
    page.get_by_label("What would you like to say?").fill(text)


def open_found(page: Page, site: DemoSite, reference: str) -> None:
    """Open an enquiry as its reference is read aloud."""
    page.goto(f"{site.url}/desk/find/?said={reference}")
    expect(page.get_by_text(reference)).to_be_visible()


def tomorrow() -> str:
    """Return a day ahead, as a browser's field for a day takes it."""
    return (clock.now() + timedelta(days=1)).date().isoformat()


def unfold(page: Page, what: str) -> None:
    """Open a part of the page that is folded."""
    page.locator("summary", has_text=what).click()


def reference_on(page: Page) -> str:
    """Return the reference that the page gives, as it is read aloud."""
    found = re.search(r"\b[0-9A-Z]{3} [0-9A-Z]{3}\b", page.inner_text("main"))
    assert found, page.inner_text("main")
    return found[0]


def tell(page: Page, what: str) -> None:
    """Choose what an answer tells about the student."""
    page.get_by_label("What does it tell about the student?").select_option(what)


def looked_at(page: Page) -> None:
    """Axe finds nothing, and nothing is wider than the page."""
    assert axe_violations(page) == []
    assert not overflows(page)
