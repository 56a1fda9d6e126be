"""`schoolgate mail receive`: the pipe, files, folders, and its exit statuses."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from schoolgate.cli.main import main
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.mails import mail

KARIM = mail(sender="karim@family.example")


def receive(*arguments: str) -> int:
    return main(["mail", "receive", *arguments])


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))


def test_a_mail_on_standard_input_becomes_an_enquiry(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(KARIM)))

    status = receive()

    [line] = lines(capsys)
    with school_in_force(cast.oakfield.pk):
        reference = Enquiry.objects.get().reference
    assert status == 0
    assert line == {
        "path": "-",
        "outcome": "enquiry",
        "reference": reference,
        "text": "Who decided about the maths set?",
        "reason": "",
    }


def test_a_folder_is_walked_and_each_mail_gets_a_line(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = tmp_path / "mails" / "inner"
    inner.mkdir(parents=True)
    (inner / "a.eml").write_bytes(KARIM)
    (inner / "b.eml").write_bytes(KARIM)
    (tmp_path / "mails" / "c.eml").write_bytes(mail(sender="x@elsewhere.example"))

    status = receive(str(tmp_path / "mails"))

    outcomes = sorted(line["outcome"] for line in lines(capsys))
    assert status == 0
    assert outcomes == ["duplicate", "enquiry", "quarantined"]


def test_a_path_that_is_not_there_is_66_and_nothing_is_stored(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "a.eml"
    there.write_bytes(KARIM)

    status = receive(str(there), str(tmp_path / "missing.eml"))

    assert status == 66
    assert "missing.eml" in capsys.readouterr().err
    with school_in_force(cast.oakfield.pk):
        assert not Enquiry.objects.exists()


def test_a_mail_for_no_school_here_is_75_so_that_the_server_keeps_it(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = tmp_path / "lost.eml"
    lost.write_bytes(mail(sender="karim@family.example", to="x@nowhere.example"))

    status = receive(str(lost))

    [line] = lines(capsys)
    assert status == 75
    assert "No school here has the address x@nowhere.example" in line["reason"]


def test_when_storing_fails_it_is_75(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "a.eml"
    there.write_bytes(KARIM)
    with connection.execute_wrapper(_full_disk):
        status = receive(str(there))

    assert status == 75
    assert lines(capsys)[0]["outcome"] is None


def _full_disk(execute: Any, sql: str, *args: Any) -> Any:
    """Behave like a database that can write no more."""
    if sql.lstrip().upper().startswith("INSERT"):
        raise OSError("No space left on device")
    return execute(sql, *args)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe" * 100,
        b"From: karim@family.example",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 50,
        b"From: =?utf-8?q?=FF?= <karim@family.example>\r\n\r\n\xff",
        b"Content-Type: text/plain; charset=no-such\r\n\r\nhello",
    ],
    ids=["empty", "noise", "header only", "unending", "false charset", "unknown"],
)
def test_whatever_comes_is_stored(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes
) -> None:
    there = tmp_path / "odd.eml"
    there.write_bytes(raw)

    status = receive("--to", "office@oakfield.example", str(there))

    [line] = lines(capsys)
    assert status == 0
    assert line["outcome"] in {"quarantined", "enquiry"}
