"""Each clause of a pack, with its state and the evidence for it.

Whatever the pack, each kind of record is counted once: a clause picks its figures
from the counts and makes no query of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.accounts.enums import REACH_OF, Reach
from schoolgate.domain.governance.enums import ClauseState, Due
from schoolgate.domain.governance.queries.counts import Counts
from schoolgate.domain.governance.queries.settling import (
    Week,
    weeks_of,
)
from schoolgate.domain.governance.rules import Clock, Figure, state_of
from schoolgate.domain.policies.models import Adoption
from schoolgate.domain.policies.queries import Policy, policy_of
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import years_of
from schoolgate.kernel.pack_model import Clause, Pack, Standard
from schoolgate.kernel.vocabulary import Channel, ClauseKind, Mechanism, Role

ALWAYS = 1.0


@dataclass(frozen=True)
class ClauseEvidence:
    """One clause, how it stands, and how that is known."""

    id: str
    ask: str
    kind: str
    mechanism: str | None
    state: ClauseState
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """One clause, how it stands, and the figures that say so."""

    clause: Clause
    state: ClauseState
    figures: tuple[Figure, ...]
    """Without those that count nothing; but nothing that points at students stays in,
    for its absence would say that there is none."""


@dataclass(frozen=True)
class KeptPolicy:
    """How a school keeps the policy it has adopted: figures, and nobody's name.

    `weeks` has the last school weeks of each promise with a time, oldest first; it is
    empty for a school without terms.
    """

    policy: Policy
    standings: tuple[Standing, ...]
    weeks: dict[Clock, tuple[Week, ...]]


def schools_with(pack_id: str) -> list[School]:
    """Return the schools whose latest adoption is this pack."""
    latest = {
        adoption.school_id: adoption
        for adoption in Adoption.objects.select_related("school").order_by("version")
    }
    return [each.school for each in latest.values() if each.pack == pack_id]


def clauses_of(
    pack: Pack, schools: list[School], *, at: datetime
) -> list[ClauseEvidence]:
    """Return every clause of a pack with the evidence of these schools, now."""
    return [
        ClauseEvidence(
            id=standing.clause.id,
            ask=standing.clause.ask,
            kind=standing.clause.kind.value,
            mechanism=standing.clause.mechanism and standing.clause.mechanism.value,
            state=standing.state,
            evidence=tuple(one.in_words for one in standing.figures if one.of),
        )
        for standing in _standings(pack, Counts(schools, at))
    ]


def kept_policy_of(school: School, *, at: datetime) -> KeptPolicy:
    """Return how this school keeps its policy, now; as many queries for any number.

    Raises NoPolicyAdoptedError before the first adoption.
    """
    policy = policy_of(school.pk)
    return KeptPolicy(
        policy,
        tuple(_standings(policy.pack, Counts([school], at))),
        weeks_of(school, at=at),
    )


def _standings(pack: Pack, counts: Counts) -> Iterable[Standing]:
    for clause in pack.clauses:
        figures: list[Figure] = []
        if clause.mechanism is not None and counts.schools:
            figures = _FIGURES[clause.mechanism](pack, clause, counts)
        state = ClauseState.NOT_BUILT if clause.mechanism is None else state_of(figures)
        shown = (one for one in figures if one.of or one.points_at_students)
        yield Standing(clause, state, tuple(shown))


def _of_standards(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    return [
        figure
        for standard in pack.standards
        for figure in _of_standard(standard, clause, counts)
    ]


def _of_standard(
    standard: Standard, clause: Clause, counts: Counts
) -> Iterable[Figure]:
    channel = standard.channel
    found = counts.promises.get(channel, {})
    deadlines = {Due.ACKNOWLEDGED: standard.acknowledge, Due.ANSWERED: standard.answer}
    for due, deadline in deadlines.items():
        if deadline and deadline.clause == clause.id:
            yield Figure(
                f"{channel.label}, {due.label} in time",
                found.get(f"kept_{due}", 0),
                found.get(f"of_{due}", 0),
                deadline.share,
                clock=(channel, due),
                extended=found.get(f"extended_{due}", 0),
            )
    if standard.counting_clause == clause.id:
        what = f"{channel.label}, clock begun on the next school day"
        yield Figure.plain(what, found.get("later", 0))


def _of_routes(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    concerns = {route.concern for route in pack.routes if route.clause == clause.id}
    chosen = [
        row
        for concern, row in counts.routed.items()
        if not concerns or concern in concerns
    ]
    on_route = sum(row["kept"] for row in chosen)
    every = sum(row["of"] for row in chosen)
    return [Figure("enquiries on their route", on_route, every, ALWAYS)]


def _of_the_gate(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack, clause
    asked = counts.asked_of_the_gate
    held = asked["withheld"]
    return [
        Figure.plain("mails about a student sent after asking the gate", asked["sent"]),
        Figure.plain("mails the gate held back", held, points_at_students=True),
    ]


def _of_enquiries(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack
    found = counts.enquiries
    if clause.kind is ClauseKind.OFFERED:
        return [Figure.plain("conversations begun by families", found["begun"])]
    return [
        Figure(
            "closed with a reply on record", found["replied"], found["closed"], ALWAYS
        )
    ]


def _of_contacts(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack, clause
    found = counts.contacts
    answered, old = found["old"] - found["waiting"], found["old"]
    return [
        Figure.plain("contacts begun by parents", found["begun"]),
        Figure("answered, of those begun two weeks ago or more", answered, old, ALWAYS),
    ]


def _of_posts(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    figures = []
    for post in (each for each in pack.posts if each.clause == clause.id):
        held, of = counts.posts_held(post.role)
        figures.append(Figure(f"{post.role.label} by name", held, of, ALWAYS))
    return figures


def _of_the_chart(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    """Count the posts of the whole school that families read on the chart."""
    del clause
    asked = {role for route in pack.routes for role in route.ladder}
    found = [
        counts.posts_held(role)
        for role in Role
        if role in asked and REACH_OF[role] is Reach.SCHOOL
    ]
    held, of = sum(one[0] for one in found), sum(one[1] for one in found)
    return [Figure("posts on the chart with somebody in them", held, of, ALWAYS)]


def _of_calendars(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack, clause
    years = years_of(counts.schools)
    named = sum(1 for year in years.values() if year.visits)
    what = "schools whose visiting times families can read"
    return [Figure(what, named, len(counts.schools), ALWAYS)]


def _of_calls(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack, clause
    found = counts.enquiries
    what = "calls closed with a note of the call"
    return [
        Figure.plain("calls that became a message", found["rung"]),
        Figure(what, found["rung_noted"], found["rung_closed"], ALWAYS),
    ]


def _of_reports(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack, clause
    return [Figure.plain("calls ended and reported at once", counts.reported)]


def _of_ways(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack, clause
    return [
        Figure.plain(f"came as {channel.label}", counts.came_by.get(channel, 0))
        for channel in Channel
    ]


def _of_the_register(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack, clause
    found = counts.signed
    what = "staff who have signed the rule against “friends”"
    of = found["of"] if found["signed"] else 0  # nobody: it was not asked for yet
    return [Figure(what, found["signed"], of, ALWAYS)]


def _of_safety(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    """Say whether there is a lead; never how often they were told anything."""
    del pack, clause
    held, of = counts.posts_held(Role.SAFEGUARDING_LEAD)
    return [Figure("safeguarding lead by name", held, of, ALWAYS)]


def _of_confidence(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    """Say whether who would read it can be named; never how often somebody confided.

    One confidence would be a count of one, and whoever knows the school might guess.
    """
    del clause
    first = {route.ladder[0] for route in pack.routes if route.ladder}
    found = [counts.posts_held(role) for role in sorted(first)]
    held, of = sum(one[0] for one in found), sum(one[1] for one in found)
    return [Figure("posts it goes to first, with somebody to name", held, of, ALWAYS)]


def _of_tellings(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack
    found = counts.tellings
    told = Figure.plain("told by families", found["told"])
    if clause.kind is ClauseKind.ENFORCED:
        what = "closed with what was made of it, in words"
        return [told, Figure(what, found["made"], found["closed"], ALWAYS)]
    return [
        told,
        Figure.plain("shared with all who teach the child", found["shared"]),
        Figure.plain("of which a teacher said how it was used", found["used"]),
    ]


def _of_problems(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack, clause
    found = counts.problems
    return [
        Figure.plain(what, found[key], points_at_students=True)
        for what, key in (
            ("problems recorded", "of"),
            ("problems closed", "closed"),
            ("parents told of one", "told"),
            ("grounds held for not telling one yet", "grounds"),
        )
    ]


def _of_views(pack: Pack, clause: Clause, counts: Counts) -> list[Figure]:
    del pack
    found = counts.differing_views
    ended = found["solved"] + found["stays"]
    what = "closed with a solution or the reason for none"
    figures = [
        Figure.plain("differing views recorded", found["of"]),
        Figure(what, ended, found["closed"], ALWAYS),
        Figure.plain("solutions that the family named as well", found["agreed"]),
        Figure.plain("no solution, with the reason", found["stays"]),
    ]
    if clause.kind is ClauseKind.EVIDENCED:
        figures += [
            Figure.plain(f"{side.label} asked whether treated with respect: {said}", n)
            for side, answers in counts.respect.items()
            for said, n in answers.items()
        ]
    return figures


_FIGURES: dict[Mechanism, Callable[[Pack, Clause, Counts], list[Figure]]] = {
    Mechanism.STANDARD: _of_standards,
    Mechanism.ROUTE: _of_routes,
    Mechanism.GATE: _of_the_gate,
    Mechanism.ENQUIRY: _of_enquiries,
    Mechanism.CONTACT: _of_contacts,
    Mechanism.POST: _of_posts,
    Mechanism.CHART: _of_the_chart,
    Mechanism.CALENDAR: _of_calendars,
    Mechanism.CALL: _of_calls,
    Mechanism.REPORT: _of_reports,
    Mechanism.WAYS: _of_ways,
    Mechanism.REGISTER: _of_the_register,
    Mechanism.SAFETY: _of_safety,
    Mechanism.CONFIDENCE: _of_confidence,
    Mechanism.TELLING: _of_tellings,
    Mechanism.PROBLEM: _of_problems,
    Mechanism.VIEW: _of_views,
}
