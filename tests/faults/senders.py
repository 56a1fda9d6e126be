"""The real sender, and one with its protection switched off, for the control."""

from datetime import datetime

from django.db import transaction

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.integrations.relays import Outcome, Receipt
from schoolgate.worker.sender import Sender


class ForgetfulSender(Sender):
    """Claims, sends, and only then writes anything down, as most outboxes do."""

    def mark(self, mail: OutboxMail, address: str) -> bool:  # noqa: ARG002
        """Say that the mark is written, and write nothing."""
        return True

    def _record(self, mail: OutboxMail, receipt: Receipt, at: datetime) -> None:
        with transaction.atomic():
            if receipt.outcome is Outcome.TAKEN:
                super().mark(mail, mail.addressed_to)
            super()._record(mail, receipt, at)


SENDERS: dict[str, type[Sender]] = {"real": Sender, "forgetful": ForgetfulSender}
