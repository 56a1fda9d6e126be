"""How quickly the school answers: by standard, by route, by step of the ladder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db.models import Count
from django.db.models.functions import Coalesce

from schoolgate.domain.enquiries.models import Promise
from schoolgate.domain.governance.access import may_see_speed
from schoolgate.domain.governance.enums import Due
from schoolgate.domain.governance.queries.settling import (
    Week,
    begin_of,
    is_extended,
    is_kept,
    is_settled,
    school_weeks,
    weeks_of,
)
from schoolgate.domain.policies.queries import policy_of
from schoolgate.domain.schools.models import School
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.pack_model import Standard
from schoolgate.kernel.vocabulary import Channel, Concern

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Tally:
    """How promises came out; together they are all that fell due."""

    kept: int = 0
    extended: int = 0
    late: int = 0

    @property
    def of(self) -> int:
        """Return how many there were."""
        return self.kept + self.extended + self.late

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.kept + other.kept,
            self.extended + other.extended,
            self.late + other.late,
        )


@dataclass(frozen=True)
class Pace:
    """One promise with a time: the share the school calls kept, and how it came out."""

    channel: Channel
    due: Due
    share: float
    tally: Tally
    weeks: tuple[Week, ...]


@dataclass(frozen=True)
class Speed:
    """What fell due in the last school weeks.

    `by_concern` and `by_step` count answers alone; step 0 is what is on no ladder.
    """

    since: date | None
    """The Monday it begins with; None for a school without a school week so far."""
    paces: tuple[Pace, ...]
    by_concern: Mapping[Concern, Tally]
    by_step: Mapping[int, Tally]


def speed_of(actor: Actor, school: School, *, at: datetime) -> Speed:
    """Return how quickly this school answers, now; as many queries for any number.

    Raises NotAllowedError for who does not lead the school, and NoPolicyAdoptedError
    before the first adoption.
    """
    may_see_speed(actor).require()
    pack = policy_of(school.pk).pack
    mondays = school_weeks(school, at=at)
    if not mondays:
        return Speed(None, (), {}, {})
    weeks = weeks_of(school, at=at)
    paces = tuple(
        Pace(channel, due, share, _sum(found), found)
        for standard in pack.standards
        for channel, due, share in _promised(standard)
        if (found := weeks.get((channel, due), ()))
    )
    by_concern, by_step = _answers(school, mondays, at)
    return Speed(mondays[0], paces, by_concern, by_step)


def _promised(standard: Standard) -> list[tuple[Channel, Due, float]]:
    deadlines = {Due.ACKNOWLEDGED: standard.acknowledge, Due.ANSWERED: standard.answer}
    return [
        (standard.channel, due, deadline.share)
        for due, deadline in deadlines.items()
        if deadline
    ]


def _sum(weeks: tuple[Week, ...]) -> Tally:
    kept, extended = sum(w.kept for w in weeks), sum(w.extended for w in weeks)
    return Tally(kept, extended, sum(w.of for w in weeks) - kept - extended)


def _answers(
    school: School, mondays: tuple[date, ...], at: datetime
) -> tuple[dict[Concern, Tally], dict[int, Tally]]:
    """Count the answers that fell due in these weeks, by route and by step.

    Also of enquiries that few may read (`Counts` says why): they are in no list.
    """
    begins, ends = (
        begin_of(mondays[0], school),
        begin_of(mondays[-1] + A_WEEK, school),
    )
    rows = (
        Promise.objects.filter(school=school, answer_by__gte=begins, answer_by__lt=ends)
        .filter(is_settled(Due.ANSWERED, at))
        .values("enquiry__concern", on_step=Coalesce("step", "enquiry__step"))
        .annotate(
            of=Count("pk"),
            kept=Count("pk", filter=is_kept(Due.ANSWERED)),
            extended=Count("pk", filter=is_extended(Due.ANSWERED, at)),
        )
        .order_by("enquiry__concern", "on_step")
    )
    by_concern: dict[Concern, Tally] = {}
    by_step: dict[int, Tally] = {}
    for row in rows:
        concern, step, tally = (
            Concern(row["enquiry__concern"]),
            row["on_step"],
            _tally(row),
        )
        by_concern[concern] = by_concern.get(concern, Tally()) + tally
        by_step[step] = by_step.get(step, Tally()) + tally
    return by_concern, dict(sorted(by_step.items()))


def _tally(row: Mapping[str, Any]) -> Tally:
    late = row["of"] - row["kept"] - row["extended"]
    return Tally(row["kept"], row["extended"], late)
