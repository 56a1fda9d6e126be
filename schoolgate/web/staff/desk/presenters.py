"""The desk and what is open beside it, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from schoolgate.domain.enquiries.enums import (
    Begun,
    Clock,
    EnquiryState,
    MessageKind,
    Reached,
    Readership,
)
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.queries.desks import who_has_it
from schoolgate.domain.enquiries.queries.lists import Listed
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.vocabulary import Category, Channel, Concern
from schoolgate.kernel.words import say_list
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.files import FileLink
from schoolgate.web.shared.moments import (
    due_in_words,
    local,
    moment_in_words,
)
from schoolgate.web.shared.shapes import MarkKind

A_WEEK = 7
COME = {
    Begun.ASKED: "Came in as",
    Begun.TOLD: "They tell us something. Came in as",
    Begun.BY_SCHOOL: "The school wrote first, as",
}
SAYS_ITSELF = {
    MessageKind.FROM_FAMILY,
    MessageKind.ACKNOWLEDGEMENT,
    MessageKind.ANSWER,
}
"""What needs no name beside its words."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing to do, due time first."""

    href: str
    due: str
    what: str
    about: str
    late: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows that are due at about the same time."""

    words: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The whole list."""

    sections: list[Section]
    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A word and a kind for one state."""

    kind: MarkKind
    words: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message, with what staff alone see of it."""

    who: str
    when: str
    text: str
    label: str
    files: Sequence[FileLink]


@dataclass(frozen=True, kw_only=True)
class Open:
    """The enquiry that stands open beside the list."""

    public_id: str
    student: str
    reference: str
    title: str
    send: str
    facts: str
    marks: list[Mark]
    messages: list[Said]
    why: Sequence[str]
    withheld: list[str]
    withheld_title: str
    is_unsorted: bool
    is_open: bool


def desk_of(
    due: Sequence[Listed],
    lately: Sequence[Listed],
    overdue: Sequence[Listed],
    *,
    current: Enquiry | None,
    now: datetime,
) -> Desk:
    """Put the list into words, in the order in which it is due."""
    names = ("Overdue", "Today", "This week", "Later", "No time promised")
    sections = {name: Section(words=name) for name in names}
    for enquiry in due:
        row = _row(enquiry, current, now)
        sections[_when(enquiry, now)].rows.append(row)
    waiting = Section(words="Waiting for the family")
    waiting.rows.extend(_answered_row(each, current, now) for each in lately)
    elsewhere = Section(words="Overdue in the school")
    elsewhere.rows.extend(_elsewhere(each, current, now) for each in overdue)
    every = (*sections.values(), elsewhere, waiting)
    shown = [each for each in every if each.rows]
    return Desk(sections=shown, is_empty=not due and not overdue)


def open_of(
    enquiry: Enquiry,
    messages: Sequence[Message],
    told: Mapping[Category, Decision],
    files: Mapping[int, Sequence[FileLink]],
    *,
    now: datetime,
) -> Open:
    """Put into words what stands open."""
    return Open(
        public_id=enquiry.public_id,
        student=enquiry.student.full_name if enquiry.student else "Which child?",
        reference=enquiry.spoken_reference,
        title=enquiry.title,
        send=f"Send to {enquiry.contact.polite_name}",
        facts=_facts(enquiry),
        marks=_marks(enquiry, now),
        messages=[
            _said(each, enquiry, files.get(each.pk, ()), now) for each in messages
        ],
        why=enquiry.promise.because if enquiry.promise else (),
        withheld=_withheld(enquiry, told),
        withheld_title=(
            "Not everything may be told"
            if any(each.allowed for each in told.values())
            else "Nothing may be told"
        ),
        is_unsorted=not enquiry.is_sorted,
        is_open=enquiry.state == EnquiryState.OPEN,
    )


def _when(enquiry: Listed, now: datetime) -> str:
    if enquiry.due_at is None:
        return "No time promised"
    if enquiry.is_overdue(now):
        return "Overdue"
    day = local(enquiry.due_at, enquiry.school).date()
    today = local(now, enquiry.school).date()
    if day == today:
        return "Today"
    return "This week" if day - today < timedelta(days=A_WEEK) else "Later"


def _row(enquiry: Listed, current: Enquiry | None, now: datetime) -> Row:
    due_at = enquiry.due_at
    return Row(
        href=address_of("staff:desk_enquiry", enquiry.public_id),
        due=due_in_words(due_at, enquiry.school, now=now) if due_at else "no date",
        what=f"{_what_to_do(enquiry)} {enquiry.contact}",
        about=_about(enquiry),
        late="late" if enquiry.is_overdue(now) else "",
        is_current=_is_current(enquiry, current),
    )


def _elsewhere(enquiry: Listed, current: Enquiry | None, now: datetime) -> Row:
    """Show what is overdue on another desk, with whose it is."""
    row = _row(enquiry, current, now)
    who = enquiry.who.name or "School office"
    return replace(row, what=f"{who}: {row.what[:1].lower()}{row.what[1:]}")


def _answered_row(enquiry: Listed, current: Enquiry | None, now: datetime) -> Row:
    at = enquiry.answered_at
    return Row(
        href=address_of("staff:desk_enquiry", enquiry.public_id),
        due=due_in_words(at, enquiry.school, now=now) if at else "",
        what=enquiry.contact,
        about=_about(enquiry),
        late="",
        is_current=_is_current(enquiry, current),
    )


