"""Held and stuck mail in words."""

from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.deliveries.enums import SendState
from schoolgate.domain.deliveries.models import InboundMail, OutboxMail
from schoolgate.domain.schools.models import School
from schoolgate.web.shared.moments import due_in_words, moment_in_words

STUCK = {
    SendState.FAILED: "We could not reach",
    SendState.UNCERTAIN: "We do not know whether this reached",
    SendState.WITHHELD: "Held back from",
    SendState.HELD: "On hold since a backup was restored: to",
}
WITHHELD_BECAUSE = "When it was to go, they could not be told this. Nothing was sent."


@dataclass(frozen=True, kw_only=True)
class HeldMail:
    """A mail that a person has to look at."""

    public_id: str
    sender: str
    subject: str
    text: str
    why: str
    when: str
    received: str


@dataclass(frozen=True, kw_only=True)
class StuckMail:
    """A mail that did not go, or may not have gone."""

    public_id: str
    what: str
    why: str
    when: str
    may_take_as_arrived: bool
    may_drop: bool


def held_of(mail: InboundMail, school: School, *, now: datetime) -> HeldMail:
    """Put a held mail into words."""
    return HeldMail(
        public_id=mail.public_id,
        sender=mail.sender or "unknown sender",
        subject=mail.subject or "no subject",
        text=mail.text,
        why=mail.reason,
        when=due_in_words(mail.received_at, school, now=now),
        received=moment_in_words(mail.received_at, school, now=now),
    )


def stuck_of(mail: OutboxMail, school: School, *, now: datetime) -> StuckMail:
    """Put a stuck mail into words; what it says is not shown here."""
    state = SendState(mail.state)
    return StuckMail(
        public_id=mail.public_id,
        what=f"{STUCK[state]} {_whom(mail)}",
        why=WITHHELD_BECAUSE if state is SendState.WITHHELD else mail.receipt,
        when=due_in_words(mail.queued_at, school, now=now),
        may_take_as_arrived=state is SendState.UNCERTAIN,
        may_drop=state is SendState.HELD,
    )


def _whom(mail: OutboxMail) -> str:
    return mail.person.polite_name if mail.person else mail.address
