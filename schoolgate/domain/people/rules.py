"""Who counts as a parent, and how people are spoken of."""

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


def full_name(given_name: str, family_name: str) -> str:
    """Return given and family name: Amal Haddad."""
    return f"{given_name} {family_name}".strip()


def polite_name(title: str, given_name: str, family_name: str) -> str:
    """Return how somebody is spoken of in a letter: Mrs Haddad."""
    if title and family_name:
        return f"{title} {family_name}"
    return full_name(given_name, family_name)
