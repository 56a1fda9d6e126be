"""Restoring: everything equal, nothing sent, nothing overwritten, no doubt accepted."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from schoolgate.cli.backups.archive import Member, read_archive, write_archive
from schoolgate.cli.backups.faults import BackupError
from schoolgate.cli.backups.keys import identities_in, new_identity
from schoolgate.cli.backups.restoring import checked
from schoolgate.domain.accounts.models import Account
from schoolgate.domain.deliveries.enums import SendState
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.foundation import audit
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import every_school
from schoolgate.worker.sender import Sender
from tests.cast import load_cast
from tests.cli.backups import installation
from tests.cli.backups.installation import GONE_ON_PURPOSE, Installation, sums
from tests.databases import OwnDatabase
from tests.faults.outbox import a_family, count_states, queue_mails

SEED = 20261123
FLIPS = 60


@pytest.fixture
def here(own_database: OwnDatabase) -> Installation:
    contact, student = a_family()
    queue_mails(3, contact=contact, student=student)
    return installation.of(own_database)


@pytest.fixture
def there(here: Installation, tmp_path: Path) -> Iterator[Installation]:
    with installation.nowhere_yet(tmp_path / "there") as empty:
        yield empty


def restore(file: Path, here: Installation, there: Installation) -> str:
    done = there.command(
        *("restore", str(file), "--into", str(there.folder)),
        *("--key", str(here.folder / "backup.key")),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(file: Path, there: Installation, *arguments: str) -> str:
    done = there.command("restore", str(file), "--into", str(there.folder), *arguments)
    assert done.returncode == 1
    assert "nothing was restored" in done.stderr
    return done.stderr


def test_every_table_and_every_file_is_as_it_was(
    here: Installation, there: Installation
) -> None:
    (here.folder / "secret.key").write_text("the secret")
    before = sums(without=GONE_ON_PURPOSE)

    said = restore(here.backup(), here, there)

    with installation.looking_at(there):
        assert sums(without=GONE_ON_PURPOSE) == before
    assert (there.folder / "secret.key").read_text() == "the secret"
    assert "WHAT IS MISSING" in said
    assert "court orders" in said


def test_what_waited_is_on_hold_and_the_worker_sends_none_of_it(
    here: Installation, there: Installation
) -> None:
    file = here.backup("--quick")

    said = restore(file, here, there)

    with installation.looking_at(there):
        Sender().send_due_mail()
        assert count_states() == {SendState.HELD: 3}
    assert "MAIL: 3 mails were waiting and are on hold" in said
    Sender().send_due_mail()  # the control: where it was not restored, they go
    assert count_states() == {SendState.SENT: 3}


def test_nobody_is_signed_in_any_more(here: Installation, there: Installation) -> None:
    email = load_cast().email_of("leila")
    Client().force_login(Account.objects.get(email=email))
    assert Session.objects.count() == 1

    restore(here.backup("--quick"), here, there)

    with installation.looking_at(there):
        assert Session.objects.count() == 0
        assert Account.objects.filter(email=email).exists()


def test_the_audit_is_whole_and_says_that_it_was_restored(
    here: Installation, there: Installation
) -> None:
    restore(here.backup("--quick"), here, there)

    with installation.looking_at(there), every_school(reason="the tests read"):
        assert list(audit.breaks()) == []
        ends = AuditEntry.objects.filter(action="installation.restored")
        assert sorted(entry.facts["mail_on_hold"] for entry in ends) == [0, 3]


def test_an_order_lifted_after_the_backup_is_in_force_again(
    here: Installation, there: Installation
) -> None:
    with every_school(reason="the tests read"):
        orders = Restriction.objects.count()
    file = here.backup("--quick")
    with every_school(reason="the tests lift an order"):
        Restriction.objects.all().delete()

    restore(file, here, there)

    with installation.looking_at(there), every_school(reason="the tests read"):
        assert Restriction.objects.count() == orders > 0


def test_new_rows_get_numbers_of_their_own(
    here: Installation, there: Installation
) -> None:
    restore(here.backup("--quick"), here, there)

    with installation.looking_at(there):
        contact, student = a_family()
        queue_mails(1, contact=contact, student=student)
        assert count_states()[SendState.QUEUED] == 1


def test_a_changed_byte_anywhere_is_refused(here: Installation, tmp_path: Path) -> None:
    file = here.backup("--quick")
    whole, keys = file.read_bytes(), identities_in(str(here.folder / "backup.key"))
    chance = random.Random(SEED)  # noqa: S311 (places in a file)
    places = [0, 1, len(whole) - 1, *chance.sample(range(len(whole)), FLIPS)]
    broken = tmp_path / "broken.sgb"

    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        broken.write_bytes(changed)
        with pytest.raises(BackupError):
            checked(broken, keys)
    broken.write_bytes(whole)  # the control
    assert checked(broken, keys).rows > 100


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.999])
def test_a_file_that_was_cut_off_is_refused(
    here: Installation, there: Installation, tmp_path: Path, share: float
) -> None:
    file = here.backup("--quick")
    whole = file.read_bytes()
    short = tmp_path / "short.sgb"
    short.write_bytes(whole[: int(len(whole) * share)])

    refused(short, there, "--key", str(here.folder / "backup.key"))

    assert not there.folder.exists()


def test_another_key_is_refused(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    other = tmp_path / "other.key"
    other.write_text(f"{new_identity()}\n")

    said = refused(here.backup("--quick"), there, "--key", str(other))

    assert "this key does not open it" in said
    assert not there.folder.exists()


def test_a_folder_that_holds_something_is_left_alone(
    here: Installation, there: Installation
) -> None:
    file = here.backup("--quick")
    there.folder.mkdir()
    (there.folder / "secret.key").write_text("mine")

    said = refused(file, there, "--key", str(here.folder / "backup.key"))

    assert "overwrites nothing" in said
    assert (there.folder / "secret.key").read_text() == "mine"


def test_a_database_that_holds_something_is_left_alone(
    here: Installation, there: Installation
) -> None:
    file, before = here.backup("--quick"), sums()
    there.database = here.database

    said = refused(file, there, "--key", str(here.folder / "backup.key"))

    assert "is not empty" in said
    assert sums() == before
    assert list(there.folder.iterdir()) == []


def made_by_a_newer_version(file: Path, here: Installation, **changes: object) -> Path:
    key = identities_in(str(here.folder / "backup.key"))
    begin, *others = [
        member for member in read_archive(file, key) if member.name != "end.json"
    ]
    content = json.loads(begin.content) | changes
    newer = file.with_name("newer.sgb")
    members = [Member(begin.name, json.dumps(content).encode()), *others]
    write_archive(newer, members, [key[0].to_public()])
    return newer


def test_a_newer_version_is_refused_by_name(
    here: Installation, there: Installation
) -> None:
    key = here.folder / "backup.key"
    file = here.backup("--quick")
    migrations = [["people", "0099_from_the_future"]]
    newer = made_by_a_newer_version(file, here, version="9.1.0", migrations=migrations)

    said = refused(newer, there, "--key", str(key))

    assert "made by version 9.1.0" in said
    assert "people.0099_from_the_future" in said
    assert not (there.folder / "secret.key").exists()


def test_a_newer_format_is_refused_by_name(
    here: Installation, there: Installation
) -> None:
    newer = made_by_a_newer_version(
        here.backup("--quick"), here, version="9.1.0", format=2
    )

    said = refused(newer, there, "--key", str(here.folder / "backup.key"))

    assert "made by version 9.1.0" in said


def test_rows_that_are_not_those_that_were_summed_are_found_when_read_back(
    here: Installation, there: Installation
) -> None:
    file, key = here.backup("--quick"), str(here.folder / "backup.key")
    keys = identities_in(key)
    members = [
        Member(each.name, each.content.replace(b"Haddad", b"Hadded"))
        for each in read_archive(file, keys)
        if each.name != "end.json"
    ]
    other = file.with_name("other.sgb")
    write_archive(other, members, [keys[0].to_public()])

    said = refused(other, there, "--key", key)

    assert "people_contact: what was read back is not what the backup holds" in said
    assert list(there.folder.iterdir()) == []


def test_nothing_starts_where_a_restore_was_cut_off(there: Installation) -> None:
    there.folder.mkdir()
    (there.folder / "unfinished-restore").touch()

    for part in ("web", "worker"):
        done = there.command(part)
        assert done.returncode == 1
        assert "a restore into this folder was cut off" in done.stderr


@pytest.mark.only_on("postgresql")  # there both are at hand
def test_a_school_moves_from_one_database_to_the_other_and_back(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    before = sums(without=GONE_ON_PURPOSE)
    small = Installation(tmp_path / "small")
    small.database = {"DATABASE_URL": f"sqlite:///{tmp_path}/small/schoolgate.db"}
    restore(here.backup("--quick"), here, small)
    back = small.backup("--key", str(here.folder / "backup.key"))

    restore(back, here, there)

    with installation.looking_at(there):
        assert sums(without=GONE_ON_PURPOSE) == before
