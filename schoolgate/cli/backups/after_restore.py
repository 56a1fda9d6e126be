"""What is done once the rows are back: no mail leaves, and the audit says why."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from schoolgate.cli.backups.carried_over import Protections, carry_over
from schoolgate.domain.deliveries.actions import hold_queued_mail
from schoolgate.domain.schools.models import School
from schoolgate.foundation import audit
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM


@dataclass(frozen=True)
class Settled:
    """How many mails are on hold, and how many protections were carried over."""

    held: int
    carried_over: int


@transaction.atomic
def settle(taken_at: datetime, newer: Protections | None, *, at: datetime) -> Settled:
    """Carry protections over, hold each school's waiting mail, and record it.

    The audit names the stretch of time that is missing. Every school is in force.
    """
    carried = carry_over(newer) if newer else Counter[int]()
    held = 0
    for school in School.objects.order_by("pk"):
        with school_in_force(school.pk):
            here = hold_queued_mail()
            audit.record(
                "installation.restored",
                school_id=school.pk,
                by=SYSTEM,
                at=at,
                about=f"school:{school.public_id}",
                facts={
                    "as_of": taken_at.isoformat(),
                    "mail_on_hold": here,
                    "carried_over": carried[school.pk],
                },
            )
        held += here
    return Settled(held, carried.total())
