"""Rights to data in a family's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.enquiries.enums import Clock, DataKind, DataStep
from schoolgate.domain.enquiries.queries.data_matters import (
    Matter,
    entries_for_family,
)
from schoolgate.kernel.words import say_day_and_year
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.moments import day_in_words, moment_in_words
from schoolgate.web.shared.shapes import MarkKind

TITLES = {
    DataKind.REQUEST: "You asked for what we hold",
    DataKind.COMPLAINT: "You complained about data",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One matter in the list."""

    child: str
    title: str
    note: str
    detail: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing that was said in it."""

    who: str
    when: str
    text: str
    label: str


@dataclass(frozen=True, kw_only=True)
class MatterPage:
    """One matter as its contact sees it."""

    public_id: str
    title: str
    child: str
    mark: MarkKind
    status: str
    promise: str
    why: Sequence[str]
    entries: list[Said]
    is_closed: bool


def line_of(matter: Matter, *, now: datetime) -> Line:
    """Put one matter into a line."""
    row = matter.row
    return Line(
        child=row.student.given_name if row.student else "",
        title=TITLES[DataKind(row.kind)],
        note=_status(matter)[1],
        detail=f"since {day_in_words(row.received_at, row.school, now=now)}",
        href=address_of("family:data_matter", row.public_id),
    )


def matter_of(matter: Matter, *, now: datetime) -> MatterPage:
    """Put one matter into words."""
    row = matter.row
    mark, status = _status(matter)
    return MatterPage(
        public_id=row.public_id,
        title=TITLES[DataKind(row.kind)],
        child=row.student.given_name if row.student else "",
        mark=mark,
        status=status,
        promise="" if row.closed_at else _promise(matter),
        why=matter.clock.because,
        entries=[
            Said(
                who=each.staff.polite_name if each.staff else "You",
                when=moment_in_words(each.at, row.school, now=now),
                text=each.text,
                label=DataStep(each.step).label if each.staff else "",
            )
            for each in entries_for_family(matter)
        ],
        is_closed=row.closed_at is not None,
    )


def _status(matter: Matter) -> tuple[MarkKind, str]:
    clock = matter.clock
    if matter.row.closed_at:
        late = clock.state is Clock.LATE
        return ("care", "Answered, late") if late else ("good", "Answered")
    if clock.is_waiting:
        return "care", "We wait for you"
    if clock.state is Clock.OVERDUE:
        return "late", "This is late"
    return "quiet", "We have it"


def _promise(matter: Matter) -> str:
    clock, is_request = matter.clock, matter.row.kind == DataKind.REQUEST
    if clock.is_waiting:
        return "The time goes on once we hear from you."
    if clock.due_on is None:
        return "You will hear the outcome without undue delay."
    day = say_day_and_year(clock.due_on)
    if clock.state is Clock.OVERDUE:
        return f"You should have heard by {day}."
    what = "have an answer" if is_request else "hear that we have it"
    return f"You will {what} by {day}."
