"""Putting files with a message."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.enquiries.enums import FAMILY_SAYS
from schoolgate.domain.enquiries.models import Attachment, Enquiry, Message
from schoolgate.domain.enquiries.models.attachments import MOST_BYTES, MOST_FILES
from schoolgate.domain.enquiries.rules import file_name, kind_of_file
from schoolgate.kernel.decision import refuse


@dataclass(frozen=True)
class Upload:
    """One file as somebody sends it."""

    name: str
    data: bytes


@transaction.atomic
def attach(message: Message, files: Sequence[Upload]) -> list[Attachment]:
    """Put files with a message, each judged by its content and not by its name.

    Raises NotAllowedError for one that is too large or of another kind, and for more
    than a message holds.
    """
    if Attachment.objects.filter(message=message).count() + len(files) > MOST_FILES:
        refuse("too_many", f"A message holds {MOST_FILES} files.").require()
    return [_attach(message, each) for each in files]


@transaction.atomic
def attach_scan(
    actor: StaffActor, enquiry: Enquiry, files: Sequence[Upload]
) -> list[Attachment]:
    """Put the scan with what this person wrote down; raises Message.DoesNotExist."""
    written = enquiry.messages.filter(
        noted_by=actor.staff, kind__in=sorted(FAMILY_SAYS)
    )
    return attach(written.earliest("pk"), files)


def _attach(message: Message, upload: Upload) -> Attachment:
    kind, size = kind_of_file(upload.data), len(upload.data)
    if kind is None or not 0 < size <= MOST_BYTES:
        refuse("not_taken_in", "A file of this kind or size is not taken in.").require()
    assert kind is not None  # noqa: S101 (for the type: it was refused)
    return Attachment.objects.create(
        school_id=message.school_id,
        message=message,
        name=file_name(upload.name, kind),
        kind=kind,
        size=size,
        data=upload.data,
    )
