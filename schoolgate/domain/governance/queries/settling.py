"""How promises with a time came out, in SQL: kept, by a new date, or late.

The same as `Promise.acknowledged` and `Promise.answered` say of one; a test compares
them over many.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, DateField, F, Q
from django.db.models.functions import TruncWeek

from schoolgate.domain.enquiries.models import Promise
from schoolgate.domain.governance.enums import Due
from schoolgate.domain.governance.rules import Clock, last_school_weeks
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import calendar_of
from schoolgate.kernel.vocabulary import Channel
from schoolgate.kernel.working_time import CalendarError, zone_named

TO_THE_MINUTE = timedelta(minutes=1)
"""The minute in which a promise ends still counts."""
NOTHING = Q(pk__in=[])
FIELDS: dict[Due, tuple[str, str]] = {
    Due.ACKNOWLEDGED: ("acknowledge_by", "acknowledged_at"),
    Due.ANSWERED: ("answer_by", "answered_at"),
}
"""Where a promise keeps by when something is due, and when it was done."""


@dataclass(frozen=True)
class Week:
    """The promises that fell due in one school week, and how they came out.

    They count letters and messages, never people, so small numbers are shown.
    """

    monday: date
    kept: int
    of: int
    extended: int = 0
    """Not kept, but by a new date that was given in time."""


def is_kept(due: Due) -> Q:
    """Match what was done in time."""
    by, done = FIELDS[due]
    return Q(**{f"{done}__lt": F(by) + TO_THE_MINUTE})


def is_extended(due: Due, at: datetime) -> Q:
    """Match what was not in time, but is by a new date given while there was time."""
    if due is not Due.ANSWERED:
        return NOTHING
    was_told_in_time = Q(extended_at__lt=F("answer_by") + TO_THE_MINUTE)
    done = Q(
        answered_at__gte=F("answer_by") + TO_THE_MINUTE,
        answered_at__lt=F("extended_to") + TO_THE_MINUTE,
    )
    runs = Q(
        answered_at=None,
        answer_by__lte=at - TO_THE_MINUTE,
        extended_to__gt=at - TO_THE_MINUTE,
    )
    return was_told_in_time & (done | runs)


def is_settled(due: Due, at: datetime) -> Q:
    """Match what is settled: done, or due and not done."""
    by, done = FIELDS[due]
    over = Q(**{f"{done}__isnull": False}) | Q(**{f"{by}__lte": at - TO_THE_MINUTE})
    return Q(**{f"{by}__isnull": False}) & over


def school_weeks(school: School, *, at: datetime) -> tuple[date, ...]:
    """Return the Mondays of the last school weeks; none for a school without terms."""
    try:
        days = calendar_of(school).working_days
    except CalendarError:
        return ()
    return last_school_weeks(days, on=school.day_of(at))


def begin_of(monday: date, school: School) -> datetime:
    """Return when a week begins, where the school is."""
    return datetime.combine(monday, time.min, tzinfo=zone_named(school.timezone))


def weeks_of(school: School, *, at: datetime) -> dict[Clock, tuple[Week, ...]]:
    """Count what fell due week by week: one query for each thing a promise runs to.

    Also of enquiries that few may read (`Counts` says why).

    By the week it was due and not the one it came in: what came in last week and was
    answered at once would make every latest week look well kept.
    """
    mondays = school_weeks(school, at=at)
    if not mondays:
        return {}
    found: dict[Clock, dict[date, Week]] = {}
    for due in Due:
        for channel, week in _settled_by_week(school, due, mondays[0], at):
            found.setdefault((channel, due), {})[week.monday] = week
    return {
        clock: tuple(weeks.get(monday, Week(monday, 0, 0)) for monday in mondays)
        for clock, weeks in found.items()
    }


def _settled_by_week(
    school: School, due: Due, since: date, at: datetime
) -> Iterable[tuple[Channel, Week]]:
    """Yield each channel and week in which something fell due, and was settled."""
    zone, by = zone_named(school.timezone), FIELDS[due][0]
    rows = (
        Promise.objects.filter(school=school, **{f"{by}__gte": begin_of(since, school)})
        .filter(is_settled(due, at))
        .values("channel", week=TruncWeek(by, tzinfo=zone, output_field=DateField()))
        .annotate(
            of=Count("pk"),
            kept=Count("pk", filter=is_kept(due)),
            extended=Count("pk", filter=is_extended(due, at)),
        )
        .order_by("channel", "week")
    )
    for row in rows:
        week = Week(row["week"], row["kept"], row["of"], row["extended"])
        yield Channel(row["channel"]), week
