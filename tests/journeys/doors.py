"""Walking through the doors: signing in, the account, access, letters and imports.

Each walk says `look` on every page it comes to, also on what a mistake shows. So the
same walk asks axe, and takes pictures for one's own eyes:

    python -m tests.journeys.doors http://localhost:8000 DATA_DIR FOLDER
"""

import re
import sys
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.browser import Theme, chromium, new_page, turn_round

Look = Callable[[Page, str], None]
Walk = Callable[[Page, str, Path, int, Look], None]
SECONDS = 20
FORGETFUL = (
    *("j.kerr@oakfield.example", "o.quinn@oakfield.example"),
    *("a.osei@oakfield.example", "n.gallagher@oakfield.example"),
)
"""Who sets a new password, one for each mode: an address is limited."""
FAULTY = b"""\
Forename,Surname,DOB,Parent 1 forename,Parent 1 surname,Parent 1 email
Nora,Bell,31/02/2014,Una,Bell,una.bell@family.example
,Nolan,02/03/2012,Nell,Nolan,not an address
Zoe,Quill,02/03/2013,Mae,Quill,mae.quill@family.example
"""


def be(page: Page, url: str, name: str) -> None:
    """Choose whom to be."""
    page.goto(f"{url}/demo/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def signing_in(page: Page, url: str, sent: Path, number: int, look: Look) -> None:
    """Sign in by code and by password, each with a mistake first."""
    del sent
    page.goto(f"{url}/sign-in/?why=nobody")
    look(page, "sign-in")
    _press(page, "Send me a code")
    look(page, "sign-in-wrong")
    page.get_by_label("What is your e-mail").fill(f"nobody.{number}@family.example")
    _press(page, "Send me a code")
    look(page, "sign-in-code")
    page.get_by_label("What is the code?").fill("000000")
    _press(page, "Sign in")
    look(page, "sign-in-code-wrong")
    page.goto(f"{url}/sign-in/password/")
    look(page, "sign-in-password")
    _press(page, "Sign in")
    look(page, "sign-in-password-wrong")


def a_new_password(page: Page, url: str, sent: Path, number: int, look: Look) -> None:
    """Set a forgotten password anew."""
    address = FORGETFUL[number]
    page.goto(f"{url}/sign-in/forgotten/")
    look(page, "forgotten")
    page.get_by_label("What is your e-mail").fill(address)
    page.locator("main form button").click()
    look(page, "forgotten-code")
    page.get_by_label("What is the code?").fill("000000")
    _press(page, "Continue")
    look(page, "forgotten-code-wrong")
    page.get_by_label("What is the code?").fill(code_sent(sent, address))
    _press(page, "Continue")
    look(page, "new-password")
    page.get_by_label("New password").fill("short")
    _press(page, "Set this password")
    look(page, "new-password-wrong")


def by_letter(page: Page, url: str, sent: Path, number: int, look: Look) -> None:
    """Come in with a letter, which the office prints."""
    be(page, url, "Mrs Flynn")
    page.goto(f"{url}/desk/access/")
    _open_one_without_access(page)
    look(page, "access-person")
    _press(page, "Print a letter")
    look(page, "access-letter")
    code = page.locator("p.num").inner_text()
    page.context.clear_cookies()
    page.goto(f"{url}/join/")
    look(page, "letter")
    page.get_by_label("What is the code in").fill("BCDF" * 5)
    _press(page, "Continue")
    look(page, "letter-wrong")
    page.get_by_label("What is the code in").fill(code)
    _press(page, "Continue")
    look(page, "letter-address")
    address = f"letter.{number}.{time.time_ns()}@family.example"
    page.get_by_label("With which e-mail").fill(address)
    _press(page, "Send me a code")
    look(page, "letter-code")
    page.get_by_label("What is the code?").fill("000000")
    _press(page, "Come in")
    look(page, "letter-code-wrong")
    page.goto(f"{url}/join/no-such-link/")
    look(page, "letter-closed")
    assert code_sent(sent, address)


def ones_own_account(page: Page, url: str, sent: Path, number: int, look: Look) -> None:
    """Look at one's own sessions, second step and password."""
    del sent, number
    be(page, url, "Mother of Amal")
    for path in ("", "second-step/", "app/", "passkey/", "password/set/"):
        page.goto(f"{url}/me/security/{path}")
        look(page, f"security-{path.strip('/').replace('/', '-')}")
    _press(page, "Set")
    look(page, "security-password-wrong")


def who_has_access(page: Page, url: str, sent: Path, number: int, look: Look) -> None:
    """Look at access, at an address that changed, and at a post that takes two."""
    del sent
    be(page, url, "Ms Murphy")
    for show in ("families", "staff"):
        page.goto(f"{url}/desk/access/?show={show}")
        look(page, f"access-{show}")
    _readdress(page, url, f"moved.{number}.{time.time_ns()}@oakfield.example")
    page.goto(f"{url}/desk/access/?show=staff")
    look(page, "access-readdressed")
    page.goto(f"{url}/desk/school/posts/")
    page.get_by_role("link", name=re.compile("^Administrator")).first.click()
    look(page, "post-administrator")
    page.get_by_label("Who stands in").select_option(index=1)
    _press(page, "Save")
    look(page, "post-waiting")
    page.get_by_role("button", name="Stop it").click()
    _last_administrator(page, url, look)


def bringing_in(page: Page, url: str, sent: Path, number: int, look: Look) -> None:
    """Bring a file in that has faults, up to the list of them."""
    del number
    be(page, url, "Ms Murphy")
    page.goto(f"{url}/desk/people/import/")
    look(page, "imports")
    _press(page, "Check the columns")
    look(page, "imports-wrong")
    for name, data in (("broken.xlsx", b"PK\x03\x04 broken"), ("pupils.csv", FAULTY)):
        file = sent.parent / name
        file.write_bytes(data)
        page.goto(f"{url}/desk/people/import/")
        page.locator("input[type=file]").set_input_files(file)
        _press(page, "Check the columns")
        look(page, f"imports-{name.partition('.')[0]}")
    _press(page, "See what would change")
    _soon(lambda: bool(page.goto(page.url)) and _has(page, "Work it out again"))
    look(page, "imports-faults")
    take = page.get_by_role("button", name="Take it in")
    if take.count():
        take.click()
        look(page, "imports-not-ticked")
    page.get_by_role("button", name="Delete this file").last.click()


WALKS: tuple[Walk, ...] = (
    *(signing_in, a_new_password, by_letter, ones_own_account),
    *(who_has_access, bringing_in),
)


def code_sent(sent: Path, to: str) -> str:
    """Return the six digits of the newest mail to an address, once it has gone."""
    found: list[str] = []

    def look() -> bool:
        for path in sorted(sent.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            says = re.search(r"Your code is (\d{6})", mail.get_content())
            if to in str(mail["To"]) and says:
                found.append(says[1])
        return bool(found)

    _soon(look)
    return found[-1]


def _open_one_without_access(page: Page) -> None:
    lines = page.locator("li.thing, .thing").filter(has_text="No access")
    lines.locator("a").first.click()


def _open_colleague(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/desk/people/?said={name}")
    staff = page.locator(".thing").filter(has_text="@oakfield.example")
    staff.locator("a").first.click()


def _readdress(page: Page, url: str, address: str) -> None:
    """Give a colleague another address, on their page."""
    _open_colleague(page, url, "walsh")
    page.get_by_role("link", name="Correct").click()
    page.get_by_label("E-mail at the school").fill(address)
    _press(page, "Save")


def _last_administrator(page: Page, url: str, look: Look) -> None:
    _open_colleague(page, url, "murphy")
    page.get_by_role("link", name="Record that they leave").click()
    _press(page, "Record it")
    look(page, "last-administrator")


def _press(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button).first.click()
    page.wait_for_load_state()


def _has(page: Page, button: str) -> bool:
    return page.get_by_role("button", name=button).count() > 0


def _soon(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not look():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.5)


def pictures(url: str, data_dir: Path, folder: Path) -> Iterator[str]:
    """Walk once on a phone and once on a desk; take each page in light, dark, rtl."""
    with chromium() as browser:
        for number, width in enumerate((390, 1280)):

            def look(page: Page, name: str, width: int = width) -> None:
                for theme in ("light", "dark"):
                    _picture(page, folder / f"{name}-{width}-{theme}.png", theme)
                turn_round(page)
                _picture(page, folder / f"{name}-{width}-rtl.png", "light")
                page.evaluate("document.documentElement.dir = 'ltr'")

            for walk in WALKS:
                with new_page(browser, width=width) as page:
                    walk(page, url, data_dir / "sent-mail", number, look)
                yield f"{walk.__name__} {width}"


def _picture(page: Page, path: Path, theme: Theme) -> None:
    page.emulate_media(color_scheme=theme)
    page.screenshot(path=path, full_page=True)


if __name__ == "__main__":
    for each in pictures(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])):
        sys.stdout.write(f"{each}\n")
