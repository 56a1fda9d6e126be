"""How a clause stands, and what a promise runs to."""

from schoolgate.kernel.vocabulary import Word


class ClauseState(Word):
    """What the evidence says of one clause today."""

    KEPT = "kept"
    """The evidence shows it."""
    AT_RISK = "at_risk"
    """Just under the share the school has set."""
    BROKEN = "broken"
    """The evidence shows that it is not kept."""
    NO_EVIDENCE = "no_evidence_yet"
    """The product keeps it, and nothing has happened yet that would show it."""
    NOT_BUILT = "not_built_yet"
    """Nothing in the product keeps it yet."""


class Due(Word):
    """What is owed by a promise's time."""

    ACKNOWLEDGED = "acknowledged"
    """Somebody says that they are on it."""
    ANSWERED = "answered"
    """What was asked is answered."""
