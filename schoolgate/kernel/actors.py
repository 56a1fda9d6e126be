"""Who does something: the least that every floor needs to know of a person acting."""

from dataclasses import dataclass
from enum import StrEnum

from schoolgate.kernel.vocabulary import Permission


class ActorKind(StrEnum):
    """What sort of person, or machine, acts."""

    STAFF = "staff"
    FAMILY = "family"
    STUDENT = "student"
    GOVERNOR = "governor"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Someone who acts, as the audit names them: a kind and a public id, no name."""

    kind: ActorKind
    public_id: str

    @property
    def signature(self) -> str:
        """Return how the audit writes this actor: `staff:4k2m…`."""
        return f"{self.kind}:{self.public_id}"

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return what this actor may do beyond their own affairs: mostly nothing."""
        return frozenset(Permission if self.kind is ActorKind.SYSTEM else ())


SYSTEM = Actor(ActorKind.SYSTEM, "schoolgate")
"""The program itself: a clock that ran out, a mail that came in."""
