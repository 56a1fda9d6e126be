"""A mail that came in, read: what the rules need of it, without the mail's own form."""

from dataclasses import dataclass
from enum import StrEnum


class WrittenBy(StrEnum):
    """Who, or what, wrote a mail."""

    PERSON = "person"
    MACHINE = "machine"
    """An automatic reply, a mailing list, a robot: never answered."""
    MAIL_SERVER = "mail_server"
    """A bounce."""


@dataclass(frozen=True)
class IncomingMail:
    """One mail, read as far as it could be; the whole of it stands in `raw`.

    `recipients` are those of the envelope, or, where there was none, of the headers.
    `fault` says what could not be read; such a mail is held for a person.
    """

    raw: bytes
    envelope_from: str
    recipients: tuple[str, ...]
    sender: str
    subject: str
    text: str
    message_id: str
    written_by: WrittenBy
    fault: str = ""
