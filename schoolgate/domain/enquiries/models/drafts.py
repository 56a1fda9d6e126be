"""An answer that somebody has begun and not sent."""

from django.db import models

from schoolgate.domain.deliveries.models import InboundMail
from schoolgate.domain.enquiries.models.threads import Enquiry
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation.tenancy import SchoolOwned


class Draft(SchoolOwned):
    """What one member of staff has begun to answer, for their eyes alone.

    Personal data: the words, and which of the student's matters they touch. Why: an
    answer can wait without being lost. Kept: until it is sent. Erased: with the
    enquiry.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="drafts")
    staff = models.ForeignKey(StaffMember, models.CASCADE, related_name="+")
    filled = models.JSONField(default=dict)
    """The fields of the form by name, as they were filled in."""
    kept_at = models.DateTimeField()
    mail = models.ForeignKey(
        InboundMail, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The last mail from their own mailbox that is in it."""

    class Meta(SchoolOwned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("enquiry", "staff"), name="draft_one_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} on {self.enquiry_id}"
