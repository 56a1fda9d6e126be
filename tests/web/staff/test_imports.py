"""Bringing people in, in the browser: columns, dry run, taking in, taking back."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from schoolgate.domain.people.models import Contact, ImportBatch, Student
from schoolgate.foundation.progress import ProgressFile
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.importing.progress import Doing
from schoolgate.worker.importing import take_waiting_imports
from tests.cast import Cast
from tests.imports import AMAL, KARIM, LEILA, NOBODY, csv_of, data_manager, export

SignIn = Callable[[str], Client]
START = reverse("staff:people_imports")
NEW = "A9,Zoe,Nolan,02/03/2012,Nora,Nolan,nora@family.example,07700900111,Mother,yes"
FILE = csv_of(f"{AMAL},{LEILA},{KARIM}", f"{NEW},{NOBODY}")


@pytest.fixture
def browser(cast: Cast, sign_in: SignIn) -> Client:
    data_manager(cast.staff("hughes"))
    return sign_in("hughes")


def send(client: Client, data: bytes = FILE, name: str = "pupils.csv") -> Any:
    """Send a file, and return the answer."""
    form = {"key": "k" * 31 + name[:1], "file": SimpleUploadedFile(name, data)}
    return client.post(START, form)


def press(client: Client, url: str, button: str, **said: str) -> Any:
    """Press a button with the form as the page has it."""
    form = client.get(url).context
    values = {"key": f"{button}-{len(said)}".ljust(32, "x"), button: "yes", **said}
    for name in ("ticks",):
        if form and name in form:
            values |= {each: "on" for each in form[name].fields if "tick_" in each}
            values["digest"] = form["batch"].digest
    return client.post(url, values)


def dry(client: Client, data: bytes = FILE, name: str = "pupils.csv") -> str:
    """Send a file, leave its columns as proposed, and return the import's page."""
    url: str = send(client, data, name).url
    form = client.get(url).context["form"]
    said = {each.html_name: each.initial or "" for each in form if each.name != "key"}
    client.post(url, {"key": url.ljust(40, "x"), **said})
    take_waiting_imports()
    return url


def words_on(client: Client, url: str) -> str:
    return html.unescape(client.get(url).content.decode())


def test_it_is_for_those_who_bring_people_in_and_for_nobody_else(
    cast: Cast, browser: Client, sign_in: SignIn
) -> None:
    url = dry(browser)

    pages = (START, url, f"{url}duplicates/", f"{url}contacts.csv")
    found = [
        [sign_in(name).get(each).status_code for each in pages]
        for name in ("flynn", "byrne", "leila", "amal", "healy", "grant")
    ]

    assert [browser.get(each).status_code for each in pages] == [200] * 4
    assert found[0] == [403, 404, 404, 404]
    assert found[1] == found[5] == [403, 404, 404, 404]
    assert found[2] == found[3] == found[4] == [404] * 4


def test_another_schools_data_manager_does_not_find_it(
    cast: Cast, browser: Client, sign_in: SignIn
) -> None:
    url = dry(browser)
    data_manager(cast.staff("grant"))

    assert sign_in("grant").get(url).status_code == 404
    assert sign_in("grant").get(START).status_code == 200


def test_from_file_to_record_and_back(cast: Cast, browser: Client) -> None:
    before = export(cast.oakfield)

    url = dry(browser)
    shown = words_on(browser, url)
    press(browser, url, "apply")
    waiting = words_on(browser, url)
    take_waiting_imports()
    done = words_on(browser, url)
    between = export(cast.oakfield)
    press(browser, url, "undo")
    take_waiting_imports()

    assert "1 new student, 1 new contact and 1 new tie" in shown
    assert "Nora Nolan" in shown
    assert 'http-equiv="refresh"' in waiting
    assert "Take it back" in done
    assert any("Zoe" in line for line in between)
    assert export(cast.oakfield) == before
    assert "Everything stands as it did before" in words_on(browser, url)


