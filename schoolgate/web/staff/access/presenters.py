"""Who has access, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from schoolgate.domain.accounts.actions.invitations import kind_of
from schoolgate.domain.accounts.models import Invitation, Membership
from schoolgate.domain.deliveries.queries import Access
from schoolgate.domain.people.models import Person
from schoolgate.domain.schools.models import School
from schoolgate.web.shared.moments import day_in_words, moment_in_words
from schoolgate.web.shared.shapes import Answer

KINDS = {
    "families": ("contact",),
    "staff": ("staff",),
    "governors": ("governor",),
    "students": ("student",),
}
NEVER = "never"
"""The filters, as the address has them."""
FILTERS = {
    "families": "families",
    "staff": "staff",
    "governors": "governors",
    "students": "students",
    NEVER: "whoever has never signed in",
}
ONE = {
    "contact": "Parent or carer",
    "staff": "Member of staff",
    "governor": "Governor",
    "student": "Student",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person in the list."""

    child: str
    title: str
    note: str
    detail: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One filter."""

    words: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Known:
    """Somebody to look at, and why: they came by letter, or their address changed."""

    name: str
    says: str
    href: str


def choices(chosen: str) -> list[Choice]:
    """Return the filters as words of a sentence."""
    return [
        Choice(words=words, href=f"?show={name}", is_chosen=name == chosen)
        for name, words in FILTERS.items()
    ]


def lines_of(found: Sequence[Access], school: School, *, now: datetime) -> list[Line]:
    """Put people and what they have into lines."""
    return [
        Line(
            child="",
            title=each.person.full_name,
            note=ONE[each.kind],
            detail=says_of(each, school, now=now),
            href=page_of(each),
        )
        for each in found
    ]


def page_of(access: Access) -> str:
    """Return where one person's access is looked after."""
    return reverse("staff:access_person", args=[access.kind, access.person.public_id])


def says_of(access: Access, school: School, *, now: datetime) -> str:
    """Say what somebody has, in a sentence."""
    if access.memberships:
        signs_in = f"Signs in as {' and as '.join(access.addresses)}"
        if access.last_here is None:
            return f"{signs_in}; has never been here."
        day = day_in_words(access.last_here, school, now=now)
        return f"{signs_in}. Here last: {day}."
    if access.invitation:
        until = moment_in_words(access.invitation.expires_at, school, now=now)
        return f"Asked in by {access.invitation.way}; this is open until {until}."
    if access.kind != "student" and not getattr(access.person, "email", ""):
        return "No access, and no e-mail address on record."
    return "No access."


def addresses_of(people: Iterable[Person]) -> list[Answer]:
    """Say where a mail that asks somebody in would go."""
    return [
        Answer(asks=each.full_name, says=getattr(each, "email", "")) for each in people
    ]


def joined_of(
    found: Sequence[Invitation], school: School, now: datetime
) -> list[Known]:
    """Put who came with a letter into lines."""
    return [
        Known(
            name=each.person.full_name,
            says=f"joined by letter {_on(each.used_at, school, now)} as"
            f" {each.membership.account.email if each.membership else ''}",
            href=reverse(
                "staff:access_person",
                args=[kind_of(each.person), each.person.public_id],
            ),
        )
        for each in found
    ]


def readdressed_of(
    found: Sequence[Membership], school: School, now: datetime
) -> list[Known]:
    """Put whose address changed, and who is not in again yet, into lines."""
    return [
        Known(
            name=each.person.full_name,
            says=f"signed in as {each.account.email} until"
            f" {_day(each.ends_at, school, now)}; on record is"
            f" {getattr(each.person, 'email', '') or 'no address'} now",
            href=reverse(
                "staff:access_person",
                args=[kind_of(each.person), each.person.public_id],
            ),
        )
        for each in found
    ]


def _day(moment: datetime | None, school: School, now: datetime) -> str:
    return day_in_words(moment, school, now=now) if moment else ""


def _on(moment: datetime | None, school: School, now: datetime) -> str:
    said = _day(moment, school, now)
    return said if said in {"", "today", "yesterday"} else f"on {said}"
