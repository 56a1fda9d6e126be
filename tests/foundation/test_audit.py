"""The audit: appended to, never changed, and shown when somebody did."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.foundation import audit
from schoolgate.foundation.models import AuditEntry, AuditHead
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import Cast, load_cast
from tests.databases import OwnDatabase

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def _record(cast: Cast, about: str = "enquiry:x") -> AuditEntry:
    return audit.record(
        "enquiry.opened", school_id=cast.oakfield.pk, by=SYSTEM, at=AT, about=about
    )


def test_an_untouched_chain_is_whole(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk):
        _record(cast)
        _record(cast)

        assert list(audit.breaks()) == []


def test_each_school_has_a_chain_of_its_own(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk, cast.riverside.pk):
        ours = _record(cast)
        theirs = AuditEntry.objects.filter(school=cast.riverside).last()

    assert theirs is not None
    assert ours.previous_hash != theirs.hash


def test_an_entry_names_who_acted_by_id_and_not_by_name(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk):
        byrne = staff_actor(cast.staff("byrne"))
        entry = audit.record(
            "enquiry.answered",
            school_id=cast.oakfield.pk,
            by=byrne,
            at=AT,
            about="enquiry:x",
        )

    assert entry.by == f"staff:{cast.staff('byrne').public_id}"


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_the_database_refuses_to_change_an_entry(cast: Cast, verb: str) -> None:
    change = {
        "UPDATE": "UPDATE foundation_auditentry SET action = 'x'",
        "DELETE": "DELETE FROM foundation_auditentry",
    }
    with school_in_force(cast.oakfield.pk):
        _record(cast)
        with (
            pytest.raises(DatabaseError, match=r"append-only|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change[verb])


def _without_triggers(statement: str) -> None:
    """Do what only somebody with the database in their hands can."""
    with connection.cursor() as cursor:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER foundation_auditentry_no_{verb}")
        cursor.execute(statement)


@pytest.mark.only_on("sqlite")  # elsewhere our role cannot drop the trigger
@pytest.mark.parametrize(
    ("tampering", "what"),
    [
        (
            "UPDATE foundation_auditentry SET action = 'x' WHERE about = 'enquiry:a'",
            "was changed after writing",
        ),
        (
            "DELETE FROM foundation_auditentry WHERE about = 'enquiry:a'",
            "an entry is missing",
        ),
        (
            "DELETE FROM foundation_auditentry WHERE about = 'enquiry:b'",
            "the end of the chain is missing",
        ),
    ],
)
def test_tampering_behind_our_back_shows(cast: Cast, tampering: str, what: str) -> None:
    with school_in_force(cast.oakfield.pk):
        _record(cast, "enquiry:a")
        _record(cast, "enquiry:b")
        _without_triggers(tampering)

        assert what in {each.what for each in audit.breaks()}


def test_two_at_the_same_moment_take_two_places(own_database: OwnDatabase) -> None:
    cast = load_cast()
    start = threading.Barrier(4)
    failures: list[Exception] = []

    def append() -> None:
        try:
            start.wait()
            with school_in_force(cast.oakfield.pk):
                for _ in range(5):
                    _record(cast)
        except Exception as error:  # noqa: BLE001 (told to the test's own thread)
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=append) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    with school_in_force(cast.oakfield.pk):
        assert list(audit.breaks()) == []
        assert AuditHead.objects.get().sequence == AuditEntry.objects.count() >= 20
