"""The sender: takes what is due from the outbox and hands it over, one by one.

Its order is the whole point. Lease, render, ask the gate, go up to the server's
"go ahead"; mark the row and commit; only then the words and the last dot; then the
receipt. Killed anywhere, it loses nothing and sends nothing twice.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError

from schoolgate.domain.deliveries import actions as outbox
from schoolgate.domain.deliveries.actions.staff import has_to_wait
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import every_school
from schoolgate.integrations.relays import Outcome, Receipt, Relay, opened_relay
from schoolgate.notices.mail import NothingLeftError, render_mail

log = logging.getLogger(__name__)
NO_ADDRESS = "There is no e-mail address on record."


class Sender:
    """Sends what is due. One instance for one worker."""

    def send_due_mail(self) -> int:
        """Send the next batch; return how many rows were looked at."""
        with every_school(reason="the worker sends for every school"):
            outbox.list_cut_off_mail(at=clock.now())
            mails = outbox.lease_due_mail(at=clock.now())
            if mails:
                with opened_relay(settings.MAIL_RELAY) as relay:
                    for mail in mails:
                        self.send_one(mail, relay)
        return len(mails)

    def send_one(self, mail: OutboxMail, relay: Relay) -> None:
        """Send one mail and record what became of it.

        A gate that cannot be asked, and words that cannot be rendered, hold the mail
        back (safety rule 15): nothing leaves.
        """
        at = clock.now()
        try:
            if later := has_to_wait(mail, at=at):
                outbox.put_off(mail, until=later)
                return
            why_not = outbox.why_withheld(mail, at=at)
            if why_not is None and not mail.addressed_to:
                outbox.record_failed(mail, why=NO_ADDRESS, at=at)
                return
            ready = None if why_not else render_mail(mail)
        except DatabaseError:
            raise  # says nothing of this mail: its lease ends, and it is tried again
        except NothingLeftError as nothing:
            why_not, ready = str(nothing), None
        except Exception as error:
            log.exception("mail %s could not be prepared", mail.public_id)
            why_not, ready = f"could not be prepared: {type(error).__name__}", None
        if ready is None:
            outbox.record_withheld(mail, why=str(why_not), at=at)
            return
        receipt = relay.send(ready, lambda: self.mark(mail, ready.to_address))
        self._record(mail, receipt, clock.now())

    def mark(self, mail: OutboxMail, address: str) -> bool:
        """Write down, durably, that the last byte is about to go."""
        return outbox.mark(mail, address=address, at=clock.now())

    def _record(self, mail: OutboxMail, receipt: Receipt, at: datetime) -> None:
        if receipt.outcome is Outcome.TAKEN:
            outbox.record_sent(mail, receipt=receipt.words, at=at)
            return
        records: dict[Outcome, Callable[..., None]] = {
            Outcome.REFUSED: outbox.record_failed,
            Outcome.NOT_NOW: outbox.record_retry,
            Outcome.UNKNOWN: outbox.record_uncertain,
        }
        if receipt.outcome in records:
            records[receipt.outcome](mail, why=receipt.words, at=at)
        log.warning("mail %s: %s", mail.public_id, receipt.outcome)
