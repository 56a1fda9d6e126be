"""What others read of a school: its calendar."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from schoolgate.domain.schools.enums import Weekday
from schoolgate.domain.schools.models import (
    OpeningHours,
    School,
    SpecialDay,
    Term as TermRow,
)
from schoolgate.kernel.working_time import Hours, SchoolCalendar, Term, zone_named


def calendar_of(school: School) -> SchoolCalendar:
    """Return the school's calendar, for counting working days.

    Raises CalendarError when the year cannot be counted in, and says why.
    """
    numbers = {weekday: number for number, weekday in enumerate(Weekday)}
    terms = TermRow.objects.filter(school=school).order_by("starts_on")
    hours = OpeningHours.objects.filter(school=school)
    special = list(SpecialDay.objects.filter(school=school))
    return SchoolCalendar(
        timezone=zone_named(school.timezone),
        terms=tuple(Term(term.starts_on, term.ends_on) for term in terms),
        hours={
            numbers[Weekday(row.weekday)]: Hours(row.opens, row.closes) for row in hours
        },
        hours_on={
            day.on: Hours(day.opens, day.closes)
            for day in special
            if day.opens and day.closes
        },
        closed=frozenset(day.on for day in special if day.opens is None),
    )


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
