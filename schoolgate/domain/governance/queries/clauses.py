"""Each clause of a pack, with its state and the evidence for it.

Whatever the pack, each kind of record is counted once: a clause picks its figures
from the counts and makes no query of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from schoolgate.domain.accounts.enums import REACH_OF, Reach
from schoolgate.domain.accounts.queries.posts import roles_held_at, students_without
from schoolgate.domain.deliveries.enums import SendState
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.enums import (
    EnquiryState,
    MessageKind,
    Outcome,
    Reached,
)
from schoolgate.domain.enquiries.models import Enquiry, Incident, Message, Promise
from schoolgate.domain.enquiries.queries.channels import signed_at
from schoolgate.domain.governance.enums import ClauseState, Due
from schoolgate.domain.governance.queries.settling import (
    Week,
    is_extended,
    is_kept,
    is_settled,
    weeks_of,
)
from schoolgate.domain.governance.rules import Clock, Figure, state_of
from schoolgate.domain.people.queries import on_roll
from schoolgate.domain.policies.models import Adoption
from schoolgate.domain.policies.queries import Policy, policy_of
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import years_of
from schoolgate.kernel.pack_model import Clause, Pack, Standard
from schoolgate.kernel.vocabulary import Channel, ClauseKind, Mechanism, Role

ALWAYS = 1.0
STAYS_AFTER = timedelta(days=14)
"""Where no time is promised: how long a parent may wait before nobody has answered."""


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
        for standing in _standings(pack, _Counts(schools, at))
    ]


def kept_policy_of(school: School, *, at: datetime) -> KeptPolicy:
    """Return how this school keeps its policy, now; as many queries for any number.

    Raises NoPolicyAdoptedError before the first adoption.
    """
    policy = policy_of(school.pk)
    return KeptPolicy(
        policy,
        tuple(_standings(policy.pack, _Counts([school], at))),
        weeks_of(school, at=at),
    )


@dataclass(frozen=True)
class _Counts:
    """What is on record at these schools; each kind counted once, when asked for."""

    schools: list[School]
    at: datetime

    @cached_property
    def promises(self) -> dict[str, Mapping[str, Any]]:
        """By channel: kept and settled for each time, and those counted later."""
        counted = {"later": Count("pk", filter=Q(is_counted_later=True))}
        for due in Due:
            counted[f"kept_{due}"] = Count("pk", filter=is_kept(due))
            counted[f"extended_{due}"] = Count("pk", filter=is_extended(due, self.at))
            counted[f"of_{due}"] = Count("pk", filter=is_settled(due, self.at))
        rows = Promise.objects.filter(school__in=self.schools).order_by("channel")
        return {
            row["channel"]: row for row in rows.values("channel").annotate(**counted)
        }

    @cached_property
    def routed(self) -> dict[str, Mapping[str, Any]]:
        """By concern: enquiries about a student, and those on a step of a route."""
        rows = Enquiry.objects.filter(school__in=self.schools, student__isnull=False)
        counted = (
            rows.order_by("concern")
            .values("concern")
            .annotate(of=Count("pk"), kept=Count("pk", filter=Q(step__gte=1)))
        )
        return {row["concern"]: row for row in counted}

    def posts_held(self, role: Role) -> tuple[int, int]:
        """How often somebody holds this post, and how often it is asked for.

        Of a post for one student, for each student on roll; else once a school.
        """
        held = of = 0
        for school in self.schools:
            on = school.day_of(self.at)
            if REACH_OF[role] is Reach.STUDENT:
                students = on_roll(on).filter(school=school).count()
                of += students
                held += students - students_without(role, school, on=on)
            else:
                of += 1
                held += role in self.roles_held[school.pk]
        return held, of

    @cached_property
    def roles_held(self) -> dict[int, set[Role]]:
        """By school: the posts that somebody who works there holds, there or away."""
        return {
            school.pk: roles_held_at(school, on=school.day_of(self.at))
            for school in self.schools
        }

    @cached_property
    def asked_of_the_gate(self) -> Mapping[str, Any]:
        """Mails about a student: sent, and withheld."""
        return OutboxMail.objects.filter(
            school__in=self.schools, student__isnull=False
        ).aggregate(
            sent=Count("pk", filter=Q(state=SendState.SENT)),
            withheld=Count("pk", filter=Q(state=SendState.WITHHELD)),
        )

    @cached_property
    def enquiries(self) -> Mapping[str, Any]:
        """Conversations: begun, closed, and closed with a reply on record.

        Without those that nobody may reply to: an order keeps the contact away.
        """
        said = Message.objects.filter(enquiry=OuterRef("pk"))
        calls = said.filter(kind=MessageKind.CALLED)
        is_answer = Q(kind=MessageKind.ANSWER) | Q(reached=Reached.SPOKE)
        replies = said.filter(is_answer)
        is_closed = Q(state=EnquiryState.CLOSED) & ~Q(outcome=Outcome.MAY_NOT_REPLY)
        is_call = Q(channel=Channel.PHONE)
        return Enquiry.objects.filter(school__in=self.schools).aggregate(
            begun=Count("pk"),
            closed=Count("pk", filter=is_closed),
            replied=Count("pk", filter=is_closed & Q(Exists(replies))),
            rung=Count("pk", filter=is_call),
            rung_closed=Count("pk", filter=is_call & is_closed),
            rung_noted=Count("pk", filter=is_call & is_closed & Q(Exists(calls))),
        )

    @cached_property
    def came_by(self) -> dict[str, int]:
        """How many enquiries came by each channel."""
        rows = Enquiry.objects.filter(school__in=self.schools).order_by("channel")
        counted = rows.values("channel").annotate(number=Count("pk"))
        return {row["channel"]: row["number"] for row in counted}

    @cached_property
    def reported(self) -> int:
        """How often a call was ended and reported."""
        return Incident.objects.filter(school__in=self.schools).count()

    @cached_property
    def signed(self) -> Mapping[str, Any]:
        """Staff who work here, and those of them who have signed the rule."""
        return signed_at(self.schools, at=self.at)

    @cached_property
    def contacts(self) -> Mapping[str, Any]:
        """Contacts begun by parents: all, those of long ago, and those nobody answers.

        Whom the law lets nobody reach is not counted as one who waits.
        """
        since = self.at - STAYS_AFTER
        old = Q(opened_at__lte=since)
        waits = Q(state=EnquiryState.OPEN, asked_at__lte=since)
        return (
            Enquiry.objects.filter(school__in=self.schools)
            .exclude(outcome=Outcome.MAY_NOT_REPLY)
            .annotate(asked_at=Coalesce(F("promise__received_at"), F("opened_at")))
            .aggregate(
                begun=Count("pk"),
                old=Count("pk", filter=old),
                waiting=Count("pk", filter=old & waits),
            )
        )


def _standings(pack: Pack, counts: _Counts) -> Iterable[Standing]:
    for clause in pack.clauses:
        figures: list[Figure] = []
        if clause.mechanism is not None and counts.schools:
            figures = _FIGURES[clause.mechanism](pack, clause, counts)
        state = ClauseState.NOT_BUILT if clause.mechanism is None else state_of(figures)
        shown = (one for one in figures if one.of or one.points_at_students)
        yield Standing(clause, state, tuple(shown))


def _of_standards(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    return [
        figure
        for standard in pack.standards
        for figure in _of_standard(standard, clause, counts)
    ]


def _of_standard(
    standard: Standard, clause: Clause, counts: _Counts
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


def _of_routes(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    concerns = {route.concern for route in pack.routes if route.clause == clause.id}
    chosen = [
        row
        for concern, row in counts.routed.items()
        if not concerns or concern in concerns
    ]
    on_route = sum(row["kept"] for row in chosen)
    every = sum(row["of"] for row in chosen)
    return [Figure("enquiries on their route", on_route, every, ALWAYS)]


def _of_the_gate(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    del pack, clause
    asked = counts.asked_of_the_gate
    held = asked["withheld"]
    return [
        Figure.plain("mails about a student sent after asking the gate", asked["sent"]),
        Figure.plain("mails the gate held back", held, points_at_students=True),
    ]


def _of_enquiries(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    del pack
    found = counts.enquiries
    if clause.kind is ClauseKind.OFFERED:
        return [Figure.plain("conversations begun by families", found["begun"])]
    return [
        Figure(
            "closed with a reply on record", found["replied"], found["closed"], ALWAYS
        )
    ]


def _of_contacts(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    del pack, clause
    found = counts.contacts
    answered, old = found["old"] - found["waiting"], found["old"]
    return [
        Figure.plain("contacts begun by parents", found["begun"]),
        Figure("answered, of those begun two weeks ago or more", answered, old, ALWAYS),
    ]


def _of_posts(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    figures = []
    for post in (each for each in pack.posts if each.clause == clause.id):
        held, of = counts.posts_held(post.role)
        figures.append(Figure(f"{post.role.label} by name", held, of, ALWAYS))
    return figures


def _of_the_chart(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
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


def _of_calendars(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    del pack, clause
    years = years_of(counts.schools)
    named = sum(1 for year in years.values() if year.visits)
    what = "schools whose visiting times families can read"
    return [Figure(what, named, len(counts.schools), ALWAYS)]


def _of_calls(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    del pack, clause
    found = counts.enquiries
    what = "calls closed with a note of the call"
    return [
        Figure.plain("calls that became a message", found["rung"]),
        Figure(what, found["rung_noted"], found["rung_closed"], ALWAYS),
    ]


def _of_reports(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    del pack, clause
    return [Figure.plain("calls ended and reported at once", counts.reported)]


def _of_ways(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    del pack, clause
    return [
        Figure.plain(f"came as {channel.label}", counts.came_by.get(channel, 0))
        for channel in Channel
    ]


def _of_the_register(pack: Pack, clause: Clause, counts: _Counts) -> list[Figure]:
    del pack, clause
    found = counts.signed
    what = "staff who have signed the rule against “friends”"
    of = found["of"] if found["signed"] else 0  # nobody: it was not asked for yet
    return [Figure(what, found["signed"], of, ALWAYS)]


_FIGURES: dict[Mechanism, Callable[[Pack, Clause, _Counts], list[Figure]]] = {
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
}
