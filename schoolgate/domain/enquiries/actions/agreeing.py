"""After an outcome: the family agrees, and each side says how it was treated."""

from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import FamilyActor, StaffActor
from schoolgate.domain.enquiries.actions.changing import record
from schoolgate.domain.enquiries.actions.opening import say_as_family
from schoolgate.domain.enquiries.enums import MessageKind, Side, Treated
from schoolgate.domain.enquiries.models import Enquiry, Respect
from schoolgate.domain.enquiries.queries.views import (
    may_agree_outcome,
    may_say_respect,
)
from schoolgate.kernel.vocabulary import Channel

WE_AGREE = "We see it that way too."


@transaction.atomic
def agree_outcome(enquiry: Enquiry, *, by: FamilyActor, at: datetime) -> Enquiry:
    """Say that the family names the same solution; it stays settled, no clock runs."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    may_agree_outcome(by, enquiry, on=enquiry.school.day_of(at)).require()
    kind, channel = MessageKind.AGREED, Channel.PORTAL
    say_as_family(enquiry, WE_AGREE, kind=kind, channel=channel, at=at)
    enquiry.version += 1
    enquiry.save(update_fields=["version"])
    record("enquiry.agreed", enquiry, by, at)
    return enquiry


@transaction.atomic
def say_respect(
    enquiry: Enquiry, answer: Treated, *, by: FamilyActor | StaffActor, at: datetime
) -> None:
    """Say whether one was treated with respect; once, and counted only among many.

    The audit has that somebody answered, and not what.
    """
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    may_say_respect(by, enquiry, on=enquiry.school.day_of(at)).require()
    is_staff = isinstance(by, StaffActor)
    Respect.objects.create(
        school_id=enquiry.school_id,
        enquiry=enquiry,
        side=Side.STAFF if is_staff else Side.FAMILY,
        staff=by.staff if isinstance(by, StaffActor) else None,
        answer=answer,
        said_at=at,
    )
    record("enquiry.respect_said", enquiry, by, at)
