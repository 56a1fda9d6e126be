"""The student's pages in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.queries import holders
from schoolgate.domain.accounts.rules import in_words
from schoolgate.domain.people.models import Student, Tie
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.vocabulary import Category
from schoolgate.kernel.words import say_list
from schoolgate.web.shared.moments import local
from schoolgate.web.shared.shapes import Answer

CLOSE_TO_ME = (
    Role.TRUSTED_CONTACT,
    Role.TUTOR,
    Role.FORM_TEACHER,
    Role.CLASS_TEACHER,
    Role.HEAD_OF_YEAR,
)
NOON, EVENING = 12, 18


@dataclass(frozen=True, kw_only=True)
class Home:
    """Whom to go to, and what I learn."""

    greeting: str
    people: list[Answer]
    subjects: str


@dataclass(frozen=True, kw_only=True)
class Adult:
    """One adult, what they may be told, and why."""

    name: str
    tie: str
    may: str
    may_not: str
    because: Sequence[str]
    is_told_something: bool


def home_of(student: Student, subjects: Sequence[str], *, now: datetime) -> Home:
    """Put the home page into words."""
    held = holders(CLOSE_TO_ME, student=student)
    hour = local(now, student.school).hour
    part = "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
    return Home(
        greeting=f"Good {part}, {student.given_name}",
        people=[
            Answer(asks=f"Your {_post(role)}", says=holder.staff.polite_name)
            for role, holder in held.items()
            if holder.staff
        ],
        subjects=say_list(list(subjects)),
    )


def adults_of(
    told: Sequence[tuple[Tie, Mapping[Category, Decision]]],
) -> list[Adult]:
    """Put into words who may be told what."""
    return [_adult(tie, decisions) for tie, decisions in told]


def _post(role: Role) -> str:
    return in_words(role).removeprefix("the ")


def _adult(tie: Tie, decisions: Mapping[Category, Decision]) -> Adult:
    allowed = [each.label for each, said in decisions.items() if said.allowed]
    refused = [each.label for each, said in decisions.items() if not said.allowed]
    first = next(iter(decisions.values()))
    return Adult(
        name=tie.contact.polite_name,
        tie=tie.get_relationship_display(),
        may=say_list(allowed) if refused else "everything the school shares",
        may_not=say_list(refused) if allowed else "anything",
        because=[_to_the_student(line) for line in first.because],
        is_told_something=bool(allowed),
    )


def _to_the_student(sentence: str) -> str:
    return sentence.replace("The student is", "You are").replace(
        "The student has", "You have"
    )
