"""What pages for staff show of restrictions. Decides nothing: the gate does."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from schoolgate.domain.disclosure.access import restrictions_in_force
from schoolgate.domain.disclosure.models import Objection, Restriction
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


Pairs = frozenset[tuple[int, int]]


def protected_pairs(on: date) -> tuple[Pairs, Pairs]:
    """Return the pairs of student and contact that no import opens, ends or changes.

    First those with a restriction that has not ended, also one that is still to come;
    then those a student objects to, all of a student's where no contact is named.
    """
    not_over = Q(until_on=None) | Q(until_on__gt=on)
    restricted = Restriction.objects.filter(not_over).values_list(
        "tie__student_id", "tie__contact_id"
    )
    objections = Objection.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    ).values_list("student_id", "contact_id")
    to_all = objections.filter(contact=None).values("student_id")
    ties = Tie.objects.filter(student__in=to_all)
    objected = set(objections.exclude(contact=None))
    objected |= set(ties.values_list("student_id", "contact_id"))
    return frozenset(restricted), frozenset(objected)
