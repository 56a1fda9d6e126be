"""What a policy pack is: a school's policy as typed, frozen data.

A pack holds the clauses of one source policy and what follows from them: promises
with a clock, routes, who may be told what, how often. Nothing in the code asks which
pack is in force; it asks what the pack says.
See docs/decisions/0003-packs-are-data.md.
"""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Wording:
    """What this policy calls a student."""

    student: str
    students: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing the policy asks for; without `mechanism` nothing here keeps it yet."""

    id: str
    kind: ClauseKind
    ask: str
    mechanism: Mechanism | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A number of working days, and the share that must keep them.

    A `share` of 1 is "always"; what "usually" and "most" mean is for the school.
    """

    within: int
    share: float
    clause: str


@dataclass(frozen=True, slots=True)
class Standard:
    """What is promised for everything that comes in by one channel.

    `counting_clause` is the clause that lets the count start on a later day.
    """

    channel: Channel
    acknowledge: Deadline | None
    answer: Deadline | None
    counting_clause: str | None

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses of the promise, each once."""
        deadlines = (self.acknowledge, self.answer)
        return tuple(dict.fromkeys(each.clause for each in deadlines if each))


@dataclass(frozen=True, slots=True)
class Route:
    """The roles a concern goes to, in order, each only while it stays unresolved."""

    concern: Concern
    ladder: tuple[Role, ...]
    clause: str | None
    """None for a route that the school has added to its pack."""


@dataclass(frozen=True, slots=True)
class PostAsked:
    """A post that the policy asks somebody to hold, by name."""

    role: Role
    clause: str


@dataclass(frozen=True, slots=True)
class AgeRules:
    """Clauses for a policy under which a student's age changes who is told.

    `objection_under_18` answers for an objection before the 18th birthday; the two
    `started_...` clauses for an adult, by their age at the start of the programme.
    """

    under_18: str
    objection_under_18: str
    started_before_18: str
    started_at_18: str
    adult_sharing: AdultSharing


@dataclass(frozen=True, slots=True)
class DisclosureRules:
    """What the gate needs to know about a policy.

    `naming_clause` asks that a contact be named for access; None asks no naming.
    Without `ages` a contact's responsibility alone allows, by `allowed_clause`.
    """

    responsibilities: frozenset[Responsibility]
    no_responsibility_clause: str | None
    held_clause: str | None
    naming_clause: str | None
    allowed_clause: str | None
    ages: AgeRules | None


@dataclass(frozen=True, slots=True)
class DeliveryRules:
    """Clauses behind what follows a delivery: an interpreter, a phone call."""

    interpreter_clause: str | None
    literacy_clause: str | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Information of some categories that entitled families can see or are sent."""

    what: str
    categories: tuple[Category, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Something the source wants at least so many times in every cycle."""

    what: str
    times: int
    every: Cycle
    clause: str


@dataclass(frozen=True, slots=True)
class Review:
    """The longest the policy may go without a review, where the source says so."""

    years: int
    clause: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A school's policy made executable."""

    id: str
    prefix: str
    title: str
    nation: str
    school_type: str
    source: str
    wording: Wording
    clauses: tuple[Clause, ...]
    standards: tuple[Standard, ...]
    routes: tuple[Route, ...]
    posts: tuple[PostAsked, ...]
    disclosure: DisclosureRules
    delivery: DeliveryRules
    entitlements: tuple[Entitlement, ...]
    intervals: tuple[Interval, ...]
    review: Review | None

    def clause(self, clause_id: str) -> Clause:
        """Return a clause by its id; raises KeyError if the pack has none."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise KeyError(f"{clause_id} is not a clause of the pack {self.id}")

    def standard_for(self, channel: Channel) -> Standard | None:
        """Return what is promised for a channel, or None for no promise."""
        return next((each for each in self.standards if each.channel == channel), None)

    def route_for(self, concern: Concern) -> Route | None:
        """Return the route of a concern, or None where the source has none."""
        return next((each for each in self.routes if each.concern == concern), None)
