"""What a family told the school, for whom it is, and how it was used."""

from django.db import models
from django.db.models import F, Q

from schoolgate.domain.enquiries.enums import Side, Told, Treated
from schoolgate.domain.enquiries.models.threads import Enquiry
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field


class Telling(SchoolOwned):
    """What a family told: of the child, or what they bring (SE-K, AC-3.2b).

    It goes its way as the enquiry it stands in. Only where the family allows it, and
    as long as they do, all the child's teachers read its words. Personal data: what a
    family says of itself and of a child. Why: to teach the child well. Kept and erased
    with the enquiry.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    enquiry = models.OneToOneField(Enquiry, models.CASCADE, related_name="telling")
    kind = word_field(Told)
    text = models.TextField()
    """What the child's teachers read, in the family's words."""
    shared_at = models.DateTimeField(null=True, blank=True)
    """Since when all the child's teachers may read it; None: only who it went to."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("-pk",)
        constraints = (
            only("kind", Told, name="telling_kind_is_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("shared_at")),
                name="telling_withdrawn_was_shared",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_shared(self) -> bool:
        """Answer whether all the child's teachers may read it."""
        return self.shared_at is not None and self.withdrawn_at is None


class Use(SchoolOwned):
    """How a member of staff used what a family told; the family reads it.

    Personal data: who used it, and how. Kept and erased with the enquiry.
    """

    telling = models.ForeignKey(Telling, models.CASCADE, related_name="uses")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    text = models.TextField()
    used_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        ordering = ("used_at", "pk")

    def __str__(self) -> str:
        return f"use {self.pk} of {self.telling_id}"


class Respect(SchoolOwned):
    """Whether one side says that it was treated with respect (AC-2.3a).

    Nobody reads a single answer: they are counted, and only many together.
    Personal data: what somebody thinks of how they were treated. Why: to know whether
    people are. Kept and erased with the enquiry.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="+")
    side = word_field(Side)
    staff = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = word_field(Treated)
    said_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        ordering = ("said_at", "pk")
        constraints = (
            only("side", Side, name="respect_side_is_known"),
            only("answer", Treated, name="respect_answer_is_known"),
            models.UniqueConstraint(
                fields=("enquiry",),
                condition=Q(side=Side.FAMILY),
                name="respect_once_of_the_family",
            ),
            models.UniqueConstraint(
                fields=("enquiry", "staff"),
                condition=Q(side=Side.STAFF),
                name="respect_once_of_each_of_staff",
            ),
            models.CheckConstraint(
                condition=Q(side=Side.FAMILY, staff=None)
                | Q(side=Side.STAFF, staff__isnull=False),
                name="respect_has_its_side",
            ),
        )

    def __str__(self) -> str:
        return f"respect {self.pk}"
