"""A contact asks to have their own details put right; the office confirms."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from schoolgate.domain.people.access import may_keep_people
from schoolgate.domain.people.actions.readdressing import (
    Follow,
    Readdressed,
    is_another,
)
from schoolgate.domain.people.enums import CorrectionState, Detail
from schoolgate.domain.people.models import Contact, Correction
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor


class SettledAlreadyError(ValueError):
    """Somebody else has settled this correction."""


@transaction.atomic
def ask_to_correct(
    contact: Contact, details: Mapping[Detail, str], *, by: Actor, at: datetime
) -> list[Correction]:
    """Ask the office to change what differs from the record; changes nothing itself.

    A new wish for the same detail takes the place of one not yet settled. The caller
    has made sure that it is this contact who asks.
    """
    asked = []
    for detail, says in details.items():
        waiting = Correction.objects.filter(
            contact=contact, detail=detail, state=CorrectionState.ASKED
        )
        was = getattr(contact, detail.value)
        waiting.delete()
        if says == was:
            continue
        asked.append(
            Correction.objects.create(
                school_id=contact.school_id,
                contact=contact,
                detail=detail,
                was=was,
                asked=says,
                asked_at=at,
            )
        )
    if asked:
        _record("correction.asked", asked[0], by=by, at=at, number=len(asked))
    return asked


@transaction.atomic
def settle_correction(
    correction: Correction, *, confirm: bool, follow: Follow, by: Actor, at: datetime
) -> None:
    """Change the record as asked, or leave it; the family sees which.

    `follow` is told if that changes their address. Locks the wish: two people settle it
    once. Refuses who may not keep the records; raises SettledAlreadyError.
    """
    may_keep_people(by).require()
    found = Correction.objects.select_for_update().get(pk=correction.pk)
    if found.state != CorrectionState.ASKED:
        raise SettledAlreadyError("Somebody has settled this already.")
    found.state = CorrectionState.CONFIRMED if confirm else CorrectionState.DECLINED
    found.settled_at = at
    found.save()
    if confirm:
        _put_right(found, follow)
    _record(f"correction.{found.state}", found, by=by, at=at, detail=found.detail)


def _put_right(correction: Correction, follow: Follow) -> None:
    contact = Contact.objects.select_for_update().get(pk=correction.contact_id)
    was = contact.email
    setattr(contact, correction.detail, correction.asked)
    contact.save(update_fields=[correction.detail])
    if is_another(was, contact.email):
        follow([Readdressed(contact, was)])


def _record(
    action: str, correction: Correction, *, by: Actor, at: datetime, **facts: audit.Fact
) -> None:
    audit.record(
        action,
        school_id=correction.school_id,
        by=by,
        at=at,
        about=f"contact:{correction.contact.public_id}",
        facts=facts,
    )
