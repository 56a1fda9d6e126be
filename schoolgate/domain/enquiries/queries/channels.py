"""The school's register of channels, and who has signed to keep to it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.domain.enquiries.enums import RegisterKind
from schoolgate.domain.enquiries.models import RegisteredChannel, SignedRule
from schoolgate.domain.people.models import StaffMember
from schoolgate.domain.people.queries import everybody_employed
from schoolgate.domain.schools.models import School


def registered_channels(schools: Iterable[School]) -> QuerySet[RegisteredChannel]:
    """Return the channels in use at these schools; families read them as staff do."""
    rows = RegisteredChannel.objects.filter(school__in=list(schools), ended_at=None)
    return rows.select_related("keeper")


def has_signed(staff: StaffMember) -> bool:
    """Answer whether this person has signed the rule against "friends"."""
    return SignedRule.objects.filter(staff=staff).exists()


def not_signed(actor: StaffActor, *, on: date) -> list[StaffMember]:
    """Return who works here and has not signed yet, for those who lead the school."""
    if not actor.roles & LEADERSHIP:
        return []
    signed = set(SignedRule.objects.values_list("staff_id", flat=True))
    return [each for each in everybody_employed(on=on) if each.pk not in signed]


def signed_at(schools: Iterable[School], *, at: datetime) -> Mapping[str, Any]:
    """Count who works at these schools, and who of them has signed."""
    here = Q()
    for school in schools:
        employed = Q(left_on=None) | Q(left_on__gt=school.day_of(at))
        here |= Q(school=school) & employed
    signed = Exists(SignedRule.objects.filter(staff=OuterRef("pk")))
    return StaffMember.objects.filter(here).aggregate(
        of=Count("pk"), signed=Count("pk", filter=Q(signed))
    )


def mail_domains(school: School) -> list[str]:
    """Return the mail domains that this school runs: its own, and registered ones."""
    rows = registered_channels([school]).filter(kind=RegisterKind.MAIL)
    registered = rows.values_list("address", flat=True)
    return [school.mail_domain, *(each.rpartition("@")[2] for each in registered)]
