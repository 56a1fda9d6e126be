"""The student's pages in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.queries.posts import holders
from schoolgate.domain.accounts.rules import in_words
from schoolgate.domain.disclosure.enums import Reason
from schoolgate.domain.people.models import Student, Tie
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.vocabulary import Category
from schoolgate.kernel.words import say_list
from schoolgate.web.shared.moments import greeting
from schoolgate.web.shared.shapes import Answer

CLOSE_TO_ME = (
    Role.TRUSTED_CONTACT,
    Role.TUTOR,
    Role.FORM_TEACHER,
    Role.CLASS_TEACHER,
    Role.HEAD_OF_YEAR,
)

BECAUSE: dict[str, str] = {
    Reason.RESTRICTED: "The school may tell this person nothing about you.",
    Reason.NO_RESPONSIBILITY: "The school tells only those who are there for you.",
    Reason.NOT_NAMED_FOR_ACCESS: "This person was not named when you started here.",
    Reason.STUDENT_OBJECTS: "You said no.",
    Reason.ALLOWED_UNDER_18: "You are under 18, and you have not said no.",
    Reason.PROGRAMME_ENDED: "You are an adult, and your programme is over.",
    Reason.ALLOWED_ADULT_WITH_CONSENT: "You are an adult, and you said yes.",
    Reason.ALLOWED_ADULT_STARTED_BEFORE_18: "You started here before you were 18.",
    Reason.ADULT_HAS_NOT_CONSENTED: "You are an adult, and you have not said yes.",
    Reason.ALLOWED_ADULT_WITH_WRITTEN_CONSENT: "You said yes in writing.",
    Reason.ADULT_HAS_NOT_CONSENTED_IN_WRITING: "You have not said yes in writing.",
    Reason.ALLOWED_BY_RESPONSIBILITY: "This person is there for you.",
}
"""Why, in words for the student; what staff read of a refusal is not for them."""
SOMEONE_CAN_SAY = "Someone you trust at school can tell you why."
"""Of a hold, whose reason no page may give, and of a fact nobody recorded."""


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
    on = student.school.day_of(now)
    held = holders(CLOSE_TO_ME, student=student, on=on)
    return Home(
        greeting=f"{greeting(now, student.school)}, {student.given_name}",
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
    reasons = dict.fromkeys(said.reason for said in decisions.values())
    return Adult(
        name=tie.contact.polite_name,
        tie=tie.get_relationship_display(),
        may=say_list(allowed) if refused else "everything the school shares",
        may_not=say_list(refused) if allowed else "anything",
        because=[BECAUSE.get(reason, SOMEONE_CAN_SAY) for reason in reasons],
        is_told_something=bool(allowed),
    )
