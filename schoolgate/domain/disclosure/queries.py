"""What pages for staff show of restrictions. Decides nothing: the gate does."""

from collections.abc import Iterable
from datetime import date

from schoolgate.domain.disclosure.access import restrictions_in_force
from schoolgate.domain.people.models import Tie


def restricted_ties(ties: Iterable[Tie], *, on: date) -> set[int]:
    """Return the keys of those ties that a restriction of the same pair closes."""
    ties = list(ties)
    closed = set(
        restrictions_in_force(on)
        .filter(tie__student__in=[tie.student_id for tie in ties])
        .values_list("tie__student_id", "tie__contact_id")
    )
    return {tie.pk for tie in ties if (tie.student_id, tie.contact_id) in closed}
