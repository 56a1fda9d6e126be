"""Keeping what somebody has begun to answer, until they send it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.deliveries.models import InboundMail
from schoolgate.domain.enquiries.access.moves import may_answer_enquiry
from schoolgate.domain.enquiries.models import Draft, Enquiry


@transaction.atomic
def keep_draft(
    actor: StaffActor, enquiry: Enquiry, filled: Mapping[str, str], *, at: datetime
) -> Draft | None:
    """Keep a begun answer in place of the last one; without words, keep none.

    It tells nobody anything and stops no clock. Refuses whose it is not to answer.
    """
    may_answer_enquiry(actor, enquiry, on=enquiry.school.day_of(at)).require()
    if not filled.get("text", "").strip():
        drop_draft(actor, enquiry)
        return None
    draft, _ = Draft.objects.update_or_create(
        enquiry=enquiry,
        staff=actor.staff,
        defaults={
            "school_id": enquiry.school_id,
            "filled": dict(filled),
            "kept_at": at,
        },
    )
    return draft


def add_mail_to_draft(
    actor: StaffActor, enquiry: Enquiry, mail: InboundMail, *, at: datetime
) -> Draft:
    """Put the words of a mail under what is begun already; `mail` is stored."""
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        enquiry=enquiry,
        staff=actor.staff,
        defaults={
            "school_id": enquiry.school_id,
            "filled": {"text": mail.text},
            "kept_at": at,
            "mail": mail,
        },
    )
    if not is_new:
        so_far = str(draft.filled.get("text", ""))
        draft.filled = {**draft.filled, "text": f"{so_far}\n\n{mail.text}".strip()}
        draft.mail, draft.kept_at = mail, at
        draft.save()
    return draft


def drop_draft(actor: StaffActor, enquiry: Enquiry) -> None:
    """Take away what this person had begun, once it is sent or cleared."""
    Draft.objects.filter(enquiry=enquiry, staff=actor.staff).delete()
