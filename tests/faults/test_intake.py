"""Mail coming in by SMTP: stored before it says 250, or kept by who sends it."""

import smtplib
from dataclasses import replace

import psycopg
import pytest
from django.db import connection

from schoolgate.domain.deliveries.enums import InboundOutcome
from schoolgate.domain.deliveries.models import InboundMail
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import every_school
from schoolgate.worker.intake import take_in
from tests.cast import Cast
from tests.databases import OWNER_ROLE, OwnDatabase
from tests.faults.intake import running_intake
from tests.mails import mail

FROM_KARIM = mail(sender="karim@family.example")
NOBODYS = "postgres://nobody@127.0.0.1:1/nowhere"


def stored() -> tuple[int, int]:
    """Return how many mails came in, and how many enquiries there are."""
    with every_school(reason="the tests count what came in"):
        return InboundMail.objects.count(), Enquiry.objects.count()


def run_as_owner(database: OwnDatabase, statement: str) -> None:
    """Change the tables, as a migration that went wrong might."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(statement)
        return
    url = database.url.replace(
        f"//{connection.settings_dict['USER']}@", f"//{OWNER_ROLE}@"
    )
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(statement.encode())


def test_a_mail_is_stored_before_it_says_so(own_database: OwnDatabase) -> None:
    with running_intake(own_database) as intake:
        intake.give(FROM_KARIM)
        intake.process.kill()

    assert stored() == (1, 1)
    with every_school(reason="the tests look at the raw mail"):
        kept = InboundMail.objects.get()
    assert bytes(kept.raw).splitlines() == FROM_KARIM.splitlines()


def test_the_same_mail_twice_is_one_enquiry(own_database: OwnDatabase) -> None:
    with running_intake(own_database) as intake:
        intake.give(FROM_KARIM)
        intake.give(FROM_KARIM)

    assert stored() == (2, 1)


def test_a_mail_from_nobody_in_the_envelope_opens_nothing(
    own_database: OwnDatabase,
) -> None:
    with running_intake(own_database) as intake:
        intake.give(FROM_KARIM, sender="")

    assert stored() == (1, 0)
    with every_school(reason="the tests look at what became of it"):
        assert InboundMail.objects.get().outcome == InboundOutcome.BOUNCE


def test_a_mail_to_both_schools_is_stored_at_each_and_once_a_school(
    cast: Cast,
) -> None:
    recipients = (
        "office@oakfield.example",
        "byrne@oakfield.example",
        "office@riverside.example",
        "office@elsewhere.example",
    )

    taken = take_in(FROM_KARIM, "karim@family.example", recipients)

    assert [each.mail.school for each in taken] == [cast.oakfield, cast.riverside]
    assert stored()[0] == 2


def test_an_address_at_no_school_here_is_refused_at_once(
    own_database: OwnDatabase,
) -> None:
    with (
        running_intake(own_database) as intake,
        pytest.raises(smtplib.SMTPRecipientsRefused) as refused,
    ):
        intake.give(FROM_KARIM, to="office@elsewhere.example")

    (code, _), *_ = refused.value.recipients.values()
    assert code == 550
    assert stored() == (0, 0)


def test_a_mail_that_cannot_be_stored_is_kept_by_who_sends_it_until_it_can(
    own_database: OwnDatabase,
) -> None:
    with running_intake(own_database) as intake:
        run_as_owner(own_database, "ALTER TABLE deliveries_inboundmail RENAME TO away")
        with pytest.raises(smtplib.SMTPDataError) as refused:
            intake.give(FROM_KARIM)
        run_as_owner(own_database, "ALTER TABLE away RENAME TO deliveries_inboundmail")
        intake.give(FROM_KARIM)

    assert refused.value.smtp_code == 451
    assert stored() == (1, 1)


def test_a_database_that_is_not_there_makes_the_sender_wait_not_give_up(
    own_database: OwnDatabase,
) -> None:
    is_sqlite = connection.vendor == "sqlite"
    empty = f"sqlite:///{own_database.data_dir}/empty.db" if is_sqlite else NOBODYS

    with (
        running_intake(replace(own_database, url=empty)) as intake,
        pytest.raises(smtplib.SMTPRecipientsRefused) as refused,
    ):
        intake.give(FROM_KARIM)

    ((code, words),) = refused.value.recipients.values()
    assert code == 451
    assert b"table" not in words
    assert b"connection" not in words
