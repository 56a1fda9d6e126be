"""What somebody must know about signing in, to the address they sign in with."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import places_of
from schoolgate.domain.accounts.access.posts import who_give_access
from schoolgate.domain.accounts.actions.leavers import end_sessions
from schoolgate.domain.accounts.actions.second_factors import remove_second_factors
from schoolgate.domain.accounts.models import Account, Membership
from schoolgate.domain.accounts.queries.sign_ins import account_with_email, accounts_of
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.people.actions.records import signature_of
from schoolgate.domain.schools.models import School
from schoolgate.foundation import audit
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM


class NobodyError(ValueError):
    """An address with which nobody signs in at any school here."""


@transaction.atomic
def reset_second_step(email: str, *, at: datetime) -> list[str]:
    """Take away the second step of an account; return the schools that are told.

    For who runs the installation, on its command line: for whom no other administrator
    can do it. Ends every session of the account. The account, and whoever else gives
    access at its schools, has a mail. Raises NobodyError.
    """
    account = account_with_email(email.strip().lower())
    places = places_of(account, at=at) if account else []
    if account is None or not places:
        raise NobodyError(email)
    remove_second_factors(account)
    end_sessions({account.pk})
    at_each = {place.school_id: place for place in reversed(places)}
    for place in at_each.values():
        with school_in_force(place.school_id):
            _note_reset(place, at=at)
            others = [one.pk for one in who_give_access(at=at)]
            whom = {one.pk: one for one in accounts_of(others, at=at)} | {
                account.pk: account
            }
            for one in whom.values():
                _tell_reset(one, place, email=account.email, at=at)
    return [place.person.school.name for place in at_each.values()]


def _note_reset(place: Membership, *, at: datetime) -> None:
    audit.record(
        "access.second_factor_reset",
        school_id=place.school_id,
        by=SYSTEM,
        at=at,
        about=signature_of(place.person),
        facts={"by": "command line"},
    )


def _tell_reset(to: Account, place: Membership, *, email: str, at: datetime) -> None:
    queue_security_notice(
        to,
        NoticeKind.SECOND_STEP_REMOVED,
        place.person.school,
        facts={"account": email},
        about=signature_of(place.person),
        at=at,
    )


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
