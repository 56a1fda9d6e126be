"""Requests and complaints about data, as who answers them sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.disclosure.access import may_be_reached
from schoolgate.domain.enquiries.enums import Clock, DataKind, DataStep
from schoolgate.domain.enquiries.queries.data_matters import (
    Matter,
    entries_for_staff,
    is_closed,
    is_seen_in_the_open,
)
from schoolgate.kernel.vocabulary import Channel
from schoolgate.kernel.words import say_day_and_year
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.shared.shapes import MarkKind


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
    """One thing that happened with it."""

    who: str
    when: str
    text: str
    label: str


@dataclass(frozen=True, kw_only=True)
class MatterPage:
    """One matter, whole."""

    public_id: str
    title: str
    who: str
    facts: str
    mark: MarkKind
    status: str
    why: Sequence[str]
    not_by_mail: str
    """Why nothing reaches them by mail; empty: it does."""
    entries: list[Said]
    is_closed: bool


def line_of(matter: Matter) -> Line:
    """Put one matter into a line."""
    row = matter.row
    return Line(
        child=row.student.full_name if row.student else "",
        title=f"{DataKind(row.kind).label.capitalize()}, {row.contact.polite_name}",
        note=_status(matter)[1],
        detail="",
        href=address_of("staff:data_matter", row.public_id),
    )


def matter_of(matter: Matter, *, now: datetime) -> MatterPage:
    """Put one matter into words."""
    row = matter.row
    mark, status = _status(matter)
    on = row.school.day_of(now)
    reached = may_be_reached(row.contact, row.student, on=on)
    when = moment_in_words(row.received_at, row.school, now=now)
    about = row.student.full_name if row.student else "their own data alone"
    return MatterPage(
        public_id=row.public_id,
        title=DataKind(row.kind).label.capitalize(),
        who=row.contact.polite_name,
        facts=f"About {about}. Came as {Channel(row.channel).label}, {when}."
        f"{_seen(matter)}",
        mark=mark,
        status=status,
        why=matter.clock.because,
        not_by_mail="" if reached.allowed else " ".join(reached.because),
        entries=[
            Said(
                who=each.staff.polite_name if each.staff else row.contact.polite_name,
                when=moment_in_words(each.at, row.school, now=now),
                text=each.text,
                label=DataStep(each.step).label if each.staff else "",
            )
            for each in entries_for_staff(matter)
        ],
        is_closed=is_closed(matter),
    )


def _seen(matter: Matter) -> str:
    row = matter.row
    if not is_seen_in_the_open(matter):
        return ""
    by = f" Seen by {row.recognised_by.polite_name}." if row.recognised_by else ""
    if row.enquiry is None:
        return by
    reference = row.enquiry.spoken_reference
    return f"{by} Came with enquiry {reference}, which goes its own way."


def _status(matter: Matter) -> tuple[MarkKind, str]:
    clock = matter.clock
    if is_closed(matter):
        late = clock.state is Clock.LATE
        return ("late", "answered, late") if late else ("good", "answered")
    if clock.is_waiting:
        return "quiet", "stands still: we wait for them"
    if clock.due_on is None:
        return "care", "acknowledged; outcome without undue delay"
    day = say_day_and_year(clock.due_on)
    is_request = matter.row.kind == DataKind.REQUEST
    what = "answer" if is_request else "acknowledge"
    return ("late" if clock.state is Clock.OVERDUE else "care"), f"{what} by {day}"
