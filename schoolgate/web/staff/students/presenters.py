"""A student's page for who answers for them, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.enquiries.enums import ProblemKind, Told
from schoolgate.domain.enquiries.models import Problem
from schoolgate.domain.enquiries.queries.problems import Parent
from schoolgate.domain.enquiries.queries.tellings import Heard
from schoolgate.domain.people.models import Student
from schoolgate.domain.schools.models import School
from schoolgate.kernel.words import say_day_and_year
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.moments import day_in_words, moment_in_words
from schoolgate.web.shared.sending import SendingForm
from schoolgate.web.shared.shapes import MarkKind


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something in a list."""

    child: str
    title: str
    note: str
    detail: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Used:
    """How a colleague used it."""

    who: str
    when: str
    text: str


@dataclass(frozen=True, kw_only=True)
class HeardCard:
    """What one parent shared, and how it was used."""

    public_id: str
    kind: str
    who: str
    when: str
    text: str
    uses: Sequence[Used]


@dataclass(frozen=True, kw_only=True)
class ParentLine:
    """One parent, and whether they were told."""

    public_id: str
    name: str
    mark: MarkKind
    status: str
    says: str
    may_be_told: bool
    may_be_left_out: bool
    tell_form: SendingForm
    ground_form: SendingForm


@dataclass(frozen=True, kw_only=True)
class ProblemPage:
    """One problem, and how each parent stands to it."""

    public_id: str
    student: str
    student_id: str
    title: str
    facts: str
    text: str
    ended: str
    parents: list[ParentLine]


def student_line(student: Student) -> Line:
    """Put a student into a line."""
    return Line(
        child="",
        title=student.full_name,
        note="",
        detail="",
        href=address_of("staff:student", student.public_id),
    )


def heard_of(heard: Heard, school: School, *, now: datetime) -> HeardCard:
    """Put into words what a parent shared."""
    telling = heard.telling
    at = telling.shared_at or telling.enquiry.opened_at
    return HeardCard(
        public_id=telling.public_id,
        kind=HEARD[Told(telling.kind)],
        who=telling.enquiry.contact.polite_name,
        when=day_in_words(at, school, now=now),
        text=telling.text,
        uses=[
            Used(
                who=use.staff.polite_name,
                when=day_in_words(use.used_at, school, now=now),
                text=use.text,
            )
            for use in heard.uses
        ],
    )


HEARD = {
    Told.KNOWS: "what they know of their child",
    Told.STRENGTH: "what their child is good at",
    Told.BRINGS: "what they can bring",
}


def problem_line(problem: Problem, *, now: datetime, names: bool = False) -> Line:
    """Put a problem into a line; among those of several students, with the name."""
    day = day_in_words(problem.recorded_at, problem.school, now=now)
    return Line(
        child=problem.student.full_name if names else "",
        title=problem.text,
        note="closed" if problem.closed_at else "open",
        detail=f"{ProblemKind(problem.kind).label}, {day}",
        href=address_of("staff:students_problem", problem.public_id),
    )


def problem_of(
    problem: Problem,
    parents: Sequence[Parent],
    forms: Mapping[str, tuple[SendingForm, SendingForm]],
    *,
    now: datetime,
) -> ProblemPage:
    """Put one problem into words; `forms` are those of each parent, by their id."""
    when = moment_in_words(problem.recorded_at, problem.school, now=now)
    who, kind = problem.recorded_by.polite_name, ProblemKind(problem.kind).label
    return ProblemPage(
        public_id=problem.public_id,
        student=problem.student.full_name,
        student_id=problem.student.public_id,
        title=f"A problem: {kind}",
        facts=f"Recorded by {who}, {when}.",
        text=problem.text,
        ended=_ended(problem, now),
        parents=[
            _parent(each, problem, forms[each.contact.public_id], now)
            for each in parents
        ],
    )


def _parent(
    parent: Parent,
    problem: Problem,
    forms: tuple[SendingForm, SendingForm],
    now: datetime,
) -> ParentLine:
    tell_form, ground_form = forms
    mark, status, says = _status(parent, problem, now)
    was_told = parent.word is not None and parent.word.enquiry_id is not None
    is_open = problem.closed_at is None and not was_told and parent.gate.allowed
    return ParentLine(
        public_id=parent.contact.public_id,
        name=parent.contact.polite_name,
        mark=mark,
        status=status,
        says=says,
        may_be_told=is_open,
        may_be_left_out=is_open and not parent.is_settled,
        tell_form=tell_form,
        ground_form=ground_form,
    )


def _status(
    parent: Parent, problem: Problem, now: datetime
) -> tuple[MarkKind, str, str]:
    word = parent.word
    if word is not None and word.enquiry_id is not None:
        when = moment_in_words(word.at, problem.school, now=now)
        return "good", "told", f"{when}, by {word.staff.polite_name}."
    if not parent.gate.allowed:
        return "quiet", "may not be told", " ".join(parent.gate.because)
    if word is None or word.review_on is None:
        return "care", "not told yet", ""
    until = say_day_and_year(word.review_on)
    says = f"{word.staff.polite_name}: {word.ground} To be looked at again on {until}."
    if parent.is_settled:
        return "quiet", "not told, for a reason", says
    return "care", "the reason is over", says


def _ended(problem: Problem, now: datetime) -> str:
    if problem.closed_by is None or problem.closed_at is None:
        return ""
    when = moment_in_words(problem.closed_at, problem.school, now=now)
    return f"{problem.ended} ({problem.closed_by.polite_name}, {when})"
