"""The family tells the school something; what is made of it is said back."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import FamilyActor, StaffActor
from schoolgate.domain.disclosure.access import may_be_reached, may_be_told
from schoolgate.domain.enquiries.access.moves import may_write_back
from schoolgate.domain.enquiries.actions.changing import record
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry
from schoolgate.domain.enquiries.actions.telling import tell_first
from schoolgate.domain.enquiries.enums import Begun, Told
from schoolgate.domain.enquiries.models import Enquiry, Telling, Use
from schoolgate.domain.enquiries.queries.tellings import may_use_telling
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.vocabulary import Category


@dataclass(frozen=True)
class Tells:
    """What is told, of what kind, and whether all the child's teachers may read it."""

    asked: Asked
    kind: Told
    is_shared: bool


@transaction.atomic
def tell_school(tells: Tells, *, by: FamilyActor, at: datetime) -> Enquiry:
    """Take in what a family tells; it goes to who the policy asks first.

    Promises what the policy promises for a message and no more. Refuses what
    `open_enquiry` refuses, and what is about no child.
    """
    if tells.asked.student is None:
        refuse("no_student", "Say which child it is about.").require()
    asked = replace(tells.asked, begun=Begun.TOLD)
    enquiry = open_enquiry(asked, by=by, at=at)
    Telling.objects.create(
        school_id=enquiry.school_id,
        enquiry=enquiry,
        kind=tells.kind,
        text=asked.text,
        shared_at=at if tells.is_shared else None,
    )
    return enquiry


@transaction.atomic
def share_telling(
    telling: Telling, *, is_shared: bool, by: FamilyActor, at: datetime
) -> Telling:
    """Let all the child's teachers read it, or no longer; for who told it alone."""
    telling = Telling.objects.select_for_update().get(pk=telling.pk)
    enquiry = telling.enquiry
    may_write_back(by, enquiry, on=enquiry.school.day_of(at)).require()
    if is_shared:
        telling.shared_at, telling.withdrawn_at = at, None
    elif telling.is_shared:
        telling.withdrawn_at = at
    telling.save(update_fields=["shared_at", "withdrawn_at"])
    action = "telling.shared" if is_shared else "telling.withdrawn"
    record(action, enquiry, by, at)
    return telling


@transaction.atomic
def say_how_used(
    actor: StaffActor, telling: Telling, text: str, *, at: datetime
) -> Use:
    """Say how it was used; the family reads it, and nobody else's does.

    How a child learns shines through, so the gate is asked for learning. Raises
    NotAllowedError for who may not read it, and for a contact who may not be told.
    """
    enquiry = telling.enquiry
    on = enquiry.school.day_of(at)
    may_use_telling(actor, telling, on=on).require()
    may_be_reached(enquiry.contact, enquiry.student, on=on).require()
    if enquiry.student is not None:
        told = may_be_told(enquiry.contact, enquiry.student, on=on)
        told[Category.LEARNING].require()
    use = Use.objects.create(
        school_id=telling.school_id,
        telling=telling,
        staff=actor.staff,
        text=text,
        used_at=at,
    )
    record("telling.used", enquiry, actor, at)
    tell_first(enquiry, None, at=at)
    return use
