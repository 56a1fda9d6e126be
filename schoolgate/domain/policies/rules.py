"""Promises and routes: when an answer is due, and whom to ask next.

Pure: a pack, a calendar and a moment in, a value out.
"""

from dataclasses import dataclass
from datetime import date, datetime

from schoolgate.domain.policies.enums import Channel, Concern, Role
from schoolgate.kernel.packs import Deadline, Pack, Standard
from schoolgate.kernel.words import (
    say_count,
    say_day_and_year,
    say_list,
    say_moment_and_year,
)
from schoolgate.kernel.working_time import Arrival, CountedFrom, SchoolCalendar


@dataclass(frozen=True, slots=True)
class Promise:
    """What the policy promises for one thing that came in.

    `counts_from` is day 0. Both moments are in the school's zone, None where nothing
    is promised. `clauses` are those of the promise, and the counting clause only
    when it moved day 0 to a later day. `because` are sentences for people.
    """

    counts_from: date
    acknowledge_by: datetime | None
    answer_by: datetime | None
    clauses: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The role a concern is with now, and the one it goes to while unresolved.

    `step` counts from 1; `role` None, `step` 0 and `of` 0 mean no route.
    """

    role: Role | None
    step: int
    of: int
    next: Role | None
    clause: str | None
    because: tuple[str, ...]


def promise(
    pack: Pack, calendar: SchoolCalendar, channel: Channel, received_at: datetime
) -> Promise:
    """Work out by when something that came in is acknowledged and answered.

    Raises CalendarEndsError if the calendar ends before any of it.
    """
    counted = calendar.counts_from(received_at)
    standard = pack.standard_for(channel)
    if standard is None:
        nothing = f"The policy makes no promise with a date for a {channel.label}."
        return Promise(counted.day, None, None, (), (*_counting(counted), nothing))
    acknowledge_by = _due(calendar, counted, standard.acknowledge)
    answer_by = _due(calendar, counted, standard.answer)
    return Promise(
        counts_from=counted.day,
        acknowledge_by=acknowledge_by,
        answer_by=answer_by,
        clauses=_clauses(standard, counted),
        because=(
            *_counting(counted),
            *_promised("To be acknowledged", standard.acknowledge, acknowledge_by),
            *_promised("To be answered", standard.answer, answer_by),
        ),
    )


def next_step(pack: Pack, concern: Concern, unresolved_steps: int) -> Step:
    """Say who deals with a concern after so many steps that did not resolve it.

    Past the last step the last role keeps it. Raises ValueError below 0.
    """
    if unresolved_steps < 0:
        raise ValueError(
            f"unresolved_steps: found {unresolved_steps}; allowed: 0 or more"
        )
    route = pack.route_for(concern)
    if route is None:
        return Step(None, 0, 0, None, None, (_no_route(concern),))
    position = min(unresolved_steps, len(route.ladder) - 1)
    after = route.ladder[position + 1 : position + 2]
    return Step(
        role=route.ladder[position],
        step=position + 1,
        of=len(route.ladder),
        next=after[0] if after else None,
        clause=route.clause,
        because=_routing(concern, route.ladder, unresolved_steps),
    )


def roles_of(pack: Pack, concern: Concern) -> tuple[Role, ...]:
    """Return the whole ladder of a concern; empty where the policy has no route."""
    route = pack.route_for(concern)
    return route.ladder if route else ()


def _due(
    calendar: SchoolCalendar, counted: CountedFrom, deadline: Deadline | None
) -> datetime | None:
    if deadline is None:
        return None
    return calendar.close_of_nth_working_day_after(counted.day, deadline.within)


def _clauses(standard: Standard, counted: CountedFrom) -> tuple[str, ...]:
    if counted.has_moved and standard.counting_clause:
        return (*standard.clauses, standard.counting_clause)
    return standard.clauses


_ARRIVALS = {
    Arrival.IN_THE_SCHOOL_DAY: "during the school day",
    Arrival.BEFORE_OPENING: "before the school day began",
    Arrival.AFTER_CLOSING: "after the school day ended",
    Arrival.ON_A_DAY_WITHOUT_SCHOOL: "a day without school",
    Arrival.ON_A_CLOSED_DAY: "a day on which the school was closed",
    Arrival.IN_A_HOLIDAY: "outside term",
    Arrival.BEFORE_THE_FIRST_TERM: "before the first term",
}


def _counting(counted: CountedFrom) -> tuple[str, ...]:
    on = say_day_and_year(counted.received_on)
    comma = "" if counted.arrival in _WHILE_OPEN else ","
    received = f"Received on {on}{comma} {_ARRIVALS[counted.arrival]}."
    if not counted.has_moved:
        return (received, "It counts from that day.")
    day = say_day_and_year(counted.day)
    return (received, f"It counts from {day}, the next day the school is open.")


_WHILE_OPEN = {
    Arrival.IN_THE_SCHOOL_DAY,
    Arrival.BEFORE_OPENING,
    Arrival.AFTER_CLOSING,
}


def _promised(
    verb: str, deadline: Deadline | None, by: datetime | None
) -> tuple[str, ...]:
    if deadline is None or by is None:
        return ()
    within = say_count(deadline.within, "working day")
    return (f"{verb} within {within}: by {say_moment_and_year(by)}.",)


def _no_route(concern: Concern) -> str:
    return (
        f"The policy names nobody to ask first about {_about(concern)};"
        f" the school can add its own route."
    )


def _routing(
    concern: Concern, ladder: tuple[Role, ...], unresolved_steps: int
) -> tuple[str, ...]:
    asked = say_list([role.label for role in ladder], last="then")
    order = f"The order for {_about(concern)}: {asked}."
    if unresolved_steps == 0:
        return (order, f"First the {ladder[0].label}.")
    if unresolved_steps < len(ladder):
        role = ladder[unresolved_steps].label
        before = ladder[unresolved_steps - 1].label
        return (order, f"It stayed open with the {before}, so now the {role}.")
    end = (
        f"The {ladder[-1].label} is the last step and keeps it;"
        f" after that there is the school's complaints procedure."
    )
    return (order, end)


def _about(concern: Concern) -> str:
    if concern is Concern.SEN:
        return concern.label
    article = "an" if concern.label[0] in "aeio" else "a"
    return f"{article} {concern.label}"
