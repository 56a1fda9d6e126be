"""`schoolgate explain due`: from which day something counts, and when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from schoolgate.cli.explain.shapes import PACK, ZONE
from schoolgate.cli.explain.topic import Json, Topic
from schoolgate.domain.policies.enums import Channel
from schoolgate.domain.policies.rules import promise
from schoolgate.kernel.packs import Pack
from schoolgate.kernel.plain_shapes import clock, day, moment, one_of
from schoolgate.kernel.shapes import (
    Field,
    Shape,
    list_of,
    mapping_of,
    optional,
    pair_of,
    record,
)
from schoolgate.kernel.working_time import Hours, SchoolCalendar, Term


class Weekday(StrEnum):
    """The days of the week as a calendar's hours name them."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@dataclass(frozen=True, slots=True)
class Question:
    """A question by when something that came in is due."""

    pack: Pack
    calendar: SchoolCalendar
    channel: Channel
    received_at: datetime


def _calendar(
    timezone: ZoneInfo,
    hours: Mapping[Weekday, Hours],
    terms: tuple[Term, ...],
    hours_on: Mapping[date, Hours],
    closed: tuple[date, ...],
) -> SchoolCalendar:
    positions = {weekday: position for position, weekday in enumerate(Weekday)}
    by_weekday = {positions[weekday]: each for weekday, each in hours.items()}
    return SchoolCalendar(timezone, by_weekday, terms, hours_on, frozenset(closed))


_HOURS = pair_of(clock(), Hours, 'two times such as ["08:45", "15:15"]')

_TERM = pair_of(day(), Term, 'two days such as ["2026-09-01", "2026-10-23"]')

_CALENDAR = record(
    "a calendar",
    _calendar,
    Field("timezone", ZONE),
    Field("hours", mapping_of(one_of(Weekday), _HOURS)),
    optional("hours_on", mapping_of(day(), _HOURS), default={}),
    Field("terms", list_of(_TERM, at_least=1)),
    optional("closed", list_of(day()), default=()),
)

REMEMBERED_CALENDARS = 32
"""A county asks thousands of questions about few calendars: read each only once."""


def _remembering(shape: Shape[SchoolCalendar]) -> Shape[SchoolCalendar]:
    """Read equal calendars once; the working days come with the calendar."""
    known: dict[str, SchoolCalendar] = {}

    def read(value: object, where: str) -> SchoolCalendar:
        key = repr(value)
        if key not in known:
            if len(known) >= REMEMBERED_CALENDARS:
                known.clear()
            known[key] = shape.read(value, where)
        return known[key]

    return Shape(shape.allowed, read, shape.fields, shape.item)


def _answer(question: Question) -> Json:
    made = promise(
        question.pack, question.calendar, question.channel, question.received_at
    )
    return {
        "counts_from": made.counts_from.isoformat(),
        "acknowledge_by": _iso(made.acknowledge_by),
        "answer_by": _iso(made.answer_by),
        "clauses": list(made.clauses),
        "because": list(made.because),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


TOPIC = Topic(
    asks="by when is what came in acknowledged and answered?",
    question=record(
        "a question about a due date",
        Question,
        Field("pack", PACK),
        Field("calendar", _remembering(_CALENDAR)),
        Field("channel", one_of(Channel)),
        Field("received", moment(), name="received_at"),
    ),
    answer=_answer,
    example="""{"pack": "grammar-ni",
 "calendar": {"timezone": "Europe/London",
              "hours": {"mon": ["08:45", "15:15"], "tue": ["08:45", "15:15"],
                        "wed": ["08:45", "15:15"], "thu": ["08:45", "15:15"],
                        "fri": ["08:45", "15:15"]},
              "hours_on": {"2026-12-18": ["08:45", "12:00"]},
              "terms": [["2026-09-01", "2026-10-23"], ["2026-11-02", "2026-12-18"]],
              "closed": ["2026-12-04"]},
 "channel": "email",
 "received": "2026-10-23T16:10:00+01:00"}""",
)
