"""What is done once the rows are back: no mail leaves, and the audit says why."""

from datetime import datetime

from django.db import transaction

from schoolgate.domain.deliveries.actions import hold_queued_mail
from schoolgate.domain.schools.models import School
from schoolgate.foundation import audit
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM


def settle(taken_at: datetime, *, at: datetime) -> int:
    """Put each school's waiting mail on hold and record it; return how many mails.

    The audit names the stretch of time that is missing.
    """
    held = 0
    for school in School.objects.order_by("pk"):
        with school_in_force(school.pk), transaction.atomic():
            here = hold_queued_mail()
            audit.record(
                "installation.restored",
                school_id=school.pk,
                by=SYSTEM,
                at=at,
                about=f"school:{school.public_id}",
                facts={"as_of": taken_at.isoformat(), "mail_on_hold": here},
            )
        held += here
    return held
