"""What was told in confidence: to whom by name, and who has read it when."""

from django.db import models

from schoolgate.domain.enquiries.models.threads import Enquiry
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation.tenancy import SchoolOwned


class Reader(SchoolOwned):
    """Somebody who may read what a parent told in confidence (GN-4.3b).

    Named to the parent before it was sent, or told to them when it was handed over.
    Personal data: whom a parent trusts. Kept and erased with the enquiry.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="readers")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it went to others, who read it instead."""

    class Meta(SchoolOwned.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("enquiry", "staff"),
                condition=models.Q(ended_at=None),
                name="reader_once_an_enquiry",
            ),
        )
        indexes = (models.Index(fields=("staff", "ended_at"), name="reader_by_staff"),)

    def __str__(self) -> str:
        return f"reader of enquiry {self.enquiry_id}"


class Reading(SchoolOwned):
    """That somebody opened what was told in confidence; the database refuses changes.

    Written before the words are shown (decision 15), and shown to the parent.
    Personal data: which member of staff read, and when. Why: the parent was promised
    it. Kept and erased with the enquiry.
    """

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="readings")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        ordering = ("-read_at", "-pk")
        indexes = (
            models.Index(
                fields=("enquiry", "staff", "-read_at"), name="reading_latest"
            ),
        )

    def __str__(self) -> str:
        return f"reading of enquiry {self.enquiry_id}"
