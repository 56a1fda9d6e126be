"""What the family is told while an enquiry goes its way."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from schoolgate.domain.deliveries.actions import Notice, queue_notice
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.models import Enquiry, Message, OneChannel
from schoolgate.domain.enquiries.queries.desks import who_has_it
from schoolgate.domain.enquiries.rules import conversation_mailbox
from schoolgate.kernel.vocabulary import Category, Channel
from schoolgate.kernel.words import say_day_and_year

NOTHING_MORE: Mapping[str, str | None] = MappingProxyType({})


def tell_received(enquiry: Enquiry, *, at: datetime) -> None:
    """Tell the family that it came in, who has it, and by when they will hear."""
    _tell(enquiry, NoticeKind.ENQUIRY_RECEIVED, at=at)


def tell_passed_on(enquiry: Enquiry, *, at: datetime) -> None:
    """Tell the family that somebody else has it now; the promise stays.

    Of what it told in confidence, also that its page names who may read it now.
    """
    is_named = enquiry.readership == Readership.NAMED
    more = {"readers": "named"} if is_named else NOTHING_MORE
    _tell(enquiry, NoticeKind.ENQUIRY_PASSED_ON, at=at, more=more)


def tell_said(message: Message, kind: NoticeKind, *, at: datetime) -> None:
    """Tell the family what a member of staff has written."""
    category = Category(message.category) if message.category else None
    _tell(message.enquiry, kind, at=at, category=category, message=message)


def tell_first(enquiry: Enquiry, message: Message | None, *, at: datetime) -> None:
    """Tell the family that the school wrote to them; without a message, by a link."""
    if message is None:
        _tell(enquiry, NoticeKind.SCHOOL_WROTE, at=at)
    else:
        tell_said(message, NoticeKind.SCHOOL_WROTE, at=at)


def tell_one_channel(asked: OneChannel, *, at: datetime) -> None:
    """Tell a contact which way they are asked to use, why, and until when."""
    contact = asked.contact
    if not contact.email:
        return
    queue_notice(
        Notice(
            kind=NoticeKind.ONE_CHANNEL,
            contact=contact,
            student=None,
            category=None,
            about=f"contact:{contact.public_id}",
            reply_to=contact.school.office_address,
            facts={
                "channel": Channel(asked.channel).label,
                "reason": asked.reason,
                "day": say_day_and_year(asked.review_on),
                "name": asked.asked_by.polite_name,
                "path": "/ask/",
            },
        ),
        at=at,
    )


def tell_moved(
    enquiry: Enquiry, moved: Mapping[str, str | None], *, at: datetime
) -> None:
    """Tell the family which dates moved, as they were and will be, and why."""
    _tell(enquiry, NoticeKind.ENQUIRY_DATE_MOVED, at=at, more=moved)


def _tell(
    enquiry: Enquiry,
    kind: NoticeKind,
    *,
    at: datetime,
    category: Category | None = None,
    message: Message | None = None,
    more: Mapping[str, str | None] = NOTHING_MORE,
) -> None:
    if not enquiry.contact.email:
        return
    who, writer = who_has_it(enquiry), message.staff if message else None
    school, given = enquiry.school, enquiry.promise
    due_at = given.next_due_at if given else None
    queue_notice(
        Notice(
            kind=kind,
            contact=enquiry.contact,
            student=enquiry.student,
            category=category,
            about=enquiry.signature,
            reply_to=f"{conversation_mailbox(enquiry.reference)}@{school.mail_domain}",
            facts={
                "reference": enquiry.spoken_reference,
                "path": f"/enquiries/{enquiry.public_id}/",
                "child": enquiry.student.given_name if enquiry.student else None,
                "name": writer.polite_name if writer else who.name,
                "post": who.post,
                "due_at": due_at.isoformat() if due_at else None,
                "message": message.public_id if message else None,
                **more,
            },
        ),
        at=at,
    )
