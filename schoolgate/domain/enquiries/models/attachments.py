"""Files that came with a message, and went out with one."""

from django.db import models
from django.db.models import Q

from schoolgate.domain.enquiries.enums import FileKind
from schoolgate.domain.enquiries.models.threads import Message
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
"""Of one message."""


class Attachment(SchoolOwned):
    """One file of a message: a letter's scan, a family's paper, a form to fill in.

    In the database, so that a backup has it and a lock holds for it. Given out only to
    who sees the message, and never shown in the page. Personal data: whatever is in
    it. Kept and erased with the message.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    kind = word_field(FileKind)
    """What it is by its content, whatever it was called."""
    size = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta(SchoolOwned.Meta):
        ordering = ("pk",)
        constraints = (
            only("kind", FileKind, name="attachment_kind_is_known"),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=MOST_BYTES),
                name="attachment_is_small_enough",
            ),
        )

    def __str__(self) -> str:
        return self.public_id
