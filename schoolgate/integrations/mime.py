"""Reading a mail: MIME in, plain words out. The raw mail is always kept by the caller.

Whatever the mail looks like, `read_mail` returns: what it cannot read, it says.
"""

import re
import unicodedata
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from html import unescape

import nh3
from mailparser_reply import EmailReplyParser

from schoolgate.kernel.incoming_mail import IncomingMail, WrittenBy

LONGEST_TEXT = 100_000
LONGEST_HEADER = 300
MOST_PARTS = 200
LONGEST_SEARCHED = 4_000
"""Characters in which a quoted mail is looked for: the patterns that find one take
time that grows with the square of it, and a longer mail is shown as it is."""
RECIPIENT_HEADERS = ("Delivered-To", "X-Original-To", "To", "Cc")
AUTOMATIC_PRECEDENCE = {"bulk", "junk", "list", "auto_reply"}
AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond")
"""Not X-Auto-Response-Suppress: some servers put it on what people write."""
ROBOT = re.compile(
    r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@", re.IGNORECASE
)
BOUNCE = re.compile(r"^(mailer-daemon|postmaster)@", re.IGNORECASE)
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
JOINERS = frozenset("\u200c\u200d\u200e\u200f")
"""Not printed, and still part of a word in Persian, Urdu or Hindi, and of emoji."""
LINE_ENDING_TAGS = re.compile(r"<\s*(br|/p|/div|/tr|/li|/h[1-6])[^>]*>", re.IGNORECASE)


def read_mail(
    raw: bytes, *, envelope_from: str | None = None, recipients: tuple[str, ...] = ()
) -> IncomingMail:
    """Read a mail; never raises for what is in it.

    `envelope_from` is None when no envelope is known (a pipe); an empty one is a mail
    server's own word.
    """
    try:
        return _read(raw, envelope_from, recipients)
    except Exception as error:  # noqa: BLE001
        # The standard parser raises nearly anything: on a few real mails in a thousand,
        # on parts within parts (RecursionError), on a Message-ID cut short (NameError).
        return IncomingMail(
            raw=raw,
            envelope_from=envelope_from or "",
            recipients=recipients,
            sender="",
            subject="",
            text="",
            message_id="",
            written_by=WrittenBy.PERSON,
            fault=f"The mail is broken ({type(error).__name__}).",
        )


def _read(
    raw: bytes, envelope_from: str | None, recipients: tuple[str, ...]
) -> IncomingMail:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 (the policy makes these)
    sender = parseaddr(_header(message, "From"))[1]
    return IncomingMail(
        raw=raw,
        envelope_from=(envelope_from or "")[:LONGEST_HEADER],
        recipients=recipients or _recipients(message),
        sender=_clean(sender).lower(),
        subject=_clean(_header(message, "Subject")),
        text=_new_words(_text(message)),
        message_id=_clean(_header(message, "Message-ID")).strip(),
        written_by=_written_by(message, sender, envelope_from),
    )


def _written_by(
    message: EmailMessage, sender: str, envelope_from: str | None
) -> WrittenBy:
    kind = message.get_content_type()
    if kind == "multipart/report" or BOUNCE.match(sender):
        return WrittenBy.MAIL_SERVER
    if envelope_from == "" and _header(message, "Auto-Submitted") == "":
        return WrittenBy.MAIL_SERVER
    submitted = _header(message, "Auto-Submitted").strip().lower()
    precedence = _header(message, "Precedence").strip().lower()
    if (
        submitted not in {"", "no"}
        or precedence in AUTOMATIC_PRECEDENCE
        or any(message.get(name) is not None for name in AUTOMATIC_HEADERS)
        or message.get("List-Id") is not None
        or envelope_from == ""
        or ROBOT.match(sender)
    ):
        return WrittenBy.MACHINE
    return WrittenBy.PERSON


def _recipients(message: EmailMessage) -> tuple[str, ...]:
    values = [
        str(value) for name in RECIPIENT_HEADERS for value in message.get_all(name, [])
    ]
    return tuple(address for _, address in getaddresses(values) if "@" in address)


def _text(message: EmailMessage) -> str:
    """Return the plain text of a mail, or its HTML reduced to text."""
    plain: list[str] = []
    html: list[str] = []
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain":
            plain.append(_decoded(part))
        elif part.get_content_type() == "text/html":
            html.append(_decoded(part))
    text = "\n".join(plain) if any(each.strip() for each in plain) else ""
    return _clean_lines((text or _without_tags("\n".join(html)))[:LONGEST_TEXT])


def _decoded(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        return content.decode(charset, errors="replace")
    except LookupError:
        return content.decode("utf-8", errors="replace")


def _without_tags(html: str) -> str:
    lines = LINE_ENDING_TAGS.sub("\n", html)
    return unescape(
        nh3.clean(lines, tags=set(), clean_content_tags={"style", "script"})
    )


def _new_words(text: str) -> str:
    """Return what the sender wrote now, without what they quoted."""
    if not text.strip():
        return ""
    parser = EmailReplyParser(languages=["en"])
    newest, *quoted = parser.read(text[:LONGEST_SEARCHED]).replies
    words = newest.content.strip() if quoted else ""
    return words or text.strip()


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, ""))[: LONGEST_HEADER * 4]


def _clean(value: str) -> str:
    """Return one line without control characters, at most as long as we keep."""
    return "".join(_kept(character) or " " for character in value).strip()[
        :LONGEST_HEADER
    ]


def _clean_lines(value: str) -> str:
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    kept = (each if each in "\n\t" else _kept(each) for each in lines)
    return BLANK_LINES.sub("\n\n", "".join(kept))


def _kept(character: str) -> str:
    """Return what is kept of a character: itself, a plain space, or nothing."""
    if character.isprintable() or character in JOINERS:
        return character
    return " " if unicodedata.category(character) == "Zs" else ""
