"""`schoolgate check audit` and `schoolgate policy clauses`."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from schoolgate.cli.main import main
from schoolgate.domain.governance.enums import ClauseState
from schoolgate.kernel.packs import PACK_IDS, load_pack
from tests.cast import Cast
from tests.web.world import ask


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))


def clauses(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["policy", "clauses", "--json", *arguments]) == 0
    return {row["id"]: row for row in json.loads(capsys.readouterr().out)}


def test_a_whole_audit_is_said_to_be_whole(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "audit"]) == 0
    assert "0 breaks" in capsys.readouterr().out


@pytest.mark.only_on("sqlite")  # elsewhere our role cannot drop the trigger
def test_a_changed_entry_is_named_with_its_school_and_place(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER foundation_auditentry_no_UPDATE")
        cursor.execute("UPDATE foundation_auditentry SET action = 'x'")

    assert main(["check", "audit"]) == 1
    said = capsys.readouterr().err
    assert "audit: Oakfield Grammar, entry 1: was changed after writing" in said


def test_every_clause_of_every_pack_is_listed_with_one_of_the_states(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = clauses(capsys)

    expected = {each.id for pack in PACK_IDS for each in load_pack(pack).clauses}
    assert set(rows) == expected
    assert {row["state"] for row in rows.values()} <= {str(s) for s in ClauseState}


def test_what_is_not_built_says_so(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clauses(capsys)["SE-RH1"]["state"] == "not_built_yet"


def test_a_promise_nobody_needed_yet_has_no_evidence(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clauses(capsys)["GN-5.3a"]["state"] == "no_evidence_yet"


def test_a_promise_that_passed_unanswered_is_broken_and_shows_its_figure(
    cast: Cast, capsys: pytest.CaptureFixture[str], frozen: Any
) -> None:
    ask(cast.contact("leila"), cast.student("amal"))
    frozen.shift(7 * 24 * 3600)

    row = clauses(capsys, "--pack", "grammar-ni")["GN-5.3a"]

    assert row["state"] == "broken"
    assert "message, acknowledged in time: 0 of 1" in row["evidence"]


def test_people_can_read_the_list(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["policy", "clauses", "--pack", "fe-college"]) == 0

    said = capsys.readouterr().out
    assert "FE-1.1" in said
    assert "not built yet" in said
