"""The contact chart in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schoolgate.domain.accounts.queries.posts import (
    ChartStep,
    ContactChart,
    Path,
    Taught,
    Who,
)
from schoolgate.domain.people.models import StaffMember, Student
from schoolgate.domain.schools.models import School
from schoolgate.kernel.vocabulary import Concern
from schoolgate.web.shared.shapes import Answer, Step

ASKS = {
    Concern.GENERAL: "A general question",
    Concern.ACADEMIC: "A worry about learning or progress",
    Concern.PASTORAL: "A worry about wellbeing, friends or behaviour",
    Concern.SEN: "Special educational needs or support",
}
ORDER = tuple(ASKS)
THE_OFFICE = "The school office"
"""Who has what nobody on the path is there for."""
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


def chart_of(
    student: Student, chart: ContactChart, taught: Mapping[str, Taught]
) -> Chart:
    """Put one child's contact chart into words; `taught` is what may be told of it."""
    head = chart.answers_for_sen
    return Chart(
        child=student.given_name,
        school=student.school.name,
        ways=[
            _way(path, taught if path.is_by_subject else {})
            for path in sorted(chart.paths, key=lambda path: ORDER.index(path.concern))
        ],
        answers_for_sen=f"{_named(head)}, answers for special educational needs in the"
        " whole school."
        if head
        else "",
        goes_on=how_to_go_on(chart.complaints, student.school),
    )


def how_to_go_on(complaints: str, school: School) -> str:
    """Return the school's own words for after the last step, or whom to write to."""
    return complaints or GOES_ON.format(address=school.office_address)


def _way(path: Path, taught: Mapping[str, Taught]) -> Way:
    return Way(
        asks=ASKS[path.concern],
        teachers=_teachers(taught),
        steps=_steps(path.steps),
    )


def _teachers(taught: Mapping[str, Taught]) -> list[Answer]:
    return [
        Answer(asks=subject, says=_then(who.teacher, who.head))
        for subject, who in taught.items()
    ]


def _then(teacher: StaffMember | None, head: StaffMember | None) -> str:
    """Say who teaches a subject, and who leads it if that is somebody else."""
    if teacher is None:
        return f"{head.polite_name} leads the subject" if head else "nobody right now"
    if head is None or head == teacher:
        return teacher.polite_name
    return f"{teacher.polite_name}, then {head.polite_name}"


def _steps(steps: Sequence[ChartStep]) -> list[Step]:
    """Put the steps into words; who is there and comes first is the one to ask."""
    first = next((step for step in steps if not step.is_vacant), None)
    office = [] if first else [Step(who=THE_OFFICE, note="ask first", state="now")]
    return [
        Step(
            who=_named(step.who),
            note=_note(step, is_first=step is first),
            state="now" if step is first else "next",
        )
        for step in steps
    ] + office


def _note(step: ChartStep, *, is_first: bool) -> str:
    if step.is_vacant:
        return "nobody at the moment: ask the next person"
    return "ask first" if is_first else "if it is not resolved"


def _named(who: Who) -> str:
    """Say who, or the post where no one person has it: "The school office"."""
    if who.name:
        return f"{who.name}, {who.post}"
    return f"{who.post[:1].upper()}{who.post[1:]}"
