"""What is about to be written down, who gets it, and by when, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.accounts.queries.posts import Who
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.desks import Foreseen, who_has_it
from schoolgate.domain.people.models import Student
from schoolgate.domain.schools.models import School
from schoolgate.kernel.vocabulary import Channel
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.shared.shapes import Answer
from schoolgate.web.staff.log.forms import ABOUT, WAYS, LogForm


@dataclass(frozen=True, kw_only=True)
class Check:
    """What is about to be written down, and what becomes of it."""

    answers: list[Answer]
    who: str
    promise: str
    why: Sequence[str]
    is_kept: bool
    """Kept for the office and the leadership: nobody answers it."""


@dataclass(frozen=True, kw_only=True)
class Logged:
    """What was written down: its reference, who has it, by when they hear."""

    title: str
    child: str
    reference: str
    who: str
    promise: str
    scans: Sequence[str]


def check_of(
    form: LogForm, student: Student, foreseen: Foreseen | None, *, now: datetime
) -> Check:
    """Put into words what is about to be written down; without a promise, kept."""
    name = form.contact.full_name if form.contact else form.cleaned_data["caller"]
    return Check(
        answers=[
            Answer(asks="Child", says=student.full_name),
            Answer(asks="From", says=name),
            Answer(asks="How", says=WAYS[form.channel]),
            Answer(asks="About", says=form.chosen_subject or ABOUT[form.concern]),
            Answer(asks="They say", says=form.cleaned_data["text"]),
        ],
        who=who_gets_it(foreseen.who) if foreseen else "",
        promise=promise_in_words(foreseen, form.channel, student.school, now=now)
        if foreseen
        else "",
        why=foreseen.because if foreseen else (),
        is_kept=foreseen is None,
    )


def logged_of(enquiry: Enquiry, scans: Sequence[str], *, now: datetime) -> Logged:
    """Put into words what was written down."""
    given = enquiry.promise
    due = (given.next_due_at or given.answer_by) if given else None
    return Logged(
        title=enquiry.title,
        child=enquiry.student.full_name if enquiry.student else "",
        reference=enquiry.spoken_reference,
        who=_who_has_it(who_has_it(enquiry)),
        promise=_by(due, Channel(enquiry.channel), enquiry.school, now=now),
        scans=scans,
    )


def who_gets_it(who: Who) -> str:
    """Return "Mr Byrne, Amal’s maths teacher, gets it."."""
    if who.name:
        return f"{who.name}, {who.post}, gets it."
    return f"{_capital(who.post)} gets it."


def promise_in_words(
    foreseen: Foreseen, channel: Channel, school: School, *, now: datetime
) -> str:
    """Return what the family can be told now: by when they hear."""
    due = foreseen.first_word_by or foreseen.answer_by
    return _by(due, channel, school, now=now)


def _by(
    due: datetime | None, channel: Channel, school: School, *, now: datetime
) -> str:
    if due is None:
        return "The school’s policy promises no time for this."
    by = moment_in_words(due, school, now=now)
    if channel is Channel.PHONE:
        return f"They are called back by {by}."
    return f"They hear by {by}."


def _who_has_it(who: Who) -> str:
    name = f"{who.name}, {who.post}" if who.name else _capital(who.post)
    return f"{name} has it."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
