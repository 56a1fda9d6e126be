"""Mails as they come in, for tests."""

from schoolgate.domain.enquiries.actions.mail import Received, receive_mail
from schoolgate.domain.schools.models import School
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.integrations.mime import read_mail


def mail(
    *,
    sender: str,
    to: str = "office@oakfield.example",
    subject: str = "Maths set",
    text: str = "Who decided about the maths set?",
    message_id: str = "<one@family.example>",
    headers: str = "",
) -> bytes:
    """Return a mail as it arrives."""
    return (
        f"From: Somebody <{sender}>\r\nTo: {to}\r\nSubject: {subject}\r\n"
        f"Message-ID: {message_id}\r\n{headers}"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


def arrive(school: School, raw: bytes, *, to: str = "") -> Received:
    """Take a mail in at a school, now."""
    recipient = to or school.office_address
    read = read_mail(raw, envelope_from="x@elsewhere.example", recipients=(recipient,))
    with school_in_force(school.pk):
        return receive_mail(school, read, recipient=recipient, at=clock.now())
