"""Rendering a notice for one recipient, at the moment it goes."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from schoolgate.domain.accounts.actions.invitations import secret_of
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.deliveries.rules import is_sensitive
from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.models import Message
from schoolgate.domain.enquiries.queries.warnings import lines_of
from schoolgate.kernel.outgoing_mail import OutgoingMail
from schoolgate.kernel.vocabulary import Category
from schoolgate.kernel.words import say_moment_and_year
from schoolgate.kernel.working_time import zone_named

SUBJECTS = {
    NoticeKind.ENQUIRY_RECEIVED: "We have your message ({reference})",
    NoticeKind.ENQUIRY_PASSED_ON: "Who has your message now ({reference})",
    NoticeKind.ENQUIRY_ACKNOWLEDGED: "About your message ({reference})",
    NoticeKind.ENQUIRY_ANSWERED: "An answer to your message ({reference})",
    NoticeKind.ENQUIRY_EXTENDED: "When you will have an answer ({reference})",
    NoticeKind.ENQUIRY_CLOSED: "How it was settled ({reference})",
    NoticeKind.ENQUIRY_DATE_MOVED: "When you will hear from us ({reference})",
    NoticeKind.ONE_CHANNEL: "How to reach {school}",
    NoticeKind.SCHOOL_WROTE: "A message from {school} ({reference})",
    NoticeKind.DATA_RIGHTS: "Your rights to your data",
    NoticeKind.SIGN_IN_CODE: "Your code",
    NoticeKind.INVITATION: "Your access to {school}",
    NoticeKind.ADDRESS_CHANGED: "Signing in with this address",
    NoticeKind.ADMINISTRATOR_NAMED: "Who gives access at {school}",
    NoticeKind.SECOND_STEP_REMOVED: "Signing in at {school}",
    NoticeKind.PROMISES_DUE: "What is due at {school}",
}
"""Neutral on purpose: a subject shows on a locked phone, and names nobody."""
AUTOMATIC = {
    NoticeKind.ENQUIRY_RECEIVED,
    NoticeKind.ENQUIRY_PASSED_ON,
    NoticeKind.SIGN_IN_CODE,
    NoticeKind.INVITATION,
    NoticeKind.ENQUIRY_DATE_MOVED,
    NoticeKind.ADDRESS_CHANGED,
    NoticeKind.ADMINISTRATOR_NAMED,
    NoticeKind.SECOND_STEP_REMOVED,
    NoticeKind.PROMISES_DUE,
}

MOMENTS = {
    "due": "due_at",
    "word_by": "word_at",
    "word_was_by": "word_was_at",
    "answer_by": "answer_at",
    "answer_was_by": "answer_was_at",
    "takes_effect": "takes_effect_at",
}
"""Facts that are moments, and what they are called once they are in words."""


class NothingLeftError(RuntimeError):
    """What a mail was to say is not so any more: it does not go."""


def render_mail(mail: OutboxMail) -> OutgoingMail:
    """Return the mail as it goes to its one recipient.

    An answer stands in the mail itself, unless it is about behaviour, SEN or health, or
    the enquiry is for few readers: then the mail is an envelope with a link. Raises
    Message.DoesNotExist if what it should carry is gone, and NothingLeftError if it has
    nothing to say any more.
    """
    kind, school = NoticeKind(mail.kind), mail.school
    category = Category(mail.category) if mail.category else None
    return OutgoingMail(
        message_id=f"<{mail.public_id}@{school.mail_domain}>",
        from_name=school.name,
        from_address=school.office_address,
        to_address=mail.addressed_to,
        reply_to=mail.reply_to,
        subject=SUBJECTS[kind].format(
            reference=mail.facts.get("reference"), school=school.name
        ),
        text=render_to_string(
            f"notices/{kind}/email.en.txt",
            {
                **mail.facts,
                "recipient": mail.person.polite_name if mail.person else "",
                "school": school.name,
                "office": school.office_address,
                "link": f"{settings.BASE_URL}{_path(mail)}",
                "until": _until(mail),
                **{
                    name: _moment(mail.facts.get(fact), school.timezone)
                    for name, fact in MOMENTS.items()
                },
                "words": None if is_sensitive(category) else _words(mail),
                **_due(mail),
            },
        ),
        written_at=mail.queued_at,
        is_automatic=kind in AUTOMATIC,
    )


def _path(mail: OutboxMail) -> str:
    """Return where its link leads; an invitation's is made now, and kept nowhere."""
    if mail.kind == NoticeKind.INVITATION and mail.invitation:
        return f"/join/{secret_of(mail.invitation)}/"
    return str(mail.facts.get("path", "/"))


def _until(mail: OutboxMail) -> str | None:
    if mail.invitation is None:
        return None
    return _moment(mail.invitation.expires_at.isoformat(), mail.school.timezone)


def _due(mail: OutboxMail) -> dict[str, list[dict[str, str]]]:
    """Return the promises that a mail to staff tells of, as they stand now."""
    if mail.kind != NoticeKind.PROMISES_DUE:
        return {}
    found = lines_of(mail)
    if not any(found.values()):
        raise NothingLeftError("All of it has been answered meanwhile.")
    return {
        prompt.value: [
            {
                "reference": line.reference,
                "who": line.who,
                "by": _moment(line.due_at.isoformat(), mail.school.timezone) or "",
                "link": f"{settings.BASE_URL}{line.path}" if line.path else "",
            }
            for line in lines
        ]
        for prompt, lines in found.items()
    }


def _words(mail: OutboxMail) -> str | None:
    public_id = mail.facts.get("message")
    if public_id is None:
        return None
    message = Message.objects.select_related("enquiry").get(public_id=public_id)
    is_ordinary = message.enquiry.readership == Readership.STAFF
    return message.text if is_ordinary else None


def _moment(iso: str | None, timezone: str) -> str | None:
    if iso is None:
        return None
    return say_moment_and_year(
        datetime.fromisoformat(iso).astimezone(zone_named(timezone))
    )
