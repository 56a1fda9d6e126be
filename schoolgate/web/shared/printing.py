"""A conversation on paper: everything with its day and year, and nothing to press."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.enquiries.enums import FAMILY_SAYS, MessageKind
from schoolgate.domain.enquiries.models import Attachment, Enquiry, Message
from schoolgate.domain.schools.models import School
from schoolgate.kernel.words import say_moment_and_year
from schoolgate.web.shared.moments import local
from schoolgate.web.shared.shapes import Answer

SAYS_ITSELF = {MessageKind.FROM_FAMILY, MessageKind.ANSWER}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One message, with the names of its files."""

    who: str
    when: str
    text: str
    label: str
    files: list[str]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """The page as it goes on paper."""

    title: str
    reference: str
    facts: list[Answer]
    messages: list[Line]
    foot: str


def printed_of(
    enquiry: Enquiry,
    messages: Iterable[Message],
    files: Mapping[int, Sequence[Attachment]],
    *,
    foot: str,
    now: datetime,
) -> Printed:
    """Put a conversation into words for paper; `messages` are what may be read."""
    school, student = enquiry.school, enquiry.student
    return Printed(
        title=enquiry.title,
        reference=enquiry.spoken_reference,
        facts=[
            Answer(asks="School", says=school.name),
            Answer(asks="About", says=student.full_name if student else "not said yet"),
            Answer(asks="From", says=enquiry.contact.polite_name),
            Answer(asks="Came in", says=_moment(enquiry.opened_at, school)),
        ],
        messages=[_line(each, enquiry, files.get(each.pk, ())) for each in messages],
        foot=f"{foot} Printed {_moment(now, school)}.".strip(),
    )


def _line(message: Message, enquiry: Enquiry, files: Sequence[Attachment]) -> Line:
    kind, writer = MessageKind(message.kind), message.staff
    if kind in FAMILY_SAYS or writer is None:
        who = enquiry.contact.polite_name
    else:
        who = writer.polite_name
    return Line(
        who=who,
        when=_moment(message.sent_at, enquiry.school),
        text=message.text,
        label="" if kind in SAYS_ITSELF else kind.label,
        files=[each.name for each in files],
    )


def _moment(moment: datetime, school: School) -> str:
    return say_moment_and_year(local(moment, school))
