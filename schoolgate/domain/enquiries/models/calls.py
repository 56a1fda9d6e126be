"""What staff record of calls: those kept and not answered, those that were ended."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from schoolgate.domain.enquiries.models.threads import Enquiry
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field
from schoolgate.kernel.vocabulary import Channel


class KeptCall(SchoolOwned):
    """What somebody said who may not raise anything about this student.

    Somebody under an order, with no tie that allows it, or not on record: it is kept
    for the office and the leadership, nobody answers it, and nothing is told.
    Personal data: who called, about whom, what they said. Why: a child's safety. Kept:
    with the pupil file. Erased: with it.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    student = models.ForeignKey(Student, models.PROTECT, related_name="kept_calls")
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="kept_calls"
    )
    """None for somebody who is not on record; then `caller` is what they said."""
    caller = models.CharField(max_length=160, blank=True)
    channel = word_field(Channel)
    text = models.TextField()
    noted_by = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    seen_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    next_step = models.TextField(blank=True)
    """What the office or the leadership does about it, in their words."""

    class Meta(SchoolOwned.Meta):
        ordering = ("-kept_at", "-pk")
        constraints = (
            only("channel", Channel, name="kept_call_channel_is_known"),
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | ~Q(caller=""),
                name="kept_call_has_a_caller",
            ),
            models.CheckConstraint(
                condition=Q(seen_by=None, seen_at=None)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
                name="kept_call_seen_is_whole",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def caller_name(self) -> str:
        """Return who called, as far as is known."""
        return self.contact.full_name if self.contact else self.caller

    @property
    def signature(self) -> str:
        """Return how the audit writes this call."""
        return f"kept_call:{self.public_id}"


class Incident(SchoolOwned):
    """A call or word that was ended because it turned angry or abusive (GN-5.4d).

    Goes to the reporter's line manager at once; without one, to the leadership.
    Personal data: who called and who was spoken to in this way. Why: to protect staff.
    Kept: with the enquiry. Erased: with it.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    enquiry = models.ForeignKey(
        Enquiry, models.CASCADE, null=True, blank=True, related_name="incidents"
    )
    kept_call = models.ForeignKey(
        KeptCall, models.CASCADE, null=True, blank=True, related_name="incidents"
    )
    reported_by = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    told = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The line manager; none: the leadership."""
    reported_at = models.DateTimeField()
    seen_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    next_step = models.TextField(blank=True)
    """What happens next, in the words of who has seen it."""

    class Meta(SchoolOwned.Meta):
        ordering = ("-reported_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(enquiry=None, kept_call__isnull=False)
                | Q(enquiry__isnull=False, kept_call=None),
                name="incident_is_about_one",
            ),
            models.CheckConstraint(
                condition=Q(seen_by=None, seen_at=None)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
                name="incident_seen_is_whole",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def signature(self) -> str:
        """Return how the audit writes this incident."""
        return f"incident:{self.public_id}"


class OneChannel(SchoolOwned):
    """That a contact was asked to use one way to reach the school, for a time.

    It asks and never stops anything: whatever comes by any channel is taken in.
    Personal data: that a contact was asked, and why. Why: to protect staff. Kept: until
    a year after its review. Erased: then.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="one_channels")
    channel = word_field(Channel)
    reason = models.TextField()
    """In calm words: the contact reads it."""
    from_on = models.DateField()
    review_on = models.DateField()
    """The day from which it holds no more, unless somebody asks again."""
    asked_by = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("-from_on", "-pk")
        constraints = (
            only("channel", Channel, name="one_channel_is_known"),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("from_on")),
                name="one_channel_is_reviewed_later",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    def is_in_force(self, on: date) -> bool:
        """Answer whether it still asks something on this day."""
        return self.ended_at is None and self.from_on <= on < self.review_on
