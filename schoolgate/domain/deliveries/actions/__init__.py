"""Queueing notices, and every move of an outgoing mail. Only the outbox sends.

A notice is written in the transaction that decided it. The worker leases rows, asks
the gate again, marks a row durably just before the hand-over that cannot be taken
back, and records the receipt. Cut off in between, a row becomes `uncertain`: seen by a
person, never lost, never sent twice by the program.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Case, Q, QuerySet, When

from schoolgate.domain.accounts.access.actors import StaffActor, first_membership
from schoolgate.domain.accounts.actions.invitations import invite
from schoolgate.domain.accounts.enums import InvitationWay
from schoolgate.domain.accounts.models import PEOPLE, Account, Invitation
from schoolgate.domain.deliveries.access import may_settle_mail
from schoolgate.domain.deliveries.enums import SEND_MOVES, NoticeKind, SendState
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.deliveries.rules import next_try_after
from schoolgate.domain.disclosure.access import (
    may_be_reached,
    may_be_told,
    may_join,
)
from schoolgate.domain.people.models import Contact, Person, Student
from schoolgate.foundation import audit
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.vocabulary import Category

LEASE = timedelta(minutes=2)
"""How long a worker has for the rows it took. A killed worker's rows come back then."""
BATCH = 20
CODE_HOLDS_FOR = timedelta(minutes=10)
"""How long the six digits are good for."""
RESTORED = (
    "It was waiting when the backup was made, and may have gone since. Ask, or look"
    " into the mail server's log, before it goes."
)
"""What the office reads of a mail that a restore put on hold."""


class MoveRefusedError(ValueError):
    """A mail cannot go from its state to that one."""


@dataclass(frozen=True)
class Notice:
    """What to tell one contact: the kind, the facts, and where an answer goes."""

    kind: NoticeKind
    contact: Contact
    student: Student | None
    category: Category | None
    about: str
    facts: Mapping[str, str | None]
    reply_to: str


def queue_notice(notice: Notice, *, at: datetime) -> OutboxMail:
    """Put a notice into the outbox, in the caller's transaction."""
    return OutboxMail.objects.create(
        school_id=notice.contact.school_id,
        kind=notice.kind,
        contact=notice.contact,
        student=notice.student,
        category=notice.category or "",
        about=notice.about,
        facts=dict(notice.facts),
        reply_to=notice.reply_to,
        queued_at=at,
        next_try_at=at,
    )


def queue_code(
    account: Account, code: str, *, sets_password: bool, at: datetime
) -> OutboxMail | None:
    """Queue the six digits to whoever signs in with this account.

    The school of their oldest membership in force sends it; without one nothing goes.
    """
    membership = first_membership(account, at=at)
    if membership is None:
        return None
    with school_in_force(membership.school_id):
        return OutboxMail.objects.create(
            school_id=membership.school_id,
            kind=NoticeKind.SIGN_IN_CODE,
            account=account,
            about=f"account:{account.public_id}",
            facts={"code": code, "sets_password": sets_password},
            reply_to=membership.school.office_address,
            queued_at=at,
            next_try_at=at,
        )


def queue_joining_code(
    invitation: Invitation, code: str, *, to: str, at: datetime
) -> OutboxMail:
    """Queue the six digits to the address that somebody with a letter has given."""
    return OutboxMail.objects.create(
        school_id=invitation.school_id,
        kind=NoticeKind.SIGN_IN_CODE,
        invitation=invitation,
        about=f"invitation:{invitation.public_id}",
        facts={"code": code, "sets_password": False},
        reply_to=invitation.school.office_address,
        address=to,
        queued_at=at,
        next_try_at=at,
    )


@transaction.atomic
def send_invitation(person: Person, *, by: Actor, at: datetime) -> Invitation:
    """Ask somebody in by mail. Refuses what `invite` does, and who has no address."""
    if not getattr(person, "email", ""):
        refuse(
            "no_address",
            f"There is no e-mail address on record for {person.full_name}. Print a"
            " letter, or add the address first.",
        ).require()
    gate = may_join(person, on=person.school.day_of(at))
    invitation = invite(person, InvitationWay.MAIL, gate=gate, by=by, at=at)
    OutboxMail.objects.create(
        school_id=person.school_id,
        kind=NoticeKind.INVITATION,
        invitation=invitation,
        about=f"invitation:{invitation.public_id}",
        facts={},
        reply_to=person.school.office_address,
        queued_at=at,
        next_try_at=at,
    )
    return invitation


