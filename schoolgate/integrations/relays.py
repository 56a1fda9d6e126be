"""Handing a mail over: to an SMTP server, or into a folder.

A relay calls `mark` just before the step that cannot be taken back, and goes on only
if that returns True. What it reports is exact: taken, refused for good, not taken now,
or not known.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from schoolgate.kernel.outgoing_mail import OutgoingMail

TIMEOUT_SECONDS = 30
SEVEN_BIT = policy.SMTP.clone(cte_type="7bit")
"""Any server on the way can carry it, whatever script it is written in."""
READY_FOR_DATA = 354
TAKEN = 2
"""The first digit of a reply that says yes: 250, and 251 for one who forwards."""


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
        content = _written(mail)
        if isinstance(content, Receipt):
            return content
        self.folder.mkdir(parents=True, exist_ok=True)
        name = mail.message_id.strip("<>").partition("@")[0]
        half = self.folder / f".{name}.half"
        half.write_bytes(content)
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
        """Go up to the server's 354, mark, then send the words and the last dot.

        From the mark to the server's answer the connection fits nothing else: it is
        dropped, not closed politely, if anything comes in between.
        """
        content = _written(mail)
        if isinstance(content, Receipt):
            return content
        try:
            connection = self._ready()
            refusal = _envelope(connection, mail)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Receipt(Outcome.NOT_NOW, _words_of(error))
        if refusal:
            self._start_anew(connection)
            return refusal
        with ExitStack() as unless_answered:
            unless_answered.callback(self._drop)
            if not mark():
                return Receipt(Outcome.NOT_OURS, "another worker has it")
            receipt = _handed_over(connection, content)
            if receipt.outcome is not Outcome.UNKNOWN:
                unless_answered.pop_all()
            return receipt

    def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        if self._connection is None:
            return
        with suppress(OSError, smtplib.SMTPException):  # it may be gone already
            self._connection.quit()
        self._drop()

    def _start_anew(self, connection: smtplib.SMTP) -> None:
        """Forget the mail that was refused, or the next would be refused for it."""
        try:
            connection.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _ready(self) -> smtplib.SMTP:
        if self._connection is None:
            self._connection = self._connect()
            self._greet(self._connection)
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(
                host, port or 465, timeout=TIMEOUT_SECONDS, context=context
            )
        return smtplib.SMTP(host, port or 25, timeout=TIMEOUT_SECONDS)

    def _greet(self, connection: smtplib.SMTP) -> None:
        """Say hello, over TLS where it is offered, and sign in where it is asked for.

        A server that will not be greeted raises: that is about us, not about a mail.
        """
        connection.ehlo_or_helo_if_needed()
        if self._parts.scheme == "smtp" and connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo_or_helo_if_needed()
        if self._parts.username:
            connection.login(
                unquote(self._parts.username), unquote(self._parts.password or "")
            )


def as_mime(mail: OutgoingMail) -> EmailMessage:
    """Return a mail in its own form: one recipient, no copies."""
    message = EmailMessage(policy=SEVEN_BIT)
    message["From"] = formataddr((mail.from_name, mail.from_address))
    message["To"] = mail.to_address
    message["Reply-To"] = mail.reply_to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = mail.message_id
    if mail.is_automatic:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text)
    return message


def _written(mail: OutgoingMail) -> bytes | Receipt:
    """Return a mail as bytes, or its refusal: some addresses no envelope can carry."""
    try:
        for address in (mail.from_address, mail.to_address):
            address.encode("ascii")
        return as_mime(mail).as_bytes()
    except ValueError as error:
        words = f"An address or a heading cannot be written: {error}"
        return Receipt(Outcome.REFUSED, words[:200])


def _envelope(connection: smtplib.SMTP, mail: OutgoingMail) -> Receipt | None:
    """Say from whom, to whom and that data follows; return a refusal, or None."""
    for command in (
        f"MAIL FROM:<{mail.from_address}>",
        f"RCPT TO:<{mail.to_address}>",
    ):
        code, words = _reply(connection, command)
        if code // 100 != TAKEN:
            return _receipt(code, words, otherwise=Outcome.NOT_NOW)
    code, words = _reply(connection, "DATA")
    if code == READY_FOR_DATA:
        return None
    return _receipt(code, words, otherwise=Outcome.NOT_NOW)


def _handed_over(connection: smtplib.SMTP, content: bytes) -> Receipt:
    """Send the words and the last dot; only a clear answer is more than unknown."""
    try:
        connection.send(_dotted(content))
        code, words = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Receipt(Outcome.UNKNOWN, _words_of(error))
    return _receipt(code, words, otherwise=Outcome.UNKNOWN)


def _reply(connection: smtplib.SMTP, command: str) -> tuple[int, bytes]:
    connection.putcmd(command)
    return connection.getreply()


def _receipt(code: int, words: bytes, *, otherwise: Outcome) -> Receipt:
    """Read a reply by its first digit; `otherwise` where that says nothing clear."""
    outcomes = {TAKEN: Outcome.TAKEN, 4: Outcome.NOT_NOW, 5: Outcome.REFUSED}
    said = f"{code} {words.decode(errors='replace')}"
    return Receipt(outcomes.get(code // 100, otherwise), said)


def _dotted(content: bytes) -> bytes:
    """Return a message as it goes over the wire, with its last dot."""
    lines = content.replace(b"\r\n", b"\n").split(b"\n")
    if lines and lines[-1] == b"":
        lines.pop()
    stuffed = [b"." + line if line.startswith(b".") else line for line in lines]
    return b"\r\n".join(stuffed) + b"\r\n.\r\n"


def _words_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
