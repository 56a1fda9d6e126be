"""`schoolgate import`: what it prints, and that without --apply nothing changes."""

from pathlib import Path
from typing import Any

import pytest

from schoolgate.cli.main import main
from tests.cast import Cast
from tests.imports import AMAL, KARIM, LEILA, NOBODY, csv_of, export

SCHOOL = ("--school", "oakfield.example")
NEW = "A9,Zoe,Nolan,02/03/2012,Nora,Nolan,nora@family.example,07700900111,Mother,yes"


@pytest.fixture
def path(tmp_path: Path, cast: Cast, frozen: Any) -> str:
    found = tmp_path / "pupils.csv"
    found.write_bytes(csv_of(f"{AMAL},{LEILA},{KARIM}", f"{NEW},{NOBODY}"))
    return str(found)


def test_it_says_what_would_change_and_changes_nothing(
    path: str, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    before = export(cast.oakfield)

    status = main(["import", path, *SCHOOL])

    said = capsys.readouterr().out
    assert status == 0
    assert "New students: 1\n  Zoe Nolan" in said
    assert "Nothing has been done." in said
    assert export(cast.oakfield) == before


def test_with_apply_it_is_taken_in(path: str, cast: Cast) -> None:
    status = main(["import", path, *SCHOOL, "--apply"])

    assert status == 0
    assert any("Zoe" in line for line in export(cast.oakfield))


def test_a_warning_has_to_be_ticked_by_its_code(
    tmp_path: Path, path: str, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    less = tmp_path / "less.csv"
    less.write_bytes(csv_of(f"{AMAL},{LEILA},{NOBODY}"))
    before = export(cast.oakfield)

    refused = main(["import", str(less), *SCHOOL, "--apply"])
    said = capsys.readouterr().out
    assert export(cast.oakfield) == before
    ticks = said.rpartition("looked: ")[2].split()
    taken = main(["import", str(less), *SCHOOL, "--apply", *ticks])

    assert (refused, taken) == (1, 0)
    assert export(cast.oakfield) != before


def test_a_school_that_is_not_here_is_named(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["import", path, "--school", "elsewhere.example"])

    assert status == 2
    assert "elsewhere.example" in capsys.readouterr().err
