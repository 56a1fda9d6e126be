"""The check before sending, and the conversation, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.accounts.queries.posts import Who
from schoolgate.domain.enquiries.enums import (
    TOLD_OUTCOMES,
    Begun,
    Clock,
    EnquiryState,
    MessageKind,
    Outcome,
)
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.queries.desks import (
    Foreseen,
    Rung,
    complaints_of,
    steps_left,
    who_has_it,
)
from schoolgate.domain.enquiries.rules import clock
from schoolgate.domain.schools.models import School
from schoolgate.kernel.vocabulary import Channel
from schoolgate.web.family.enquiries.confiding import only_they_read
from schoolgate.web.family.enquiries.forms import ABOUT, WAYS, AskForm
from schoolgate.web.family.whom.presenters import how_to_go_on
from schoolgate.web.shared.files import FileLink
from schoolgate.web.shared.moments import day_in_words, moment_in_words
from schoolgate.web.shared.shapes import Answer, MarkKind, Step

LABELS = {
    MessageKind.TAKEN_FURTHER: "taken one step further",
    MessageKind.DISPUTED: "not settled",
    MessageKind.HOLDING: "a new date",
    MessageKind.OUTCOME: "how it was settled",
    MessageKind.AGREED: "agreed",
}


@dataclass(frozen=True, kw_only=True)
class Check:
    """What is about to be sent, to whom, and by when they hear."""

    answers: list[Answer]
    who: str
    promise: str
    why: Sequence[str]
    send: str
    readers: str
    """Who alone may read it, for what is told in confidence."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message of the conversation."""

    who: str
    when: str
    text: str
    label: str
    """What it was, where that is more than words: taken further, a new date."""
    files: Sequence[FileLink]


