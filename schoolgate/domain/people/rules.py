"""Who counts as a parent: decided by responsibility, never by what a tie is called."""

from schoolgate.domain.people.enums import Responsibility


def effective_responsibility(
    recorded: Responsibility, *, is_prime_carer: bool
) -> Responsibility:
    """Return the responsibility that every rule goes by.

    A prime carer counts as a parent whatever the relationship is called: a grandmother,
    a foster carer, a young carer's guardian (GN-0, AC-1, OB-0, FE-1.5).
    """
    if is_prime_carer and recorded is not Responsibility.PARENTAL:
        return Responsibility.CARE
    return recorded
