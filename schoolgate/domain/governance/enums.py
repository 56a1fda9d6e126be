"""How a clause stands."""

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
