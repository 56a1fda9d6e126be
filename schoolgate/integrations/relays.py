"""Handing a mail over: to an SMTP server, or into a folder.

A relay calls `mark` just before the step that cannot be taken back, and goes on only
if that returns True. What it reports is exact: taken, refused for good, not taken now,
or not known.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from schoolgate.foundation import clock
from schoolgate.kernel.outgoing_mail import OutgoingMail

TIMEOUT_SECONDS = 30
READY_FOR_DATA = 354
TAKEN = 250
PERMANENT = 500


class Outcome(StrEnum):
    """What is known of a hand-over."""

    TAKEN = "taken"
    REFUSED = "refused"
    NOT_NOW = "not_now"
    UNKNOWN = "unknown"
    NOT_OURS = "not_ours"
    """The mark was refused: somebody else has the mail now, and nothing was sent."""


@dataclass(frozen=True)
class Receipt:
    """The outcome of a hand-over, and the other side's own words."""

    outcome: Outcome
    words: str


Mark = Callable[[], bool]


class Relay(Protocol):
    """Somewhere mail is handed over to."""

    def send(self, mail: OutgoingMail, mark: Mark) -> Receipt:
        """Hand one mail over; never raises for what the other side does."""
        ...


class RelayAddressError(ValueError):
    """MAIL_RELAY is not an address that mail can be handed over to."""


@contextmanager
def opened_relay(address: str) -> Iterator[Relay]:
    """Open the relay that MAIL_RELAY names, for a batch of mails.

    Raises RelayAddressError naming what was found and what is allowed.
    """
    parts = urlsplit(address)
    if parts.scheme == "folder":
        yield FolderRelay(Path(unquote(f"{parts.netloc}{parts.path}")))
    elif parts.scheme in {"smtp", "smtps"} and parts.hostname:
        relay = SmtpRelay(address)
        try:
            yield relay
        finally:
            relay.close()
    else:
        raise RelayAddressError(
            f"MAIL_RELAY: found {address!r}; allowed: smtp://host:port,"
            " smtps://user:password@host:port or folder:///path"
        )


class FolderRelay:
    """Puts each mail into a folder as a file: for the demo, and for a first try."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: OutgoingMail, mark: Mark) -> Receipt:
        """Write the file beside its place, mark, then move it there in one step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = mail.message_id.strip("<>").partition("@")[0]
        half = self.folder / f".{name}.half"
        half.write_bytes(as_mime(mail).as_bytes())
        if not mark():
            half.unlink()
            return Receipt(Outcome.NOT_OURS, "another worker has it")
        half.rename(self.folder / f"{name}.eml")
        return Receipt(Outcome.TAKEN, "in the folder")


class SmtpRelay:
    """Speaks SMTP, over TLS where the server offers it, one connection a batch."""

    def __init__(self, address: str) -> None:
        self._parts = urlsplit(address)
        self._connection: smtplib.SMTP | None = None

    def send(self, mail: OutgoingMail, mark: Mark) -> Receipt:
        """Go up to the server's 354, mark, then send the words and the last dot."""
        content = as_mime(mail).as_bytes()
        try:
            connection = self._ready()
            refusal = _envelope(connection, mail)
        except (OSError, smtplib.SMTPException) as error:
            self._connection = None
            return Receipt(Outcome.NOT_NOW, _words_of(error))
        if refusal:
            return refusal
        if not mark():
            self.close()
            return Receipt(Outcome.NOT_OURS, "another worker has it")
        try:
            connection.send(_dotted(content))
            return _receipt(*connection.getreply())
        except (OSError, smtplib.SMTPException) as error:
            self._connection = None
            return Receipt(Outcome.UNKNOWN, _words_of(error))

    def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        if self._connection is None:
            return
        with suppress(OSError, smtplib.SMTPException):  # it may be gone already
            self._connection.quit()
        self._connection = None

    def _ready(self) -> smtplib.SMTP:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        host, context = self._parts.hostname or "", ssl.create_default_context()
        connection: smtplib.SMTP
        if self._parts.scheme == "smtps":
            connection = smtplib.SMTP_SSL(
                host, self._parts.port or 465, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            connection = smtplib.SMTP(
                host, self._parts.port or 25, timeout=TIMEOUT_SECONDS
            )
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=context)
        connection.ehlo()
        if self._parts.username:
            connection.login(
                unquote(self._parts.username), unquote(self._parts.password or "")
            )
        return connection


def as_mime(mail: OutgoingMail) -> EmailMessage:
    """Return a mail in its own form: one recipient, no copies."""
    message = EmailMessage()
    message["From"] = formataddr((mail.from_name, mail.from_address))
    message["To"] = mail.to_address
    message["Reply-To"] = mail.reply_to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = mail.message_id
    if mail.is_automatic:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text)
    return message


def _envelope(connection: smtplib.SMTP, mail: OutgoingMail) -> Receipt | None:
    """Say from whom, to whom and that data follows; return a refusal, or None."""
    for code, words in (
        _reply(connection, f"MAIL FROM:<{mail.from_address}>"),
        _reply(connection, f"RCPT TO:<{mail.to_address}>"),
    ):
        if code != TAKEN:
            connection.rset()
            return _receipt(code, words)
    code, words = _reply(connection, "DATA")
    return None if code == READY_FOR_DATA else _receipt(code, words)


def _reply(connection: smtplib.SMTP, command: str) -> tuple[int, bytes]:
    connection.putcmd(command)
    return connection.getreply()


def _receipt(code: int, words: bytes) -> Receipt:
    said = f"{code} {words.decode(errors='replace')}"
    if code == TAKEN:
        return Receipt(Outcome.TAKEN, said)
    is_final = code >= PERMANENT
    return Receipt(Outcome.REFUSED if is_final else Outcome.NOT_NOW, said)


def _dotted(content: bytes) -> bytes:
    """Return a message as it goes over the wire, with its last dot."""
    lines = content.replace(b"\r\n", b"\n").split(b"\n")
    if lines and lines[-1] == b"":
        lines.pop()
    stuffed = [b"." + line if line.startswith(b".") else line for line in lines]
    return b"\r\n".join(stuffed) + b"\r\n.\r\n"


def _words_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
