"""`schoolgate check deploy` finds each planted fault, and nothing without one."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from schoolgate.cli.deploy.database import judge_library
from schoolgate.cli.deploy.findings import Verdict
from schoolgate.foundation import audit, clock
from schoolgate.foundation.last_backup import LastBackup, write_last_backup
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import load_cast
from tests.cli.backups import installation
from tests.cli.backups.installation import Installation
from tests.databases import OwnDatabase, as_owner

Plant = Callable[[Installation], dict[str, str] | None]
PRODUCTION = "schoolgate.config.settings.production"
FIT = {
    "DJANGO_SETTINGS_MODULE": PRODUCTION,
    "BASE_URL": "https://gate.oakfield.example",
    "ALLOWED_HOSTS": "gate.oakfield.example",
    "MAIL_RELAY": "smtp://mail.oakfield.example:25",
}


@pytest.fixture
def here(own_database: OwnDatabase) -> Installation:
    """Return an installation that is fit for a school."""
    here = installation.of(own_database)
    here.folder.chmod(0o700)
    static = here.folder / "static"
    static.mkdir()
    (static / "staticfiles.json").write_text("{}")
    put_on_record(here, hours_ago=2)
    return here


def put_on_record(here: Installation, *, hours_ago: int, proven: bool = True) -> None:
    at = clock.now() - timedelta(hours=hours_ago)
    file = here.folder / "kept.sgb"
    file.touch()
    write_last_backup(
        here.folder, LastBackup(at, str(file), 1.0, 100, at if proven else None)
    )


def mended(here: Installation, **changes: str) -> tuple[int, set[str]]:
    """Return the exit status, and what is to be mended."""
    done = here.command("check", "deploy", "--json", **{**FIT, **changes})
    found = json.loads(done.stdout)
    return done.returncode, {
        each["what"] for each in found if each["verdict"] == Verdict.MEND
    }


def test_where_all_is_well_nothing_is_to_be_mended(here: Installation) -> None:
    assert mended(here) == (0, set())


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("BASE_URL", {"BASE_URL": "http://gate.oakfield.example"}),
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": "*"}),
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": "localhost,127.0.0.1"}),
        ("SECRET_KEY", {"SECRET_KEY": "in the environment " * 4}),
        ("MAIL_RELAY", {"MAIL_RELAY": "folder:///tmp/sent"}),
        ("demo", {"DJANGO_SETTINGS_MODULE": "schoolgate.config.settings.demo"}),
        ("django", {"BASE_URL": "http://gate.oakfield.example"}),
    ],
)
def test_a_setting_that_is_not_fit_is_found(
    here: Installation, what: str, changes: dict[str, str]
) -> None:
    status, found = mended(here, **changes)

    assert status == 1
    assert what in found


def open_to_all(here: Installation) -> None:
    here.folder.chmod(0o755)


def secret_for_all(here: Installation) -> None:
    (here.folder / "secret.key").write_text("a secret that all can read " * 3)
    (here.folder / "secret.key").chmod(0o644)


def no_backup(here: Installation) -> None:
    (here.folder / "last-backup.json").unlink()


def old_backup(here: Installation) -> None:
    put_on_record(here, hours_ago=27)


def unproven_backup(here: Installation) -> None:
    put_on_record(here, hours_ago=2, proven=False)


def nothing_gathered(here: Installation) -> None:
    (here.folder / "static" / "staticfiles.json").unlink()


def clock_behind(here: Installation) -> None:
    school = load_cast().oakfield
    with school_in_force(school.pk):
        audit.record(
            "clock.ahead",
            school_id=school.pk,
            by=SYSTEM,
            at=clock.now() + timedelta(days=2),
            about="the tests",
        )


def migration_waiting(here: Installation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'policies'")


@pytest.mark.parametrize(
    ("what", "plant"),
    [
        ("DATA_DIR", open_to_all),
        ("SECRET_KEY", secret_for_all),
        ("backup", no_backup),
        ("backup", old_backup),
        ("backup proven", unproven_backup),
        ("style sheets", nothing_gathered),
        ("clock", clock_behind),
        ("migrations", migration_waiting),
    ],
)
def test_a_fault_of_the_installation_is_found(
    here: Installation, what: str, plant: Plant
) -> None:
    plant(here)

    assert mended(here) == (1, {what})


def test_a_database_without_tables_is_found(here: Installation, tmp_path: Path) -> None:
    with installation.nowhere_yet(tmp_path / "empty") as empty:
        here.database = empty.database
        empty.folder.mkdir()

        status, found = mended(here)

    assert status == 1
    assert found & {"database", "migrations"}


@pytest.mark.only_on("postgresql")
def test_a_table_without_forced_row_security_is_found(here: Installation) -> None:
    alter(here, 'ALTER TABLE "people_tie" NO FORCE ROW LEVEL SECURITY')

    assert mended(here) == (1, {"row security"})


@pytest.mark.only_on("postgresql")
def test_an_application_that_is_the_owner_is_found(here: Installation) -> None:
    owner = here.database["DATABASE_OWNER_URL"]

    status, found = mended(here, DATABASE_URL=owner)

    assert (status, found) == (1, {"database role"})


def test_an_old_library_with_a_write_ahead_log_is_found() -> None:
    assert judge_library((3, 51, 2), "wal").verdict is Verdict.MEND
    assert judge_library((3, 51, 2), "truncate").verdict is Verdict.GOOD
    assert judge_library((3, 51, 3), "wal").verdict is Verdict.GOOD


def test_people_read_what_to_do(here: Installation) -> None:
    open_to_all(here)

    done = here.command("check", "deploy", **FIT)

    assert f"-> chmod 700 {here.folder}" in done.stdout


def alter(here: Installation, statement: str) -> None:
    as_owner(statement, database=str(connection.settings_dict["NAME"]))


SERVICE = {
    "id": "x",
    "name": "n",
    "server_url": "https://login.example",
    "client_id": "c",
    "secret": "s",
}


@pytest.mark.parametrize(
    ("domain", "verdict"), [("oakfield.example", "good"), ("mail.example", "look")]
)
def test_an_identity_service_for_addresses_of_no_school_is_shown(
    here: Installation, domain: str, verdict: str
) -> None:
    said = json.dumps([SERVICE | {"mail_domains": [domain]}])

    done = here.command("check", "deploy", "--json", **FIT, OIDC_PROVIDERS=said)

    found = {each["what"]: each["verdict"] for each in json.loads(done.stdout)}
    assert found["identity service x"] == verdict


def test_an_identity_service_that_names_no_domains_is_refused_in_words(
    here: Installation,
) -> None:
    said = json.dumps([SERVICE])

    done = here.command("check", "deploy", **FIT, OIDC_PROVIDERS=said)

    assert done.returncode == 2
    assert "Service 1: missing ['mail_domains']" in done.stderr
    assert "Traceback" not in done.stderr
