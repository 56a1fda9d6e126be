"""What the demo's folder relay holds: every mail that left the school."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

MOST_SHOWN = 50


@dataclass(frozen=True)
class SentMail:
    """One mail in the folder."""

    name: str
    to: str
    sender: str
    reply_to: str
    subject: str
    text: str
    written_at: datetime

    @property
    def sent_at(self) -> str:
        """Return when it was written, as a list shows it."""
        return f"{self.written_at:%d %b, %H:%M}"


def mails_to(address: str) -> list[SentMail]:
    """Return the latest mails, newest first; with an address, only those to it."""
    mails = (_read(path) for path in _folder().glob("*.eml"))
    chosen = (mail for mail in mails if not address or mail.to == address)
    newest_first = sorted(chosen, key=lambda mail: mail.written_at, reverse=True)
    return newest_first[:MOST_SHOWN]


def mail_named(name: str) -> SentMail | None:
    """Return one mail, by the name of its file."""
    path = _folder() / f"{name}.eml"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.exists():
        return None
    return _read(path)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "sent-mail"


def _read(path: Path) -> SentMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 (the policy makes these)
    return SentMail(
        name=path.stem,
        to=str(message["To"]),
        sender=str(message["From"]),
        reply_to=str(message["Reply-To"]),
        subject=str(message["Subject"]),
        text=message.get_content(),
        written_at=parsedate_to_datetime(str(message["Date"])),
    )
