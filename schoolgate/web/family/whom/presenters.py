"""The contact chart in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from schoolgate.domain.accounts.queries import ContactChart, Path, Who
from schoolgate.domain.people.models import Student
from schoolgate.kernel.vocabulary import Concern
from schoolgate.web.shared.shapes import Answer, Step

ASKS = {
    Concern.GENERAL: "A general question",
    Concern.ACADEMIC: "A worry about learning or progress",
    Concern.PASTORAL: "A worry about wellbeing, friends or behaviour",
    Concern.SEN: "Special educational needs or support",
}
GOES_ON = (
    "Write to the school office, {address}, and ask for the complaints procedure."
    " It will be sent to you."
)


@dataclass(frozen=True, kw_only=True)
class Way:
    """One kind of worry, and the people to ask in order."""

    asks: str
    teachers: list[Answer]
    steps: list[Step]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The whole chart of one child."""

    child: str
    school: str
    ways: list[Way]
    answers_for_sen: str
    goes_on: str


def chart_of(student: Student, chart: ContactChart) -> Chart:
    """Put one child's contact chart into words."""
    head = chart.answers_for_sen
    return Chart(
        child=student.given_name,
        school=student.school.name,
        ways=[_way(path) for path in chart.paths],
        answers_for_sen=f"{_named(head)}, answers for special educational needs in the"
        " whole school."
        if head
        else "",
        goes_on=chart.complaints
        or GOES_ON.format(address=student.school.office_address),
    )


def _way(path: Path) -> Way:
    return Way(
        asks=ASKS[path.concern],
        teachers=_teachers(path.teachers),
        steps=[_step(who, number) for number, who in enumerate(path.steps)],
    )


def _teachers(teachers: Mapping[str, str | None]) -> list[Answer]:
    return [
        Answer(asks=subject, says=name or "nobody at the moment: ask the next person")
        for subject, name in teachers.items()
    ]


def _step(who: Who, number: int) -> Step:
    return Step(
        who=_named(who),
        note="ask first" if number == 0 else "if it is not resolved",
        state="now" if number == 0 else "next",
    )


def _named(who: Who) -> str:
    """Say who, or the post where no one person has it: "The school office"."""
    if who.name:
        return f"{who.name}, {who.post}"
    return f"{who.post[:1].upper()}{who.post[1:]}"
