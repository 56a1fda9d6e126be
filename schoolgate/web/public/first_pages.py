"""Where somebody starts, as what they are."""

from datetime import datetime

from schoolgate.domain.accounts.access.actors import (
    AnyActor,
    FamilyActor,
    GovernorActor,
    StaffActor,
    StudentActor,
    actors_of,
)
from schoolgate.domain.accounts.models import Account

FIRST_PAGES: dict[type[AnyActor], str] = {
    StaffActor: "staff:desk",
    FamilyActor: "family:home",
    StudentActor: "student:home",
    GovernorActor: "governors:clauses",
}


def first_page_of(account: Account, *, at: datetime) -> str:
    """Return where this person starts; who is several things, as the first of them.

    A parent who is a governor too starts at home, as a parent. Who is nobody here now
    is led to sign in.
    """
    actors = actors_of(account, at=at)
    return FIRST_PAGES[type(actors[0])] if actors else "sign_in"
