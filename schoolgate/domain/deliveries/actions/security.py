"""What somebody must know about signing in, to the address they sign in with."""

from collections.abc import Mapping
from datetime import datetime

from schoolgate.domain.accounts.models import Account
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.schools.models import School


def queue_security_notice(
    account: Account,
    kind: NoticeKind,
    school: School,
    *,
    facts: Mapping[str, str | None],
    about: str,
    at: datetime,
) -> OutboxMail:
    """Queue a notice to an account, in the caller's transaction.

    The school is in force. It tells nothing about a student, so no gate is asked.
    """
    return OutboxMail.objects.create(
        school=school,
        kind=kind,
        account=account,
        about=about,
        facts=dict(facts),
        reply_to=school.office_address,
        queued_at=at,
        next_try_at=at,
    )