@transaction.atomic
def lease_due_mail(*, at: datetime) -> list[OutboxMail]:
    """Take the next mails that are due, for one worker alone, until the lease ends.

    Somebody who waits for a code comes first. Locks the rows it takes and skips those
    another worker is taking.
    """
    due = (
        OutboxMail.objects.filter(state=SendState.QUEUED, next_try_at__lte=at)
        .filter(Q(leased_until=None) | Q(leased_until__lte=at))
        .order_by(Case(When(kind=NoticeKind.SIGN_IN_CODE, then=0), default=1), "pk")
        .select_for_update(skip_locked=connection.features.has_select_for_update)
    )
    keys = list(due.values_list("pk", flat=True)[:BATCH])
    if not keys:
        return []
    lease = secrets.token_hex(16)
    OutboxMail.objects.filter(pk__in=keys).update(lease=lease, leased_until=at + LEASE)
    rows = OutboxMail.objects.filter(pk__in=keys, lease=lease)
    people = [f"invitation__{person}" for person in PEOPLE]
    whom = rows.select_related(
        *("contact", "account", "student", "staff", "school"), *people
    )
    return list(
        whom.order_by(Case(When(kind=NoticeKind.SIGN_IN_CODE, then=0), default=1), "pk")
    )


def why_withheld(mail: OutboxMail, *, at: datetime) -> str | None:
    """Ask the gate again, at the moment of sending; return why not, or None."""
    on = mail.school.day_of(at)
    if mail.invitation:
        joins = may_join(mail.invitation.person, on=on)
        if not mail.invitation.is_open(at):
            return "The invitation has been used, has ended, or is too old."
        if not joins.allowed:
            return joins.reason
    if mail.kind == NoticeKind.SIGN_IN_CODE and at - mail.queued_at > CODE_HOLDS_FOR:
        return "The code is too old to be of use."
    if mail.staff and not mail.staff.is_employed(on):
        return "They no longer work here."
    if mail.contact is None:
        return None
    reached = may_be_reached(mail.contact, mail.student, on=on)
    if not reached.allowed:
        return reached.reason
    if mail.category and mail.student:
        told = may_be_told(mail.contact, mail.student, on=on)[Category(mail.category)]
        return None if told.allowed else told.reason
    return None


def mark(mail: OutboxMail, *, address: str, at: datetime) -> bool:
    """Mark, durably, that the hand-over begins. False if the lease is no longer ours.

    Must be committed before the last byte is handed over: this is what makes a crash
    visible instead of a loss or a second copy.
    """
    marked = OutboxMail.objects.filter(
        pk=mail.pk, lease=mail.lease, state=SendState.QUEUED
    ).update(
        state=SendState.HANDING_OVER,
        marked_at=at,
        address=address,
        attempts=mail.attempts + 1,
        leased_until=at + LEASE,
    )
    return marked == 1


def record_sent(mail: OutboxMail, *, receipt: str, at: datetime) -> None:
    """Record that the mail server took it."""
    _finish(mail, SendState.SENT, receipt, at)


def record_withheld(mail: OutboxMail, *, why: str, at: datetime) -> None:
    """Record that the gate refused it at the moment of sending."""
    _finish(mail, SendState.WITHHELD, why, at)


def record_failed(mail: OutboxMail, *, why: str, at: datetime) -> None:
    """Record that it was refused for good."""
    _finish(mail, SendState.FAILED, why, at)


def record_uncertain(mail: OutboxMail, *, why: str, at: datetime) -> None:
    """Record that nobody can say whether it arrived."""
    _finish(mail, SendState.UNCERTAIN, why, at)


