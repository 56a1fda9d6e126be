"""Taking second factors away."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Max, Q

from schoolgate.domain.accounts.access.actors import StaffActor, places_of
from schoolgate.domain.accounts.access.posts import may_invite
from schoolgate.domain.accounts.actions.invitations import kind_of
from schoolgate.domain.accounts.actions.leavers import end_sessions
from schoolgate.domain.accounts.models import Account, Membership
from schoolgate.domain.accounts.queries.sign_ins import passkey_name
from schoolgate.domain.people.actions.records import signature_of
from schoolgate.domain.people.models import Governor, StaffMember
from schoolgate.foundation import audit
from schoolgate.kernel.decision import refuse

SCHOOLS_HAVE = timedelta(days=7)
"""For how long one school's word waits for that of another."""


@transaction.atomic
def remove_passkey(account: Account, name: str, *, at: datetime) -> None:
    """Take away one passkey of one's own; with the last factor go the codes too."""
    del at
    mine = Authenticator.objects.filter(user_id=account.pk)
    for each in mine.filter(type=Authenticator.Type.WEBAUTHN):
        if passkey_name(each.pk) == name:
            each.delete()
    if not mine.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        mine.delete()


@transaction.atomic
def forget_second_factors(
    person: StaffMember | Governor, *, by: StaffActor, at: datetime
) -> None:
    """Take away the second step of somebody who has lost it; end their sessions.

    It belongs to the account. Where that is staff or governor at other schools too,
    it goes once each of them has said so, within SCHOOLS_HAVE; which of the two it was
    is shown to nobody, and looks the same. Refuses who may not give access, and anybody
    for themselves.
    """
    may_invite(by, person).require()
    mine = Membership.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), **{kind_of(person): person}
    ).select_related("account")
    accounts = [each.account for each in mine]
    own = Membership.objects.filter(staff=by.staff).values_list("account_id", flat=True)
    if {account.pk for account in accounts} & set(own):
        refuse(
            "not_ones_own", "Somebody else has to take your own second step away."
        ).require()
    mine.update(second_factor_lost_at=at)
    for account in accounts:
        if _every_school_says_so(account, at):
            remove_second_factors(account)
    end_sessions({account.pk for account in accounts})
    audit.record(
        "access.second_factor_forgotten",
        school_id=person.school_id,
        by=by,
        at=at,
        about=signature_of(person),
    )


def remove_second_factors(account: Account) -> None:
    """Take away app, passkeys and recovery codes. Whoever calls it has asked first."""
    Authenticator.objects.filter(user_id=account.pk).delete()


def _every_school_says_so(account: Account, at: datetime) -> bool:
    """Answer whether each school they are staff or governor of has said so by now.

    A word from before the present factor was set up is about another one.
    """
    factors = Authenticator.objects.filter(user_id=account.pk)
    made_at = factors.aggregate(at=Max("created_at"))["at"]
    since = max(filter(None, (made_at, at - SCHOOLS_HAVE)))
    offices = places_of(account, at=at, kinds=("staff", "governor"))
    said = [each.second_factor_lost_at for each in offices]
    return all(moment is not None and moment >= since for moment in said)