def _is_current(enquiry: Listed, current: Enquiry | None) -> bool:
    return current is not None and current.public_id == enquiry.public_id


def _what_to_do(enquiry: Listed) -> str:
    if not enquiry.student:
        return "Sort a mail from"
    if enquiry.begun is Begun.TOLD:
        return "Read what is told by"
    if enquiry.channel is Channel.PHONE:
        return "Call back"
    if enquiry.channel is Channel.MEETING_REQUEST:
        return "Offer a time to meet"
    return "Answer"


def _about(enquiry: Listed) -> str:
    return f"{child_in_words(enquiry)} · {enquiry.subject or enquiry.title}"


def child_in_words(enquiry: Listed) -> str:
    """Say which child it is about, as lists do: "Amal H."; "?" until it is known."""
    name = f"{enquiry.student} {enquiry.student_family_name[:1]}."
    return name if enquiry.student else "?"


def _facts(enquiry: Enquiry) -> str:
    who = who_has_it(enquiry)
    with_whom = f"With {who.name}, {who.post}" if who.name else f"With {who.post}"
    channel = Channel(enquiry.channel).label
    came = f"{COME[Begun(enquiry.begun)]} {'an' if channel[0] in 'aeio' else 'a'}"
    return f"{with_whom}. {came} {channel}.{_number_to_ring(enquiry)}"


def _number_to_ring(enquiry: Enquiry) -> str:
    """Say which number to ring, while a call back is owed."""
    number = enquiry.contact.mobile
    waits = enquiry.channel == Channel.PHONE and enquiry.state == EnquiryState.OPEN
    return f" Ring {number}." if number and waits else ""


def _marks(enquiry: Enquiry, now: datetime) -> list[Mark]:
    return [*_clock_marks(enquiry, now), _route_mark(enquiry), *_few_mark(enquiry)]


def _few_mark(enquiry: Enquiry) -> list[Mark]:
    """Say that only few may read it, to those who may."""
    if enquiry.readership == Readership.NAMED:
        return [Mark(kind="care", words="told in confidence")]
    if enquiry.readership == Readership.SAFEGUARDING:
        return [Mark(kind="late", words="about a child’s safety: yours alone")]
    return []


def _clock_marks(enquiry: Enquiry, now: datetime) -> list[Mark]:
    given, school = enquiry.promise, enquiry.school
    if given is None or (given.answer_by is None and given.acknowledge_by is None):
        return [Mark(kind="quiet", words="no time promised")]
    if given.answered_at:
        when = moment_in_words(given.answered_at, school, now=now)
        clocks = {given.acknowledged(now), given.answered(now)}
        if Clock.LATE in clocks:
            return [Mark(kind="late", words=f"answered {when}, late")]
        if Clock.EXTENDED in clocks:
            return [Mark(kind="care", words=f"answered {when}, by the new date")]
        return [Mark(kind="good", words=f"answered {when}, in good time")]
    marks = []
    for verb, due_at, state in (
        ("acknowledge", given.acknowledge_by, given.acknowledged(now)),
        ("answer", given.extended_to or given.answer_by, given.answered(now)),
    ):
        if due_at and state in {Clock.RUNNING, Clock.EXTENDED, Clock.OVERDUE}:
            by = moment_in_words(due_at, school, now=now)
            kind: MarkKind = "late" if state is Clock.OVERDUE else "care"
            marks.append(Mark(kind=kind, words=f"{verb} by {by}"))
    return marks


def _route_mark(enquiry: Enquiry) -> Mark:
    concern = Concern(enquiry.concern).label
    step = f" · step {enquiry.step}" if enquiry.step else ""
    return Mark(kind="quiet", words=f"{concern}{step}")


def _said(
    message: Message, enquiry: Enquiry, files: Sequence[FileLink], now: datetime
) -> Said:
    kind = MessageKind(message.kind)
    told = f"tells about {Category(message.category).label}" if message.category else ""
    came = "by e-mail" if message.channel == Channel.EMAIL else _noted(message)
    what = kind.label if kind not in SAYS_ITSELF else ""
    if message.reached:
        what = f"{what}: {Reached(message.reached).label.lower()}"
    label = ", ".join(each for each in (what, told, came) if each)
    return Said(
        who=message.staff.polite_name if message.staff else enquiry.contact.polite_name,
        when=moment_in_words(message.sent_at, enquiry.school, now=now),
        text=message.text,
        label=label,
        files=files,
    )


def _noted(message: Message) -> str:
    """Say how it came and who wrote it down, where the family did not."""
    if message.noted_by is None:
        return ""
    how = Channel(message.channel).label
    return f"{how}, noted by {message.noted_by.polite_name}"


def _withheld(enquiry: Enquiry, told: Mapping[Category, Decision]) -> list[str]:
    """Say what this contact may not be told, and why: staff see reason and clause."""
    refused = {
        each: decision for each, decision in told.items() if not decision.allowed
    }
    if not refused:
        return []
    labels = say_list([each.label for each in refused])
    name = enquiry.contact.polite_name
    child = enquiry.student.given_name if enquiry.student else "the student"
    decision = next(iter(refused.values()))
    clause = f" ({decision.clause})" if decision.clause else ""
    what = "anything" if len(refused) == len(told) else labels
    return [
        f"{name} may not be told {what} about {child}.",
        f"{' '.join(decision.because)}{clause}",
    ]
