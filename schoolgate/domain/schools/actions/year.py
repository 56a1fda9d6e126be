"""Writing down a school's year."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from schoolgate.domain.schools.models import (
    OpeningHours,
    School,
    SpecialDay,
    Term,
    VisitingTime,
)
from schoolgate.domain.schools.queries import year_of
from schoolgate.domain.schools.rules import faults_of
from schoolgate.foundation import audit
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import permit
from schoolgate.kernel.school_year import OtherDay, TermDates, WeekdayHours, Year
from schoolgate.kernel.shapes import ShapeError
from schoolgate.kernel.vocabulary import Permission


class YearChangedMeanwhileError(RuntimeError):
    """Somebody saved another year while this person changed theirs."""


@transaction.atomic
def save_year(
    school: School, year: Year, *, seen: Year, by: Actor, at: datetime
) -> Year:
    """Write down a school's year, in place of the one this person had seen.

    Locks the school, so that two people cannot save at once. Raises NotAllowedError
    without the permission, ShapeError with every fault of the year, and
    YearChangedMeanwhileError if it is no longer the year that was seen. Promises are
    not looked at here: `enquiries.actions.moving` saves and tells.
    """
    permit(by, Permission.SET_UP_SCHOOL).require()
    lock_year(school, seen=seen)
    year = year.tidy()
    if faults := faults_of(year):
        raise ShapeError(*faults)
    changed = {
        "terms": _replace(Term, school, seen.terms, year.terms, _term),
        "days": _replace(SpecialDay, school, seen.days, year.days, _day),
        "hours": _replace(OpeningHours, school, seen.hours, year.hours, _hours),
        "visits": _replace(VisitingTime, school, seen.visits, year.visits, _visit),
    }
    audit.record(
        "school.year_saved",
        school_id=school.pk,
        by=by,
        at=at,
        about=f"school:{school.public_id}",
        facts={f"{what}_changed": number for what, number in changed.items()},
    )
    return year


def lock_year(school: School, *, seen: Year) -> None:
    """Lock a school's year until the transaction ends, as this person has seen it."""
    School.objects.select_for_update().get(pk=school.pk)
    if year_of(school) != seen.tidy():
        raise YearChangedMeanwhileError(
            "Somebody else changed the year meanwhile. Nothing was saved:"
            " look at it as it is now, and make your change again."
        )


T = TypeVar("T", TermDates, OtherDay, WeekdayHours)


def _replace(
    table: type[SchoolOwned],
    school: School,
    before: Sequence[T],
    after: Sequence[T],
    fields: Callable[[T], dict[str, object]],
) -> int:
    """Delete the rows that are no longer there and add the new; return how many."""
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    for each in gone:
        table.objects.filter(school=school, **fields(each)).delete()
    table.objects.bulk_create([table(school=school, **fields(each)) for each in new])
    return len(gone) + len(new)


def _term(term: TermDates) -> dict[str, object]:
    return {"name": term.name, "starts_on": term.first, "ends_on": term.last}


def _day(day: OtherDay) -> dict[str, object]:
    return {
        "on": day.on,
        "kind": day.kind,
        "why": day.why,
        "opens": day.opens,
        "closes": day.closes,
    }


def _hours(hours: WeekdayHours) -> dict[str, object]:
    return {
        "weekday": hours.weekday,
        "opens": hours.opens,
        "closes": hours.closes,
    }


def _visit(visit: WeekdayHours) -> dict[str, object]:
    return {**_hours(visit), "what": visit.what}