def record_retry(mail: OutboxMail, *, why: str, at: datetime) -> None:
    """Record that it was not taken now, and when it is tried again; at last, failed."""
    again_at = next_try_after(mail.queued_at, attempts=mail.attempts + 1, at=at)
    if again_at is None:
        _finish(mail, SendState.FAILED, why, at)
        return
    _mine(mail, to=SendState.QUEUED).update(
        state=SendState.QUEUED,
        attempts=mail.attempts + 1,
        next_try_at=again_at,
        lease="",
        leased_until=None,
        marked_at=None,
        receipt=why[:300],
    )


def put_off(mail: OutboxMail, *, until: datetime) -> None:
    """Let it wait until then: it must not go now, and nothing is wrong with it."""
    _mine(mail, to=SendState.QUEUED).update(
        next_try_at=until, lease="", leased_until=None
    )


def list_cut_off_mail(*, at: datetime) -> int:
    """Turn marked mails whose worker is gone into `uncertain`; return how many."""
    return OutboxMail.objects.filter(
        state=SendState.HANDING_OVER, leased_until__lte=at
    ).update(
        state=SendState.UNCERTAIN,
        finished_at=at,
        lease="",
        receipt="Sending was cut off after the hand-over began.",
    )


@transaction.atomic
def settle_mail(
    actor: StaffActor, public_id: str, *, send_again: bool, at: datetime
) -> OutboxMail:
    """Decide what becomes of a mail that failed, is uncertain or is on hold.

    Send it again, or take it as arrived. Raises MoveRefusedError for any other mail;
    locks the row, so that two people cannot both send it again.
    """
    mail = OutboxMail.objects.select_for_update().get(public_id=public_id)
    may_settle_mail(actor).require()
    target = SendState.QUEUED if send_again else SendState.SENT
    if target not in SEND_MOVES[SendState(mail.state)]:
        raise MoveRefusedError(f"A mail that is {mail.state} cannot become {target}.")
    mail.state, mail.lease, mail.leased_until = target, "", None
    mail.next_try_at, mail.queued_at, mail.attempts = at, at, 0
    mail.finished_at = None if send_again else at
    mail.save()
    audit.record(
        "mail.sent_again" if send_again else "mail.taken_as_arrived",
        school_id=mail.school_id,
        by=actor,
        at=at,
        about=f"mail:{mail.public_id}",
    )
    return mail


@transaction.atomic
def drop_mail(actor: StaffActor, public_id: str, *, at: datetime) -> OutboxMail:
    """Decide that a mail on hold does not go.

    Raises MoveRefusedError for any other mail; locks the row.
    """
    mail = OutboxMail.objects.select_for_update().get(public_id=public_id)
    may_settle_mail(actor).require()
    if SendState.DROPPED not in SEND_MOVES[SendState(mail.state)]:
        raise MoveRefusedError(f"A mail that is {mail.state} cannot be dropped.")
    mail.state, mail.finished_at = SendState.DROPPED, at
    mail.save(update_fields=["state", "finished_at"])
    audit.record(
        "mail.dropped",
        school_id=mail.school_id,
        by=actor,
        at=at,
        about=f"mail:{mail.public_id}",
    )
    return mail


def hold_queued_mail() -> int:
    """Put every mail that waits on hold, after a restore; return how many.

    A copy cannot know what was sent after it was made. The worker takes no mail that
    is on hold; the office sends or drops each.
    """
    return OutboxMail.objects.filter(state=SendState.QUEUED).update(
        state=SendState.HELD, lease="", leased_until=None, receipt=RESTORED
    )


def _mine(mail: OutboxMail, *, to: SendState) -> QuerySet[OutboxMail]:
    """Return the row, while it is still this worker's and may go to that state."""
    before = [state for state, after in SEND_MOVES.items() if to in after]
    return OutboxMail.objects.filter(pk=mail.pk, lease=mail.lease, state__in=before)


def _finish(mail: OutboxMail, state: SendState, receipt: str, at: datetime) -> None:
    _mine(mail, to=state).update(
        state=state, finished_at=at, receipt=receipt[:300], lease="", leased_until=None
    )
