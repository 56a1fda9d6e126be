"""The ways in which this school reaches people, and who has signed to keep to them."""

from django.db import models

from schoolgate.domain.enquiries.enums import RegisterKind
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field


class RegisteredChannel(SchoolOwned):
    """One way in which the school reaches families and students (GN-5.7).

    The school's own: a mail domain, a telephone number, a page that it runs.
    Personal data: who keeps it. Kept: while it is used; ended, never deleted.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    kind = word_field(RegisterKind)
    address = models.CharField(max_length=200)
    purpose = models.CharField(max_length=120)
    keeper = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("kind", "address")
        constraints = (
            only("kind", RegisterKind, name="registered_channel_kind_is_known"),
            models.UniqueConstraint(
                fields=("school", "kind", "address"),
                condition=models.Q(ended_at=None),
                name="registered_channel_once",
            ),
        )

    def __str__(self) -> str:
        return self.public_id


class SignedRule(SchoolOwned):
    """That a member of staff has signed the rule against "friends" (GN-5.7).

    Personal data: who signed, and when. Kept: while employed. Erased: then.
    """

    staff = models.OneToOneField(StaffMember, models.CASCADE, related_name="+")
    signed_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        ordering = ("signed_at",)

    def __str__(self) -> str:
        return f"signed by staff {self.staff_id}"
