"""What the file of a pack may hold: every key, and what its value may be."""

from collections.abc import Iterable

from schoolgate.kernel.pack_model import (
    AgeRules,
    Clause,
    Deadline,
    DeliveryRules,
    DisclosureRules,
    Entitlement,
    Interval,
    Pack,
    PostAsked,
    Review,
    Route,
    Standard,
    Wording,
)
from schoolgate.kernel.plain_shapes import one_of, share, text, whole_number
from schoolgate.kernel.shapes import Field, Shape, list_of, optional, record
from schoolgate.kernel.vocabulary import (
    AdultSharing,
    Category,
    Channel,
    ClauseKind,
    Concern,
    Cycle,
    Mechanism,
    Responsibility,
    Role,
)

_CLAUSE_ID = text(
    'a clause id such as "GN-5.2a"', r"[A-Z]{2,4}-[A-Za-z0-9]+(\.[A-Za-z0-9]+)*"
)


def _mechanism() -> Shape[Mechanism | None]:
    word = one_of(Mechanism)

    def read(value: object, where: str) -> Mechanism | None:
        return None if value == "" else word.read(value, where)

    return Shape(f'{word.allowed}, or "" for not built yet', read)


def _disclosure(
    responsibilities: Iterable[Responsibility], **rest: str | AgeRules | None
) -> DisclosureRules:
    return DisclosureRules(frozenset(responsibilities), **rest)  # type: ignore[arg-type]


_CLAUSE = record(
    "a clause",
    Clause,
    Field("id", _CLAUSE_ID),
    Field("kind", one_of(ClauseKind)),
    Field("ask", text()),
    Field("mechanism", _mechanism()),
)

_DEADLINE = record(
    "a table with within, share and clause",
    Deadline,
    Field("within", whole_number(1)),
    Field("share", share()),
    Field("clause", _CLAUSE_ID),
)

_STANDARD = record(
    "a standard",
    Standard,
    Field("channel", one_of(Channel)),
    optional("acknowledge", _DEADLINE),
    optional("answer", _DEADLINE),
    optional("counting_clause", _CLAUSE_ID),
)

_ROUTE = record(
    "a route",
    Route,
    Field("concern", one_of(Concern)),
    Field("ladder", list_of(one_of(Role), at_least=1)),
    Field("clause", _CLAUSE_ID),
)

_POST = record(
    "a post that is asked for",
    PostAsked,
    Field("role", one_of(Role)),
    Field("clause", _CLAUSE_ID),
)

_AGES = record(
    "a table of the clauses that depend on age",
    AgeRules,
    Field("adult_sharing", one_of(AdultSharing)),
    Field("under_18", _CLAUSE_ID),
    Field("objection_under_18", _CLAUSE_ID),
    Field("started_before_18", _CLAUSE_ID),
    Field("started_at_18", _CLAUSE_ID),
)

_DISCLOSURE = record(
    "a table of what the gate needs",
    _disclosure,
    Field("responsibilities", list_of(one_of(Responsibility), at_least=1)),
    optional("no_responsibility_clause", _CLAUSE_ID),
    optional("held_clause", _CLAUSE_ID),
    optional("naming_clause", _CLAUSE_ID),
    optional("allowed_clause", _CLAUSE_ID),
    optional("ages", _AGES),
)

_DELIVERY = record(
    "a table of the clauses behind follow-ups",
    DeliveryRules,
    optional("interpreter_clause", _CLAUSE_ID),
    optional("literacy_clause", _CLAUSE_ID),
)

_ENTITLEMENT = record(
    "an entitlement",
    Entitlement,
    Field("what", text()),
    Field("categories", list_of(one_of(Category), at_least=1)),
    Field("clause", _CLAUSE_ID),
)

_INTERVAL = record(
    "an interval",
    Interval,
    Field("what", text()),
    Field("times", whole_number(1)),
    Field("every", one_of(Cycle)),
    Field("clause", _CLAUSE_ID),
)

_REVIEW = record(
    "a table with years and clause",
    Review,
    Field("years", whole_number(1)),
    Field("clause", _CLAUSE_ID),
)

_WORDING = record(
    "a table with student and students",
    Wording,
    Field("student", text()),
    Field("students", text()),
)

PACK: Shape[Pack] = record(
    "a pack",
    Pack,
    Field("id", text('an id such as "grammar-ni"', r"[a-z][a-z0-9-]*")),
    Field("prefix", text("two to four capitals", r"[A-Z]{2,4}")),
    Field("title", text()),
    Field("nation", text()),
    Field("school_type", text()),
    Field("source", text()),
    Field("wording", _WORDING),
    Field("clause", list_of(_CLAUSE, at_least=1), name="clauses"),
    optional("standard", list_of(_STANDARD), default=(), name="standards"),
    optional("route", list_of(_ROUTE), default=(), name="routes"),
    optional("post", list_of(_POST), default=(), name="posts"),
    Field("disclosure", _DISCLOSURE),
    optional("delivery", _DELIVERY, default=DeliveryRules(None, None)),
    optional("entitlement", list_of(_ENTITLEMENT), default=(), name="entitlements"),
    optional("interval", list_of(_INTERVAL), default=(), name="intervals"),
    optional("review", _REVIEW),
)
"""The whole of a pack file."""
