"""`schoolgate upgrade`: a backup first, all or nothing, never under a running site."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from schoolgate.cli.backups.tables import applied_migrations
from schoolgate.cli.running import nothing_else_runs, run_here
from schoolgate.cli.starting import DEMO, PRODUCTION
from schoolgate.domain.deliveries.enums import SendState
from schoolgate.foundation.last_backup import read_last_backup
from tests.architecture.tree import ROOT
from tests.cli.backups import installation
from tests.cli.backups.installation import Installation, sums
from tests.databases import OwnDatabase
from tests.faults.intake import free_port
from tests.faults.outbox import a_family, count_states, queue_mails

NEWEST = ("deliveries", "0011_first_word")
HAS_NEW_COLUMNS = frozenset({"deliveries_outboxmail"})


@pytest.fixture
def older(own_database: OwnDatabase) -> Installation:
    """Return an installation whose database is one step behind, with mail waiting."""
    here = installation.of(own_database)
    contact, student = a_family()
    queue_mails(2, contact=contact, student=student)
    urls = here.database
    owner = urls.get("DATABASE_OWNER_URL") or urls["DATABASE_URL"]
    connection.close()
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0", "deliveries", "0010"],
        cwd=ROOT,
        env=here.environment(DATABASE_URL=owner),
        check=True,
    )
    assert NEWEST not in applied_migrations()
    return here


def with_a_lost_record() -> None:
    """Forget that a table was made: the upgrade makes it again, and fails half way."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'policies'")


def test_it_is_backed_up_and_brought_up_to_date(older: Installation) -> None:
    done = older.command("upgrade")

    assert done.returncode == 0, done.stderr
    assert NEWEST in applied_migrations()
    assert count_states() == {SendState.QUEUED: 2}
    last = read_last_backup(older.folder)
    assert last is not None
    assert f"schoolgate restore {last.file}" in done.stdout
    assert not (older.folder / "before-upgrade.db").exists()


def test_the_backup_of_an_older_version_is_restored_and_brought_up_to_date(
    older: Installation, tmp_path: Path
) -> None:
    file, key = older.backup(), str(older.folder / "backup.key")

    with installation.nowhere_yet(tmp_path / "there") as there:
        done = there.command(
            "restore", str(file), "--key", key, "--into", str(there.folder)
        )

        assert done.returncode == 0, done.stderr
        with installation.looking_at(there):
            assert NEWEST in applied_migrations()
            assert count_states() == {SendState.HELD: 2}


def test_one_that_fails_half_way_leaves_everything_as_it_was(
    older: Installation,
) -> None:
    with_a_lost_record()
    before, applied = sums(), applied_migrations()
    connection.close()  # the file may be another one afterwards

    done = older.command("upgrade")

    assert done.returncode == 1
    assert "The database is as it was" in done.stderr
    assert applied_migrations() == applied
    assert sums() == before
    assert not (older.folder / "before-upgrade.db").exists()


def test_it_refuses_while_the_site_runs(older: Installation) -> None:
    lock = run_here(older.folder)

    done = older.command("upgrade")
    os.close(lock)

    assert done.returncode == 1
    assert "Stop web and worker" in done.stderr
    assert NEWEST not in applied_migrations()


def test_without_a_change_of_the_database_the_site_may_run(
    own_database: OwnDatabase,
) -> None:
    here = installation.of(own_database)
    lock = run_here(here.folder)

    done = here.command("upgrade", "--quick")
    os.close(lock)

    assert done.returncode == 0, done.stderr
    assert "no change was needed" in done.stdout


def test_no_backup_no_upgrade(older: Installation) -> None:
    in_the_way = older.folder / "a-file"
    in_the_way.touch()

    done = older.command("upgrade", "--to", str(in_the_way / "folder"))

    assert done.returncode == 1
    assert "no upgrade without a backup" in done.stderr
    assert NEWEST not in applied_migrations()


def test_a_new_installation_needs_no_backup(own_database: OwnDatabase) -> None:
    folder = own_database.data_dir / "new"
    with installation.nowhere_yet(folder) as new:
        done = new.command("upgrade")

        assert done.returncode == 0, done.stderr
        assert read_last_backup(new.folder) is None


@pytest.mark.only_on("sqlite")  # elsewhere it is one transaction
def test_an_upgrade_that_was_cut_off_starts_from_what_was_before(
    older: Installation,
) -> None:
    before = sums(without=HAS_NEW_COLUMNS)
    connection.close()
    database = older.folder / "own.db"
    shutil.copy(database, older.folder / "before-upgrade.db")
    database.write_bytes(b"half of something else")

    refused = older.command("worker")
    done = older.command("upgrade", "--quick")

    assert "an upgrade was cut off" in refused.stderr
    assert done.returncode == 0, done.stderr
    assert NEWEST in applied_migrations()
    assert sums(without=HAS_NEW_COLUMNS) == before
    assert count_states() == {SendState.QUEUED: 2}


def test_nothing_comes_in_or_starts_during_an_upgrade(
    own_database: OwnDatabase,
) -> None:
    here = installation.of(own_database)
    with nothing_else_runs(here.folder) as is_alone:
        assert is_alone
        web, mail = here.command("web"), here.command("mail", "receive", os.devnull)

    assert (web.returncode, mail.returncode) == (1, 75)
    assert "an upgrade is under way" in web.stderr


@pytest.mark.parametrize("command", ["setup", "run"])
def test_a_start_changes_no_database_that_holds_something(
    older: Installation, command: str
) -> None:
    before, applied = sums(), applied_migrations()
    ports = {"PORT": str(free_port()), "MAIL_PORT": str(free_port())}

    done = older.command(command, **ports)

    assert done.returncode == 1
    assert "Run `schoolgate upgrade`: it makes a backup first" in done.stderr
    assert (sums(), applied_migrations()) == (before, applied)


def test_an_empty_database_and_the_demos_are_made_ready_by_a_start(
    older: Installation, tmp_path: Path
) -> None:
    with installation.nowhere_yet(tmp_path / "new") as new:
        empty = new.command("setup", DJANGO_SETTINGS_MODULE=PRODUCTION)
    (older.folder / "personas.json").write_text("{}")

    demo = older.command("setup", DJANGO_SETTINGS_MODULE=DEMO)

    assert (empty.returncode, demo.returncode) == (0, 0), empty.stderr + demo.stderr
    assert NEWEST in applied_migrations()
