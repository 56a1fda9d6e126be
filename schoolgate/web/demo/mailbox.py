"""What the demo's folder relay holds: every mail that left the school."""

import re
from dataclasses import dataclass
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
    sent_at: str


def mails_to(address: str) -> list[SentMail]:
    """Return the latest mails, newest first; with an address, only those to it."""
    paths = sorted(
        _folder().glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True
    )
    found: list[SentMail] = []
    for path in paths:
        mail = _read(path)
        if not address or mail.to == address:
            found.append(mail)
        if len(found) == MOST_SHOWN:
            break
    return found


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
        sent_at=f"{parsedate_to_datetime(str(message['Date'])):%d %b, %H:%M}",
    )
