"""A school's first day here: itself, its policy, and its first administrator."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Account, FoundingCode, Membership, Post
from schoolgate.domain.people.models import StaffMember
from schoolgate.domain.policies.actions import adopt_pack
from schoolgate.domain.schools.actions.details import Details, create_school
from schoolgate.domain.schools.models import School
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM

CODE_BYTES = 24
CODE_HOLDS_FOR = timedelta(days=1)


class FoundingCodeError(PermissionError):
    """A code that founds no school: unknown, used or too old."""


@dataclass(frozen=True)
class Administrator:
    """Who sets a school up: its first member of staff here."""

    title: str
    given_name: str
    family_name: str
    email: str


@dataclass(frozen=True)
class Founding:
    """Everything a school needs to begin."""

    details: Details
    pack: str
    opens: time
    closes: time
    administrator: Administrator


def issue_founding_code(*, at: datetime) -> str:
    """Return a code that founds one school within a day. Only its hash is kept.

    For who runs the installation, from its command line.
    """
    code = secrets.token_urlsafe(CODE_BYTES)
    FoundingCode.objects.create(
        code_hash=_hash(code), made_at=at, expires_at=at + CODE_HOLDS_FOR
    )
    return code


def founds_a_school(code: str, *, at: datetime) -> bool:
    """Answer whether this code would found a school now. Uses nothing up."""
    return FoundingCode.objects.filter(
        code_hash=_hash(code), used_at=None, expires_at__gt=at
    ).exists()


def found_school_with_code(code: str, founding: Founding, *, at: datetime) -> Account:
    """Found a school, once for each code; return its administrator's account.

    Raises FoundingCodeError, and what `found_school` raises: then the code still holds.
    """
    with transaction.atomic():
        used = FoundingCode.objects.filter(
            code_hash=_hash(code), used_at=None, expires_at__gt=at
        ).update(used_at=at)
        if not used:
            raise FoundingCodeError("This link founds no school. Ask for a new one.")
        return found_school(founding, at=at)


@transaction.atomic
def found_school(founding: Founding, *, at: datetime) -> Account:
    """Make a school with its policy and its administrator; return their account.

    Raises MailDomainTakenError and UnknownPackError, and then makes nothing.
    """
    school = create_school(
        founding.details,
        opens=founding.opens,
        closes=founding.closes,
        by=SYSTEM,
        at=at,
    )
    with school_in_force(school.pk):
        adopt_pack(school, founding.pack, by=SYSTEM, at=at, why="When the school began")
        return _administrator(school, founding.administrator)


def _administrator(school: School, who: Administrator) -> Account:
    staff = StaffMember.objects.create(
        school=school,
        title=who.title,
        given_name=who.given_name,
        family_name=who.family_name,
        email=who.email,
    )
    Post.objects.create(school=school, role=Role.ADMINISTRATOR, holder=staff)
    account, _ = Account.objects.get_or_create(email=who.email.lower())
    Membership.objects.create(school=school, account=account, staff=staff)
    return account


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
