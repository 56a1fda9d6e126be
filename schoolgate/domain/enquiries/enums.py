"""Words of an enquiry: its states, its moves, what is said in it."""

from schoolgate.kernel.vocabulary import Word


class EnquiryState(Word):
    """Where an enquiry stands. `MOVES` says what may follow."""

    OPEN = "open", "waiting for an answer"
    """The family waits for the school."""
    ANSWERED = "answered"
    """The school has answered; the family may write back."""
    CLOSED = "closed"
    """Settled. The family can still write back, which opens it again."""


MOVES: dict[EnquiryState, frozenset[EnquiryState]] = {
    EnquiryState.OPEN: frozenset({EnquiryState.ANSWERED}),
    EnquiryState.ANSWERED: frozenset(
        {EnquiryState.OPEN, EnquiryState.ANSWERED, EnquiryState.CLOSED}
    ),
    EnquiryState.CLOSED: frozenset({EnquiryState.OPEN, EnquiryState.ANSWERED}),
}
"""Staff may add to an answer, also of a closed one. An enquiry closes only from
`answered`: never without a reply on record."""


class MessageKind(Word):
    """What one message in an enquiry is."""

    FROM_FAMILY = "from_family", "from the family"
    """What the family said."""
    ACKNOWLEDGEMENT = "acknowledgement"
    """A person says: I have it."""
    ANSWER = "answer"
    """A person answers."""


class Clock(Word):
    """How a promise with a time stands."""

    NONE = "none", "no time promised"
    RUNNING = "running", "in time so far"
    OVERDUE = "overdue"
    KEPT = "kept", "in good time"
    LATE = "late"
