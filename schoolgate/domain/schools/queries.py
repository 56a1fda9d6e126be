"""What others read of a school: its year, and the calendar that counts by it."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Max, QuerySet

from schoolgate.domain.schools.enums import DayKind, Weekday
from schoolgate.domain.schools.models import (
    OpeningHours,
    School,
    SpecialDay,
    Term as TermRow,
    VisitingTime,
)
from schoolgate.domain.schools.rules import Missing, missing_from
from schoolgate.kernel.school_year import OtherDay, TermDates, WeekdayHours, Year
from schoolgate.kernel.working_time import SchoolCalendar, zone_named

Row = TypeVar("Row", TermRow, SpecialDay, OpeningHours, VisitingTime)


def calendar_of(school: School) -> SchoolCalendar:
    """Return the school's calendar, for counting working days.

    Raises CalendarError when the year cannot be counted in, and says why.
    """
    terms = TermRow.objects.filter(school=school)
    hours = OpeningHours.objects.filter(school=school)
    days = SpecialDay.objects.filter(school=school)
    year = _year(terms, days, hours, ())
    return year.calendar(zone_named(school.timezone))


def year_of(school: School) -> Year:
    """Return all that a school has entered of its year, in order."""
    return years_of([school])[school.pk]


def years_of(schools: Iterable[School]) -> dict[int, Year]:
    """Return the year of each school by its key, in four queries for all of them."""
    keys = [school.pk for school in schools]
    terms = list(TermRow.objects.filter(school__in=keys))
    days = list(SpecialDay.objects.filter(school__in=keys))
    hours = list(OpeningHours.objects.filter(school__in=keys))
    visits = list(VisitingTime.objects.filter(school__in=keys))
    return {
        key: _year(_of(terms, key), _of(days, key), _of(hours, key), _of(visits, key))
        for key in keys
    }


def _of(rows: list[Row], school_id: int) -> list[Row]:
    return [row for row in rows if row.school_id == school_id]


def missing_year(school: School, *, on: date) -> Missing | None:
    """Say whether the school's next year is missing, in one query."""
    terms = TermRow.objects.filter(school=school)
    last: date | None = terms.aggregate(last=Max("ends_on"))["last"]
    return missing_from(last, on=on)


def _year(
    terms: Iterable[TermRow],
    days: Iterable[SpecialDay],
    hours: Iterable[OpeningHours],
    visits: Iterable[VisitingTime],
) -> Year:
    return Year(
        terms=tuple(TermDates(row.starts_on, row.ends_on, row.name) for row in terms),
        days=tuple(
            OtherDay(row.on, DayKind(row.kind), row.why, row.opens, row.closes)
            for row in days
        ),
        hours=tuple(
            WeekdayHours(Weekday(row.weekday), row.opens, row.closes) for row in hours
        ),
        visits=tuple(
            WeekdayHours(Weekday(row.weekday), row.opens, row.closes, row.what)
            for row in visits
        ),
    ).tidy()


def school_with_address(address: str) -> School | None:
    """Return the school whose mail this address is, if any."""
    domain = address.rpartition("@")[2].lower()
    return School.objects.filter(mail_domain=domain).first()


class NoSchoolForMailError(LookupError):
    """A mail names no school that is here, and there is more than one it could be."""


def school_for_mail(recipients: Iterable[str]) -> tuple[School, str]:
    """Return the school a mail is for, and which recipient says so.

    Where no recipient does and there is one school, it is that one: its office holds
    what is not for it. Raises NoSchoolForMailError otherwise.
    """
    addresses = tuple(recipients)
    for address in addresses:
        if school := school_with_address(address):
            return school, address
    schools = list(School.objects.all()[:2])
    if len(schools) != 1:
        raise NoSchoolForMailError(
            f"No school here has the address {', '.join(addresses) or '(none given)'}."
            " Name the recipient with --to."
        )
    return schools[0], schools[0].office_address


def every_school_here() -> QuerySet[School]:
    """Return the schools of this installation; their names are public."""
    return School.objects.all()


def calendar_known_until() -> date | None:
    """Return the last day of the last term on record; none before the first one."""
    last = TermRow.objects.order_by("-ends_on").first()
    return last.ends_on if last else None