def test_while_it_waits_the_page_says_how_far_it_has_come(
    browser: Client, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    url = dry(browser)
    press(browser, url, "apply")
    progress = ProgressFile(tmp_path, url.rstrip("/").rpartition("/")[2])
    silent = words_on(browser, url)

    progress.tell(Doing.WRITING, 2400, 20_000)

    assert "<progress" not in silent
    page = re.sub("<[^>]*>", "", words_on(browser, url))
    assert "Putting on record: 2,400 of 20,000 rows" in page
    take_waiting_imports()
    assert progress.read() is None


def test_a_warning_left_unticked_is_asked_for_and_nothing_is_done(
    cast: Cast, browser: Client
) -> None:
    url = dry(browser, csv_of(f"{AMAL},{LEILA},{NOBODY}"))
    before = export(cast.oakfield)
    digest = browser.get(url).context["batch"].digest

    answer = browser.post(url, {"key": "k" * 32, "apply": "yes", "digest": digest})
    take_waiting_imports()

    assert "Tick this once you have looked." in answer.content.decode()
    assert export(cast.oakfield) == before


def test_columns_are_proposed_corrected_and_remembered(
    cast: Cast, browser: Client
) -> None:
    odd = FILE.replace(b"Surname,DOB", b"Zuname,DOB")
    url = send(browser, odd).url
    first = browser.get(url).context["form"]
    said = {each.html_name: each.initial or "" for each in first if each.name != "key"}
    assert said["column_2"] == ""
    browser.post(url, {"key": "k" * 32, **said, "column_2": "student.family_name"})
    take_waiting_imports()

    again = browser.get(send(browser, odd, "xagain.csv").url).context["form"]

    assert again.fields["column_2"].initial == "student.family_name"
    assert "“Haddad”" in first.fields["column_2"].help_text


def test_who_may_be_somebody_restricted_is_asked_and_added_only_as_two_people(
    cast: Cast, browser: Client
) -> None:
    conor = ",Conor,Doyle,04/03/2011,Sinead,Doyle,sinead@family.example,,Mother,yes"
    url = dry(browser, csv_of(f"{conor},Garry,Doyle,garry@family.example,,Uncle,no"))
    asks = f"{url}duplicates/"
    [field] = [
        name for name in browser.get(asks).context["form"].fields if "who_" in name
    ]
    assert "begun" not in browser.get(url).context["batch"].summary["counts"]

    browser.post(asks, {"key": "k" * 32, field: "two"})
    take_waiting_imports()

    assert browser.get(url).context["batch"].summary["counts"]["begun"] == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.4 ...", "found a PDF"),
        ("a.csv", b"", "The file is empty"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "old Excel"),
        ("a.zip", b"PK\x03\x04broken", "broken or cut off"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    browser: Client, name: str, data: bytes, words: str
) -> None:
    answer = html.unescape(send(browser, data, name).content.decode())

    assert words in answer


def test_a_file_that_is_too_large_is_refused_with_the_reason(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schoolgate.web.shared.uploads.MOST_BYTES", 100)

    answer = send(browser, FILE)

    assert "The file has more than 64 MB" in answer.content.decode()


def test_no_cell_of_a_list_is_a_formula(browser: Client) -> None:
    evil = "A8,=cmd|x,@Nolan,02/03/2012,+Nora,-Nolan,n@family.example,,Mother,yes"
    url = dry(browser, csv_of(f"{evil},{NOBODY}"))

    cells = [
        cell
        for code in ("students", "contacts", "begun", "faults")
        for line in browser.get(f"{url}{code}.csv").content.decode().splitlines()
        for cell in line.split(",")
    ]

    assert any("cmd" in cell for cell in cells)
    assert not [cell for cell in cells if cell.strip('"')[:1] in {"=", "+", "-", "@"}]


def test_hostile_words_stand_on_the_pages_as_words(cast: Cast, browser: Client) -> None:
    row = 'A8,<script>alert(1)</script>,"<img src=x onerror=y>",02/03/2012'
    url = dry(browser, csv_of(f"{row},{LEILA},{NOBODY}"), name="<b>.csv")

    pages = [browser.get(each).content.decode() for each in (url, START)]

    assert all("<script>alert" not in page and "<img" not in page for page in pages)
    assert all("<b>.csv" not in page for page in pages)
    assert "alert(1)" in pages[0]


def test_nothing_of_a_dropped_file_is_left(cast: Cast, browser: Client) -> None:
    url = dry(browser)

    press(browser, url, "drop")

    with school_in_force(cast.oakfield.pk):
        [batch] = ImportBatch.objects.all()
        assert (batch.state, batch.contents.count()) == ("dropped", 0)
        assert batch.summary["lists"] == {}
    assert "nothing of it is on record" in words_on(browser, url)


def test_a_get_writes_nothing(cast: Cast, browser: Client) -> None:
    url = dry(browser)
    with school_in_force(cast.oakfield.pk):
        before = list(ImportBatch.objects.values())

    for each in (START, url, f"{url}duplicates/", f"{url}students.csv"):
        browser.get(each)

    with school_in_force(cast.oakfield.pk):
        assert list(ImportBatch.objects.values()) == before
        assert not Student.objects.filter(ref="A9").exists()
        assert not Contact.objects.filter(email="nora@family.example").exists()
