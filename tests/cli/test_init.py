"""`schoolgate init`: a link for the browser, or a school at once."""

import re

from django.test import Client
from django.urls import reverse

from schoolgate.cli.main import main
from schoolgate.domain.accounts.actions.founding import founds_a_school
from schoolgate.domain.schools.models import School
from schoolgate.foundation import clock
from tests.cli.backups.installation import Installation

WHOLE = (
    *("init", "--name", "Hill Primary", "--nation", "england", "--kind", "primary"),
    *("--pack", "primary", "--mail-domain", "hill.example"),
    *("--administrator", "Ann Lee <a.lee@hill.example>"),
)


def test_without_options_it_prints_a_link_that_founds_a_school(db, capsys):
    status = main(["init"])

    link = capsys.readouterr().out
    [code] = re.findall(r"/begin/([^/]+)/", link)
    assert status == 0
    assert founds_a_school(code, at=clock.now())


def test_with_all_of_them_it_makes_the_school(db, capsys):
    status = main([*WHOLE])

    assert status == 0
    assert School.objects.get(mail_domain="hill.example").name == "Hill Primary"
    assert "a.lee@hill.example is its administrator" in capsys.readouterr().out


def test_the_link_it_prints_lets_the_administrator_in(db, capsys):
    main([*WHOLE])
    [link] = re.findall(r"http://localhost:8000(/join/[^/]+/)", capsys.readouterr().out)
    browser = Client()

    shown = browser.get(link).content.decode()
    led_to = browser.post(link)["Location"]

    assert "Ann Lee" in shown
    assert led_to == reverse("staff:desk")
    assert browser.get(led_to)["Location"].startswith(reverse("second_step"))


def test_with_some_of_them_it_names_those_that_are_missing(db, capsys):
    status = main(["init", "--name", "Hill Primary", "--pack", "primary"])

    assert status == 2
    assert "--nation, --kind, --mail-domain, --administrator missing" in (
        capsys.readouterr().err
    )


def test_addresses_of_another_school_here_are_refused(db, capsys):
    main([*WHOLE])

    status = main([*WHOLE])

    assert status == 2
    assert "Another school here has addresses at hill.example" in (
        capsys.readouterr().err
    )
    assert School.objects.filter(mail_domain="hill.example").count() == 1


def test_without_a_database_it_says_how_one_is_made(tmp_path):
    here = Installation(tmp_path / "new")

    before = here.command("init")
    made = here.command("setup")
    after = here.command("init")

    assert before.returncode == 1
    assert f"{here.folder} (DATA_DIR) holds no database" in before.stderr
    assert "schoolgate setup" in before.stderr
    assert made.stdout.startswith(f"Ready in {here.folder}. No school yet")
    assert "/begin/" in after.stdout
