"""Making a backup: whole, secret, proven, and nothing left behind by a failure."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from schoolgate.cli.backups.archive import read_archive
from schoolgate.cli.backups.keys import Identity, identities_in, new_identity
from schoolgate.cli.backups.restoring import checked
from schoolgate.cli.running import one_backup
from schoolgate.foundation.last_backup import read_last_backup
from tests.cli.backups import installation
from tests.cli.backups.installation import Installation
from tests.databases import OwnDatabase
from tests.faults.outbox import a_family, queue_mails

CANARY = "Haddad"
"""A family name of the cast, in several tables."""
LITTLE_ROOM = 5_000


@pytest.fixture
def here(own_database: OwnDatabase) -> Installation:
    return installation.of(own_database)


def key_of(here: Installation) -> list[Identity]:
    return identities_in(str(here.folder / "backup.key"))


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_proven_and_put_on_record(here: Installation) -> None:
    file = here.backup()

    last = read_last_backup(here.folder)
    assert last is not None
    assert last.file == str(file)
    assert last.proven_at is not None
    assert last.rows == checked(file, key_of(here)).rows > 100
    assert left_in(file.parent) == [file.name]
    assert not (here.folder / "scratch").exists()


def test_the_key_is_made_once_and_only_its_owner_can_read_it(
    here: Installation,
) -> None:
    first = here.command("backup", "--quick")
    key = (here.folder / "backup.key").read_text()
    second = here.command("backup", "--quick")

    assert "Copy it now" in first.stderr
    assert second.stderr == ""
    assert (here.folder / "backup.key").read_text() == key
    assert (here.folder / "backup.key").stat().st_mode & 0o777 == 0o600


def test_nothing_can_be_read_in_the_file(here: Installation) -> None:
    file = here.backup("--quick")

    inside = b"".join(m.content for m in read_archive(file, key_of(here)))
    assert CANARY.encode() in inside  # the control: it is there for the key
    assert CANARY.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_secret_key_travels_and_the_backup_key_does_not(
    here: Installation,
) -> None:
    (here.folder / "secret.key").write_text("the secret")
    (here.folder / "evidence").mkdir()
    (here.folder / "evidence" / "letter.pdf").write_bytes(b"")
    (here.folder / "older.sgb").write_text("a backup is in no backup")
    (here.folder / "static").mkdir()
    (here.folder / "static" / "sheet.css").write_text("p {}")

    file = here.backup("--quick")

    names = {member.name for member in read_archive(file, key_of(here))}
    files = {name for name in names if name.startswith("files/")}
    assert files == {"files/00001/secret.key", "files/00001/evidence/letter.pdf"}


def test_a_machine_with_a_public_key_alone_proves_what_it_cannot_read(
    here: Installation,
) -> None:
    principal = new_identity()

    file = here.backup("--recipient", str(principal.to_public()))

    last = read_last_backup(here.folder)
    assert last is not None
    assert last.proven_at is not None
    assert checked(file, [principal]).rows > 100
    assert not (here.folder / "backup.key").exists()


@pytest.fixture
def writing(here: Installation) -> Iterator[list[int]]:
    """Queue mails without a pause, in commits of their own, until the test ends."""
    contact, student = a_family()
    done = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not done.is_set():
            queue_mails(1, contact=contact, student=student)
            written.append(1)
        connections.close_all()

    thread = threading.Thread(target=write)
    thread.start()
    yield written
    done.set()
    thread.join()


def test_it_is_whole_while_writing_goes_on(
    here: Installation, writing: list[int]
) -> None:
    before = len(writing)

    here.backup()

    last = read_last_backup(here.folder)
    assert last is not None
    assert last.proven_at is not None
    assert len(writing) > before + 5


def test_the_oldest_go_and_the_last_proven_one_stays(here: Installation) -> None:
    good = here.backup()
    others = [here.backup("--quick", "--keep", "2") for _ in range(3)]

    assert left_in(good.parent) == sorted(
        path.name for path in (good, others[1], others[2])
    )


def test_one_that_is_not_proven_does_not_count_as_the_last_good_one(
    here: Installation,
) -> None:
    good = here.backup()
    here.backup("--quick")

    last = read_last_backup(here.folder)
    assert last is not None
    assert last.file == str(good)


def test_a_disk_that_is_full_leaves_no_backup(
    here: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", _WITH_LITTLE_ROOM, str(folder)],
        env=here.environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "no backup was made" in done.stderr
    assert "could not write there" in done.stderr
    assert left_in(folder) == []
    assert read_last_backup(here.folder) is None


_WITH_LITTLE_ROOM = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from schoolgate.cli.main import main
import schoolgate.cli.backups.archive as archive
made = archive._made
def little(path):
    resource.setrlimit(resource.RLIMIT_FSIZE, ({LITTLE_ROOM},) * 2)
    return made(path)
archive._made = little
sys.exit(main(["backup", "--to", sys.argv[1]]))
"""


def test_killed_in_the_middle_it_leaves_nothing_that_looks_whole(
    here: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    seen_half = False
    for wait in (0.0, 0.05, 0.3):
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "schoolgate.cli.main", "backup"),
                *("--to", str(folder)),
            ],
            env=here.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while process.poll() is None and not any(folder.glob(".*.half")):
            time.sleep(0.002)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen_half = seen_half or any(folder.glob(".*.half"))
        assert not any(folder.glob("schoolgate-*.sgb"))
    assert seen_half  # the control: it was killed while it wrote

    file = here.backup("--to", str(folder))

    assert left_in(folder) == [file.name]


def test_two_at_once_are_one(here: Installation) -> None:
    with one_backup(here.folder):
        done = here.command("backup")

    assert done.returncode == 1
    assert "another backup is being made" in done.stderr


def test_a_key_that_is_none_is_named(here: Installation, tmp_path: Path) -> None:
    key = tmp_path / "wrong.key"
    key.write_text("# a comment\nnot a key\n")

    done = here.command("backup", "--key", str(key))

    assert done.returncode == 1
    assert f"{key}, line 2: this is not a key" in done.stderr
