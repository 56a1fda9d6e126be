"""What staff were told of promises that end, or were not kept."""

from django.db import models

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.enums import Prompt
from schoolgate.domain.enquiries.models.threads import Enquiry
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field


class Digest(SchoolOwned):
    """The one mail a day in which a member of staff is told of promises.

    Personal data: that this person was told. Kept: 13 months, as the mail. Erased:
    with it.
    """

    staff = models.ForeignKey(StaffMember, models.CASCADE, related_name="+")
    on = models.DateField()
    mail = models.OneToOneField(OutboxMail, models.CASCADE, related_name="digest")

    class Meta(SchoolOwned.Meta):
        ordering = ("on",)
        constraints = (
            models.UniqueConstraint(fields=("staff", "on"), name="digest_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} on {self.on}"


class Warned(SchoolOwned):
    """One promise of which one member of staff was told: once for each time it ends.

    A later date that the family was given ends anew, and is told anew. Personal data:
    who was told. Kept and erased with the enquiry.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="+")
    staff = models.ForeignKey(StaffMember, models.CASCADE, related_name="+")
    prompt = word_field(Prompt)
    due_at = models.DateTimeField()
    """The end of the promise as it stood when they were told."""
    digest = models.ForeignKey(Digest, models.CASCADE, related_name="warned")

    class Meta(SchoolOwned.Meta):
        ordering = ("due_at", "pk")
        constraints = (
            only("prompt", Prompt, name="warned_prompt_is_known"),
            models.UniqueConstraint(
                fields=("enquiry", "prompt", "due_at", "staff"), name="warned_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} of {self.enquiry_id}: {self.prompt}"
