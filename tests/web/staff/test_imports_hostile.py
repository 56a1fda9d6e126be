"""Strings that have broken programs, in every column, as far as the pages and lists."""

import csv
import html
import io
from html.parser import HTMLParser

import pytest
from django.test import Client

from schoolgate.kernel.importing.wording import LISTS
from tests.cast import Cast
from tests.integrations.school_files.test_hostile_text import COLUMNS, hostile
from tests.web.staff.test_imports import browser, dry, press

__all__ = ["browser"]
FIELDS = ("Pupil Forename", "Pupil Surname", "Reg", "Parent Name", "Parent Email")
WORST = ("<", '"', "'", "javascript:", "{{", "${", "=", "@")
STARTS = ("=", "+", "-", "@", "\t", "\r")


class Tags(HTMLParser):
    """Collects the tags of a page, with what could run in them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and each attribute that would run something."""
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").startswith("javascript:"):
                self.running.append(f"{tag} {name}")


def tags_of(page: str) -> Tags:
    found = Tags()
    found.feed(page)
    return found


def file_with(words: list[str], field: str) -> bytes:
    """Return a file with these words in one column, one to a row."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for number, each in enumerate(words):
        row = COLUMNS | {"UPN": f"H{number}", "Pupil Surname": f"Number{number}"}
        rows.writerow((row | {field: each}).values())
    return text.getvalue().encode("utf-8", "replace")


@pytest.mark.parametrize("field", FIELDS)
def test_they_are_words_on_every_page_and_in_every_list(
    field: str, cast: Cast, browser: Client
) -> None:
    words = [each for each in hostile() if any(sign in each for sign in WORST)][:150]
    plain = tags_of(
        browser.get(dry(browser, file_with(["Zoe"], field))).content.decode()
    )

    url = dry(browser, file_with(words, field), name="x.csv")
    seen = [browser.get(each).content.decode() for each in (url, f"{url}duplicates/")]
    lists = [browser.get(f"{url}{code}.csv").content.decode() for code in LISTS]
    press(browser, url, "apply")

    found = [tags_of(page) for page in seen]
    assert [each.running for each in found] == [[], []]
    assert found[0].tags <= plain.tags | {"details", "summary", "svg", "path", "ul"}
    cells = [
        cell
        for text in lists
        for line in csv.reader(io.StringIO(text, newline=""))
        for cell in line
    ]
    assert [cell for cell in cells if cell.startswith(STARTS)] == []
    assert len(html.unescape("".join(seen))) > 1000
