"""What somebody told the safeguarding lead, and that it was taken."""

from django.db import models
from django.db.models import Q

from schoolgate.domain.enquiries.enums import SafetySource
from schoolgate.domain.enquiries.models.threads import Enquiry
from schoolgate.domain.people.models import Contact, StaffMember
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field


class SafetyNote(SchoolOwned):
    """What worries somebody about a child's safety: a pointer, and no case file.

    Nobody changes a word of it; only that it was taken is added, once. Which child is
    said in words, as it may be any child. Personal data: who told it, about whom, what.
    Why: a child's safety. Kept: until the lead has put it on the child's own record.
    Erased: by the lead's schedule.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    source = word_field(SafetySource)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who told it, from a family."""
    staff = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who told it, or wrote it down, on staff."""
    enquiry = models.OneToOneField(
        Enquiry, models.PROTECT, null=True, blank=True, related_name="safety_note"
    )
    """What was passed on; from then on it is the lead's."""
    child = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    told_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("-told_at", "-pk")
        constraints = (
            only("source", SafetySource, name="safety_note_source_is_known"),
            models.CheckConstraint(
                condition=Q(source=SafetySource.FAMILY, contact__isnull=False)
                & Q(staff=None)
                | ~Q(source=SafetySource.FAMILY) & Q(contact=None, staff__isnull=False),
                name="safety_note_is_told_by_one",
            ),
            models.CheckConstraint(
                condition=Q(enquiry__isnull=False, source=SafetySource.ENQUIRY)
                | Q(enquiry=None) & ~Q(source=SafetySource.ENQUIRY) & ~Q(text=""),
                name="safety_note_says_something",
            ),
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="safety_note_taken_is_whole",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def signature(self) -> str:
        """Return how the audit writes this note: nothing of what it is about."""
        return f"note:{self.public_id}"
