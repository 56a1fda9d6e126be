"""Requests for data and complaints about it, each with the clock of the law."""

from django.db import models
from django.db.models import Q

from schoolgate.domain.enquiries.enums import DataKind, DataStep
from schoolgate.domain.enquiries.models.calls import KeptCall
from schoolgate.domain.enquiries.models.threads import Enquiry
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field
from schoolgate.kernel.vocabulary import Channel


class DataMatter(SchoolOwned):
    """Somebody asks for what is held, or complains how it is used.

    Beside an enquiry, never in its place: what was asked keeps its promise.
    Personal data: who asks for whose data. Why: the law gives them the right. Kept:
    three years after it was answered. Erased: then.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    kind = word_field(DataKind)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="data_matters")
    student = models.ForeignKey(
        Student, models.PROTECT, null=True, blank=True, related_name="data_matters"
    )
    """Whose data it is about, beside the contact's own; None: theirs alone."""
    channel = word_field(Channel)
    received_at = models.DateTimeField()
    enquiry = models.ForeignKey(
        Enquiry, models.PROTECT, null=True, blank=True, related_name="data_matters"
    )
    """Where somebody read it, if it came with other things."""
    kept_call = models.ForeignKey(
        KeptCall, models.PROTECT, null=True, blank=True, related_name="data_matters"
    )
    recognised_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who saw what it is; None: the contact said so."""
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("received_at", "pk")
        constraints = (
            only("kind", DataKind, name="data_matter_kind_is_known"),
            only("channel", Channel, name="data_matter_channel_is_known"),
            models.UniqueConstraint(
                fields=("enquiry", "kind"),
                condition=Q(closed_at=None, enquiry__isnull=False),
                name="data_matter_open_once_an_enquiry",
            ),
            models.UniqueConstraint(
                fields=("kept_call", "kind"),
                condition=Q(kept_call__isnull=False),
                name="data_matter_once_a_kept_call",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def signature(self) -> str:
        """Return how the audit writes this matter."""
        return f"data_matter:{self.public_id}"


class DataEntry(SchoolOwned):
    """One thing that happened with it; the clock is read from these, never edited.

    Personal data: what was said about somebody's data. Kept and erased with the matter.
    """

    matter = models.ForeignKey(DataMatter, models.CASCADE, related_name="entries")
    step = word_field(DataStep)
    text = models.TextField()
    staff = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        ordering = ("at", "pk")
        constraints = (
            only("step", DataStep, name="data_entry_step_is_known"),
            models.CheckConstraint(
                condition=Q(step=DataStep.FROM_FAMILY) | Q(staff__isnull=False),
                name="data_entry_has_its_writer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} of {self.matter_id}"
