"""The ways in that a family is shown: write, be called, meet, ring or come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.enquiries.models import OneChannel, RegisteredChannel
from schoolgate.domain.enquiries.queries.callers import one_channel_of
from schoolgate.domain.enquiries.queries.channels import registered_channels
from schoolgate.domain.people.models import Contact
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import years_of
from schoolgate.kernel.school_year import WeekdayHours, Year
from schoolgate.kernel.vocabulary import Channel
from schoolgate.kernel.words import say_day_and_year
from schoolgate.web.shared.school_year import hours_in_words, visit_in_words


@dataclass(frozen=True, kw_only=True)
class Door:
    """When one school can be rung or come to, and its address."""

    school: str
    hours: list[str]
    visits: list[str]
    office: str
    registered: list[str]
    """Its own channels, each with what it is for and who keeps it."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The one way that this contact is asked to use for a time."""

    school: str
    title: str
    reason: str


def doors_of(contacts: Sequence[Contact]) -> list[Door]:
    """Return when each school of these contacts can be rung or come to."""
    schools = list({each.school_id: each.school for each in contacts}.values())
    years = years_of(schools)
    registered = list(registered_channels(schools))
    return [
        _door(
            each,
            years[each.pk],
            [row for row in registered if row.school_id == each.pk],
        )
        for each in schools
    ]


def one_ways_of(contacts: Sequence[Contact], *, at: datetime) -> list[Asked]:
    """Return what these contacts are asked to keep to; never what another is."""
    found = [one_channel_of(each, on=each.school.day_of(at)) for each in contacts]
    return [_asked(each) for each in found if each]


def _door(school: School, year: Year, rows: Sequence[RegisteredChannel]) -> Door:
    return Door(
        school=school.name,
        hours=_open_hours(year.hours),
        visits=[visit_in_words(each) for each in year.visits],
        office=school.office_address,
        registered=[
            f"{row.address}: {row.purpose}, kept by {row.keeper.polite_name}"
            for row in rows
        ],
    )


def _open_hours(hours: Sequence[WeekdayHours]) -> list[str]:
    """Say the hours; days that follow each other with the same are said together."""
    said: list[tuple[list[WeekdayHours], str]] = []
    for each in hours:
        times = hours_in_words(each)
        if said and said[-1][1] == times:
            said[-1][0].append(each)
        else:
            said.append(([each], times))
    return [f"{_days(days)}, {times}" for days, times in said]


def _days(days: Sequence[WeekdayHours]) -> str:
    first, last = days[0].weekday.label, days[-1].weekday.label
    return first if len(days) == 1 else f"{first} to {last}"


def _asked(asked: OneChannel) -> Asked:
    until, way = say_day_and_year(asked.review_on), Channel(asked.channel).label
    return Asked(
        school=asked.contact.school.name,
        title=f"Until {until} we ask you to reach us by {way}",
        reason=asked.reason,
    )