@dataclass(frozen=True, kw_only=True)
class Further:
    """Where it can still be taken; after the last step, the complaints procedure."""

    to: str
    """Who would get it; empty after the last step."""
    next_name: str
    """The name on the next step, where there is another behind it."""
    complaints: str
    """How to go on after the last step."""


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One conversation, as its family sees it."""

    public_id: str
    child: str
    reference: str
    title: str
    mark: MarkKind
    status: str
    promise: str
    why: Sequence[str]
    outcome: str
    steps: list[Step]
    further: Further | None
    messages: list[Said]


def check_of(
    form: AskForm, foreseen: Foreseen, readers: Sequence[str], *, now: datetime
) -> Check:
    """Put into words what is about to be sent."""
    school = form.student.school
    about = ABOUT[form.concern]
    name = foreseen.who.name or foreseen.who.post
    return Check(
        answers=[
            Answer(asks="About", says=form.student.given_name),
            Answer(asks="What about", says=form.chosen_subject or about),
            Answer(asks="You say", says=form.cleaned_data["text"]),
            Answer(asks="We answer", says=WAYS[form.channel]),
        ],
        who=_who_gets_it(foreseen.who),
        promise=_hearing(foreseen.first_word_by, foreseen.answer_by, school, now=now),
        why=foreseen.because,
        send=f"Send to {name}",
        readers=only_they_read(readers),
    )


def thread_of(
    enquiry: Enquiry,
    messages: Sequence[Message],
    rungs: Sequence[Rung],
    *,
    files: Mapping[int, Sequence[FileLink]],
    may_go_further: bool,
    now: datetime,
) -> Thread:
    """Put one conversation into words."""
    mark, status = _status(enquiry, now)
    given = enquiry.promise
    waits = given is not None and enquiry.state == EnquiryState.OPEN
    return Thread(
        public_id=enquiry.public_id,
        child=enquiry.student.given_name if enquiry.student else "",
        reference=enquiry.spoken_reference,
        title=enquiry.title,
        mark=mark,
        status=status,
        promise=_promise(enquiry, now) if waits else "",
        why=given.because if given and waits else (),
        outcome=Outcome(enquiry.outcome).label
        if enquiry.outcome in TOLD_OUTCOMES
        else "",
        steps=[_step(rung, enquiry, now) for rung in rungs],
        further=_further(enquiry, rungs) if may_go_further else None,
        messages=[
            _said(each, enquiry.school, files.get(each.pk, ()), now)
            for each in messages
        ],
    )


def _status(enquiry: Enquiry, now: datetime) -> tuple[MarkKind, str]:
    given, who = enquiry.promise, who_has_it(enquiry)
    name = who.name or _capital(who.post)
    if enquiry.state == EnquiryState.CLOSED:
        return "quiet", "Settled"
    if enquiry.begun == Begun.BY_SCHOOL and given is None:
        return "quiet", f"{name} wrote to you"
    if given and given.answered_at and enquiry.state == EnquiryState.ANSWERED:
        day = day_in_words(given.answered_at, enquiry.school, now=now)
        on = day if day in {"today", "yesterday"} else f"on {day}"
        if Clock.LATE in {given.acknowledged(now), given.answered(now)}:
            return "care", f"Answered {on}, later than promised"
        if given.answered(now) is Clock.EXTENDED:
            return "care", f"Answered {on}, by the new date"
        kept = given.answered(now) is Clock.KEPT
        return "good", f"Answered {on}{', in good time' if kept else ''}"
    if given and Clock.OVERDUE in {given.acknowledged(now), given.answered(now)}:
        return "late", f"This is late. {name} still has it."
    return "quiet", f"{name} has it"


def _promise(enquiry: Enquiry, now: datetime) -> str:
    given = enquiry.promise
    if given is None:
        return ""
    first_word = given.acknowledge_by if given.acknowledged_at is None else None
    by = given.extended_to or given.answer_by
    return _hearing(first_word, by, enquiry.school, now=now)


def _hearing(
    first_word_by: datetime | None,
    answer_by: datetime | None,
    school: School,
    *,
    now: datetime,
) -> str:
    """Return "You will hear by …", and by when the answer is due if that is later."""
    due = first_word_by or answer_by
    if due is None:
        return "The school’s policy promises no time for this."
    if clock(due_at=due, done_at=None, at=now) is Clock.OVERDUE:
        return f"You should have heard by {moment_in_words(due, school, now=now)}."
    hears = f"You will hear by {moment_in_words(due, school, now=now)}."
    if answer_by is None or answer_by == due:
        return hears
    by = day_in_words(answer_by, school, now=now)
    return f"{hears} You will have an answer by {by}."


def _who_gets_it(who: Who) -> str:
    if who.name:
        return f"{who.name}, {who.post}, will get this."
    return f"{_capital(who.post)} will get this."


def _step(rung: Rung, enquiry: Enquiry, now: datetime) -> Step:
    name = f"{rung.who.name}, {rung.who.post}" if rung.who.name else rung.who.post
    if rung.is_now:
        note = "has it now"
        given = enquiry.promise
        if given and given.answered_at and enquiry.state != EnquiryState.OPEN:
            note = (
                f"answered {day_in_words(given.answered_at, enquiry.school, now=now)}"
            )
        return Step(who=_capital(name), note=note, state="now")
    if rung.is_done:
        return Step(who=_capital(name), state="done")
    is_next = rung.desk.step == enquiry.step + 1
    note = "next, if it is not resolved" if is_next else ""
    return Step(who=_capital(name), note=note, state="next")


def _further(enquiry: Enquiry, rungs: Sequence[Rung]) -> Further:
    left = steps_left(enquiry, rungs)
    return Further(
        to=_who_gets_it(left[0].who) if left else "",
        next_name=next_name_of(enquiry, rungs),
        complaints="" if left else how_to_go_on(complaints_of(enquiry), enquiry.school),
    )


def next_name_of(enquiry: Enquiry, rungs: Sequence[Rung]) -> str:
    """Return the name on the next step, if there is another behind it."""
    left = steps_left(enquiry, rungs)
    return left[0].who.name or "" if len(left) > 1 else ""


def _said(
    message: Message, school: School, files: Sequence[FileLink], now: datetime
) -> Said:
    when = moment_in_words(message.sent_at, school, now=now)
    by_mail = message.channel == Channel.EMAIL and message.staff is None
    if message.noted_by:
        how = Channel(message.channel).label
        when = f"{when}, {how} noted by {message.noted_by.polite_name}"
    return Said(
        who=message.staff.polite_name if message.staff else "You",
        when=f"{when}, by e-mail" if by_mail else when,
        text=message.text,
        label=LABELS.get(MessageKind(message.kind), ""),
        files=files,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
