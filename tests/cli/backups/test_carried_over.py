"""What protects somebody comes along from a newer database, and nothing is lifted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Consent, Hold, Objection, Restriction
from schoolgate.domain.people.models import Tie
from schoolgate.foundation.tenancy import every_school
from schoolgate.kernel.vocabulary import Category
from tests.cast import Cast, load_cast
from tests.cli.backups import installation
from tests.cli.backups.installation import Installation
from tests.databases import OwnDatabase

SINCE = date(2026, 11, 20)


@pytest.fixture
def here(own_database: OwnDatabase) -> Installation:
    return installation.of(own_database)


@pytest.fixture
def there(here: Installation, tmp_path: Path) -> Iterator[Installation]:
    with installation.nowhere_yet(tmp_path / "there") as empty:
        yield empty


def tie_of(cast: Cast, contact: str, student: str) -> Tie:
    return cast.contact(contact).ties.get(student=cast.student(student))


def decide_since() -> None:
    """Decide a few things after the backup: add, withdraw, and lift an order."""
    with every_school(reason="the tests decide things"):
        cast = load_cast()
        tie = tie_of(cast, "karim", "amal")
        Restriction.objects.all().delete()
        Restriction.objects.create(
            school=cast.oakfield,
            tie=tie,
            kind=RestrictionKind.NO_INFORMATION,
            from_on=SINCE,
        )
        Hold.objects.create(
            school=cast.oakfield, student=cast.student("sara"), from_on=SINCE
        )
        Objection.objects.create(
            school=cast.riverside,
            student=cast.student("chloe"),
            contact=cast.contact("gwen"),
            category=Category.HEALTH,
            made_on=SINCE,
        )
        consents = Consent.objects.filter(student=cast.student("marcus"))
        assert consents.update(withdrawn_on=SINCE) > 0


def protections() -> dict[str, int]:
    with every_school(reason="the tests read"):
        return {
            "restrictions": Restriction.objects.count(),
            "holds": Hold.objects.count(),
            "objections": Objection.objects.count(),
            "withdrawn": Consent.objects.exclude(withdrawn_on=None).count(),
        }


def restore(
    file: Path, here: Installation, there: Installation, *more: str
) -> tuple[int, str]:
    connection.close()
    done = there.command(
        *("restore", str(file), "--into", str(there.folder)),
        *("--key", str(here.folder / "backup.key"), *more),
    )
    return done.returncode, done.stdout + done.stderr


def test_what_was_decided_since_comes_along_and_nothing_is_lifted(
    here: Installation, there: Installation
) -> None:
    before, file = protections(), here.backup("--quick")
    decide_since()

    status, said = restore(
        file, here, there, "--current", here.database["DATABASE_URL"]
    )

    assert status == 0, said
    with installation.looking_at(there):
        assert protections() == {
            "restrictions": before["restrictions"] + 1,
            "holds": before["holds"] + 1,
            "objections": before["objections"] + 1,
            "withdrawn": before["withdrawn"] + 1,
        }
    assert "CARRIED OVER from the newer database: 4" in said


def test_control_without_it_the_backup_is_all_there_is(
    here: Installation, there: Installation
) -> None:
    before, file = protections(), here.backup("--quick")
    decide_since()

    restore(file, here, there)

    with installation.looking_at(there):
        assert protections() == before


def test_what_both_have_is_there_once(here: Installation, there: Installation) -> None:
    before, file = protections(), here.backup("--quick")

    restore(file, here, there, "--current", here.database["DATABASE_URL"])

    with installation.looking_at(there):
        assert protections() == before


def test_a_newer_database_that_cannot_be_read_stops_it(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    file = here.backup("--quick")

    status, said = restore(file, here, there, "--current", str(tmp_path / "gone"))

    assert status == 1
    assert "nothing was restored" in said
    assert list(there.folder.iterdir()) == []
