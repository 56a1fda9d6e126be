"""The words of policies: how things come in, what they are about, who is asked."""

from schoolgate.kernel.vocabulary import (
    Channel,
    ClauseKind,
    Concern,
    Cycle,
    Mechanism,
    Role,
)

__all__ = ["Channel", "ClauseKind", "Concern", "Cycle", "Mechanism", "Role"]
