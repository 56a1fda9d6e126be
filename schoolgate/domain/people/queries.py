"""What others read of people.

Rows are of the schools in force; who may see them is decided by those who ask.
"""

from datetime import date

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from schoolgate.domain.people.models import Absence, Contact, StaffMember, Tie


def ties_in_force(on: date) -> QuerySet[Tie]:
    """Return the ties that hold on this day."""
    return Tie.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on
    ).select_related("student", "contact")


def absences_in_force(on: date) -> QuerySet[Absence]:
    """Return who is away on this day."""
    return Absence.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on
    )


def contacts_with_address(address: str) -> QuerySet[Contact]:
    """Return the contacts who can be reached at this e-mail address."""
    return Contact.objects.alias(lower=Lower("email")).filter(lower=_lower(address))


def staff_with_address(address: str, *, on: date) -> QuerySet[StaffMember]:
    """Return the staff, not yet left, who have this e-mail address."""
    return StaffMember.objects.alias(lower=Lower("email")).filter(
        Q(left_on=None) | Q(left_on__gt=on), lower=_lower(address)
    )


def contacts_called(said: str) -> QuerySet[Contact]:
    """Return the contacts with this full name or e-mail address, in any case."""
    named = Concat("given_name", Value(" "), "family_name")
    curly = said.replace("'", "’")  # as names are kept, whatever keyboard asks
    return (
        Contact.objects.annotate(named=named)
        .filter(Q(named__iexact=said) | Q(named__iexact=curly) | Q(email__iexact=said))
        .order_by("pk")
    )


def _lower(address: str) -> Lower:
    """Return an address as the index has it: `iexact` would read every row."""
    return Lower(Value(address))
