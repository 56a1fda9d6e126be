"""Changing the address on record, with everything that must follow at once.

An account is an address. Once the school has another on record, the old one opens
nothing of that person any more, is told so, and the new one is asked in. These are the
only way for pages, commands and the worker to what may change an address.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from schoolgate.domain.accounts.access.posts import may_invite, may_keep_staff
from schoolgate.domain.accounts.actions.leavers import end_old_addresses
from schoolgate.domain.accounts.models import Account
from schoolgate.domain.deliveries.actions import send_invitation
from schoolgate.domain.deliveries.actions.security import queue_security_notice
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.disclosure.access import (
    is_of_somebody_kept_away,
    may_be_reached,
    may_join,
)
from schoolgate.domain.disclosure.actions import importing
from schoolgate.domain.people.actions import corrections, records
from schoolgate.domain.people.actions.readdressing import Readdressed
from schoolgate.domain.people.actions.records import Details, signature_of
from schoolgate.domain.people.models import (
    Contact,
    Correction,
    ImportBatch,
    StaffMember,
    Student,
)
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.importing.progress import Tell, tell_nobody
from schoolgate.kernel.roll import Roll


def correct_details(
    person: Student | Contact | StaffMember,
    details: Details,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Correct what is on record of somebody. Refuses who may not."""
    follow = _following(by, at)
    records.correct_details(person, details, follow=follow, by=by, at=at)


def settle_correction(
    correction: Correction, *, confirm: bool, by: Actor, at: datetime
) -> None:
    """Change the record as a contact asked, or leave it. Refuses who may not."""
    follow = _following(by, at)
    corrections.settle_correction(
        correction, confirm=confirm, follow=follow, by=by, at=at
    )


def apply_import(
    batch: ImportBatch, roll: Roll, tell: Tell = tell_nobody, *, by: Actor, at: datetime
) -> ImportBatch:
    """Take in what was shown, all or nothing; if it is not the same now, show it."""
    follow = _following(by, at)
    return importing.apply_import(batch, roll, tell, follow=follow, by=by, at=at)


def undo_import(
    batch: ImportBatch, tell: Tell = tell_nobody, *, by: Actor, at: datetime
) -> ImportBatch:
    """Take an import back, all or nothing; raises CannotUndoError."""
    follow = _following(by, at)
    return importing.undo_import(batch, tell, follow=follow, by=by, at=at)


def _following(by: Actor, at: datetime) -> Callable[[Sequence[Readdressed]], None]:
    def follow(moved: Sequence[Readdressed]) -> None:
        for person, _ in moved:
            _follow(person, by=by, at=at)

    return follow


def _follow(person: Contact | StaffMember, *, by: Actor, at: datetime) -> None:
    """Close the old address's way in, tell it, and ask the new one in.

    Refuses who may not keep this colleague's record: their address opens much. Whom
    the one who changes it may not ask in waits for somebody who may, under Access.
    """
    _require_may_readdress(person, by)
    old = end_old_addresses(person, by=by, at=at)
    for account in old.accounts:
        if _may_tell(person, account, at=at):
            _tell(person, account, at=at)
    gate = may_join(person, on=person.school.day_of(at))
    may_ask = gate.allowed and may_invite(by, person).allowed
    if old.must_come_in_again and person.email and may_ask:
        send_invitation(person, by=by, at=at)


def _require_may_readdress(person: Contact | StaffMember, by: Actor) -> None:
    if isinstance(person, StaffMember) and not may_keep_staff(by, person).allowed:
        refuse(
            "opens_much",
            f"{person.full_name} holds a post that sees or decides much, so only who"
            " gives access may change their address. Leave it as it is on record, or"
            " ask an administrator to change it. Nothing was changed.",
        ).require()


def _may_tell(person: Contact | StaffMember, account: Account, *, at: datetime) -> bool:
    """Answer whether the old address may hear that it changed.

    Not where somebody reads it who is kept from one of their students: that would tell
    them that the other has moved on (safety rule 8).
    """
    if isinstance(person, StaffMember):
        return True
    on = person.school.day_of(at)
    if is_of_somebody_kept_away(person, account.email, on):
        return False
    return may_be_reached(person, None, on=on).allowed


def _tell(person: Contact | StaffMember, account: Account, *, at: datetime) -> None:
    kind, about = NoticeKind.ADDRESS_CHANGED, signature_of(person)
    queue_security_notice(account, kind, person.school, facts={}, about=about, at=at)
