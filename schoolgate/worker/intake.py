"""The mail intake: a small SMTP server on loopback, behind the school's own.

It says 250 only when the mail is committed; when storing fails it says 451, and the
server before it keeps the mail and tries again.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import close_old_connections

from schoolgate.domain.enquiries.actions.mail import Received, receive_mail
from schoolgate.domain.schools.queries import school_with_address
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.integrations.mime import read_mail

log = logging.getLogger(__name__)
MOST_RECIPIENTS = 50
NOT_NOW = "451 Could not store it now, try again"
P = ParamSpec("P")
T = TypeVar("T")


class Handler:
    """What the server does with each mail."""

    async def handle_RCPT(  # noqa: N802 (the server names it)
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Refuse an address at no school here; the sender hears at once."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 Too many recipients"
        school = await asyncio.to_thread(
            _in_own_connection, school_with_address, address
        )
        if school is None:
            return "550 No school here has this address"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Store the mail; say so only when it is committed."""
        try:
            await asyncio.to_thread(
                _in_own_connection,
                take_in,
                _bytes(envelope.content),
                _sender(envelope.mail_from),
                tuple(envelope.rcpt_tos),
            )
        except Exception:
            log.exception("a mail could not be stored")
            return NOT_NOW
        return "250 Stored"

    async def handle_exception(self, error: Exception) -> str:
        """Ask for another try when anything else breaks, such as the database.

        The library would say 500, at which the sending server gives the mail up.
        """
        log.error("the mail intake stumbled", exc_info=error)
        return NOT_NOW


def take_in(
    raw: bytes, envelope_from: str, recipients: tuple[str, ...]
) -> list[Received]:
    """Store one mail at each school it was sent to, once a school."""
    mail = read_mail(raw, envelope_from=envelope_from, recipients=recipients)
    taken: dict[int, Received] = {}
    for recipient in recipients:
        school = school_with_address(recipient)
        if school is None or school.pk in taken:
            continue
        with school_in_force(school.pk):
            taken[school.pk] = receive_mail(
                school, mail, recipient=recipient, at=clock.now()
            )
    return list(taken.values())


def listening(port: int) -> Controller:
    """Return the server, ready to be started; it binds to loopback only."""
    return Controller(
        Handler(),
        hostname="127.0.0.1",
        port=port,
        data_size_limit=settings.MAIL_MAX_BYTES,
        decode_data=False,
        ident="Schoolgate",
    )


def _bytes(content: bytes | str | None) -> bytes:
    """Return what came over the wire; the server decodes nothing, so it is bytes."""
    return content if isinstance(content, bytes) else b""


def _sender(mail_from: str | None) -> str:
    """Return the envelope's sender; "<>", as the library hands it over, is nobody."""
    return "" if mail_from in {None, "<>"} else str(mail_from)


def _in_own_connection(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run in a thread of its own, and give its database connection back."""
    close_old_connections()
    try:
        return do(*args, **kwargs)
    finally:
        close_old_connections()
