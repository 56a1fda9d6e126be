"""Each clause of a pack, with its state and the evidence for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from schoolgate.domain.deliveries.enums import SendState
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.enums import EnquiryState, MessageKind
from schoolgate.domain.enquiries.models import Enquiry, Message, Promise
from schoolgate.domain.governance.enums import ClauseState
from schoolgate.domain.governance.rules import Figure, state_of
from schoolgate.domain.policies.models import Adoption
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import years_of
from schoolgate.kernel.pack_model import Clause, Deadline, Pack, Standard
from schoolgate.kernel.vocabulary import ClauseKind, Mechanism

ALWAYS = 1.0
TO_THE_MINUTE = timedelta(minutes=1)
"""The minute in which a promise ends still counts."""


@dataclass(frozen=True)
class ClauseEvidence:
    """One clause, how it stands, and how that is known."""

    id: str
    ask: str
    kind: str
    mechanism: str | None
    state: ClauseState
    evidence: tuple[str, ...]


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
    return [_clause(pack, clause, schools, at) for clause in pack.clauses]


def _clause(
    pack: Pack, clause: Clause, schools: list[School], at: datetime
) -> ClauseEvidence:
    figures: list[Figure] = []
    if clause.mechanism is not None and schools:
        figures = _FIGURES[clause.mechanism](pack, clause, schools, at)
    state = ClauseState.NOT_BUILT if clause.mechanism is None else state_of(figures)
    return ClauseEvidence(
        id=clause.id,
        ask=clause.ask,
        kind=clause.kind.value,
        mechanism=clause.mechanism.value if clause.mechanism else None,
        state=state,
        evidence=tuple(figure.in_words for figure in figures if figure.of),
    )


def _of_standards(
    pack: Pack, clause: Clause, schools: list[School], at: datetime
) -> list[Figure]:
    figures = []
    for standard in pack.standards:
        promises = Promise.objects.filter(school__in=schools, channel=standard.channel)
        figures += _of_standard(standard, clause, promises, at)
    return figures


def _of_standard(
    standard: Standard, clause: Clause, promises: QuerySet[Promise], at: datetime
) -> list[Figure]:
    name, figures = standard.channel.label, []
    for verb, deadline, due, done in (
        ("acknowledged", standard.acknowledge, "acknowledge_by", "acknowledged_at"),
        ("answered", standard.answer, "answer_by", "answered_at"),
    ):
        if deadline and deadline.clause == clause.id:
            what = f"{name}, {verb} in time"
            figures.append(_in_time(what, deadline, promises, due, done, at))
    if standard.counting_clause == clause.id:
        later = promises.filter(is_counted_later=True).count()
        what = f"{name}, clock begun on the next school day"
        figures.append(Figure(what, later, later, ALWAYS))
    return figures


def _in_time(
    what: str,
    deadline: Deadline,
    promises: QuerySet[Promise],
    due: str,
    done: str,
    at: datetime,
) -> Figure:
    """Count what is settled: done, or due and not done."""
    promised = promises.filter(**{f"{due}__isnull": False})
    kept = promised.filter(**{f"{done}__lt": F(due) + TO_THE_MINUTE}).count()
    settled = promised.filter(
        Q(**{f"{done}__isnull": False}) | Q(**{f"{due}__lte": at - TO_THE_MINUTE})
    ).count()
    return Figure(what, kept, settled, deadline.share)


def _of_routes(
    pack: Pack, clause: Clause, schools: list[School], at: datetime
) -> list[Figure]:
    del at
    concerns = {route.concern for route in pack.routes if route.clause == clause.id}
    sorted_ones = Enquiry.objects.filter(school__in=schools, student__isnull=False)
    if concerns:
        sorted_ones = sorted_ones.filter(concern__in=concerns)
    on_route = sorted_ones.filter(step__gte=1).count()
    every = sorted_ones.count()
    return [Figure("enquiries on their route", on_route, every, ALWAYS)]


def _of_the_gate(
    pack: Pack, clause: Clause, schools: list[School], at: datetime
) -> list[Figure]:
    del pack, clause, at
    asked = OutboxMail.objects.filter(school__in=schools, student__isnull=False)
    sent = asked.filter(state=SendState.SENT).count()
    withheld = asked.filter(state=SendState.WITHHELD).count()
    return [
        Figure("mails about a student sent after asking the gate", sent, sent, ALWAYS),
        Figure("mails the gate held back", withheld, withheld, ALWAYS),
    ]


def _of_enquiries(
    pack: Pack, clause: Clause, schools: list[School], at: datetime
) -> list[Figure]:
    del pack, at
    rows = Enquiry.objects.filter(school__in=schools)
    if clause.kind is ClauseKind.OFFERED:
        begun = rows.count()
        return [Figure("conversations begun by families", begun, begun, ALWAYS)]
    closed = rows.filter(state=EnquiryState.CLOSED)
    replies = Message.objects.filter(enquiry=OuterRef("pk"), kind=MessageKind.ANSWER)
    replied = closed.filter(Exists(replies)).count()
    return [Figure("closed with a reply on record", replied, closed.count(), ALWAYS)]


def _of_calendars(
    pack: Pack, clause: Clause, schools: list[School], at: datetime
) -> list[Figure]:
    del pack, clause, at
    years = years_of(schools)
    named = sum(1 for year in years.values() if year.visits)
    what = "schools whose visiting times families can read"
    return [Figure(what, named, len(schools), ALWAYS)]


_FIGURES: dict[
    Mechanism, Callable[[Pack, Clause, list[School], datetime], list[Figure]]
] = {
    Mechanism.STANDARD: _of_standards,
    Mechanism.ROUTE: _of_routes,
    Mechanism.GATE: _of_the_gate,
    Mechanism.ENQUIRY: _of_enquiries,
    Mechanism.CALENDAR: _of_calendars,
}
