"""Taking second factors away."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from schoolgate.domain.accounts.access import StaffActor, may_invite
from schoolgate.domain.accounts.actions.leavers import end_sessions
from schoolgate.domain.accounts.models import Account, Membership
from schoolgate.domain.accounts.queries import passkey_name
from schoolgate.domain.people.actions.records import signature_of
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation import audit
from schoolgate.kernel.decision import refuse


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
def forget_second_factors(staff: StaffMember, *, by: StaffActor, at: datetime) -> None:
    """Take away the second step of a colleague who has lost it; end their sessions.

    They set up another when they sign in next. Refuses who may not give access, and
    anybody for themselves.
    """
    may_invite(by, staff).require()
    if by.staff.pk == staff.pk:
        refuse(
            "not_ones_own", "Somebody else has to take your own second step away."
        ).require()
    accounts = set(
        Membership.objects.filter(staff=staff).values_list("account_id", flat=True)
    )
    Authenticator.objects.filter(user_id__in=accounts).delete()
    end_sessions(accounts)
    audit.record(
        "access.second_factor_forgotten",
        school_id=staff.school_id,
        by=by,
        at=at,
        about=signature_of(staff),
    )
