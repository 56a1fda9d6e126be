"""Enquiries found again by staff: by words, by the reference, by what they are."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.enquiries.access import visible_enquiries
from schoolgate.domain.enquiries.enums import EnquiryState, Standing, Whose
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.lists import (
    A_MINUTE,
    IN_A_LIST,
    Listed,
    listed,
)
from schoolgate.domain.people.models import GroupPlace
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.domain.schools.models import Group
from schoolgate.foundation.ids import REFERENCE_ALPHABET, REFERENCE_LENGTH
from schoolgate.kernel.vocabulary import Concern

ON_A_PAGE = 25
MOST_PAGES = 200
MOST_WORDS = 6
"""More words than this are not looked for; each costs a look at every row."""
SEARCHED = (
    *("title__icontains", "reference__iexact"),
    *("student__given_name__icontains", "student__family_name__icontains"),
    *("contact__given_name__icontains", "contact__family_name__icontains"),
)
STATES = {
    Standing.WAITING: EnquiryState.OPEN,
    Standing.ANSWERED: EnquiryState.ANSWERED,
    Standing.SETTLED: EnquiryState.CLOSED,
    Standing.OVERDUE: EnquiryState.OPEN,
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for; what is None or empty narrows nothing."""

    words: str = ""
    whose: Whose = Whose.ANYBODYS
    standing: Standing | None = None
    concern: Concern | None = None
    year: str = ""
    """The name of a year group."""
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One page of what was found, newest first, and whether there is more."""

    rows: list[Listed]
    has_more: bool


def find_enquiries(actor: StaffActor, wanted: Wanted, *, at: datetime) -> Found:
    """Return one page of what this person may see and looks for.

    Only titles, names and references are looked at: never what was said.
    """
    rows = visible_enquiries(actor, on=actor.day_of(at))
    for matched in _filters(actor, wanted, at):
        rows = rows.filter(matched)
    first = (min(max(wanted.page, 1), MOST_PAGES) - 1) * ON_A_PAGE
    ordered = rows.order_by("-opened_at", "-pk").values_list(*IN_A_LIST)
    school = actor.staff.school
    found = listed(ordered[first : first + ON_A_PAGE + 1], {school.pk: school})
    has_more = len(found) > ON_A_PAGE and wanted.page < MOST_PAGES
    return Found(found[:ON_A_PAGE], has_more)


def enquiry_called(actor: StaffActor, said: str, *, at: datetime) -> Enquiry | None:
    """Return the enquiry whose reference somebody reads aloud, if they may see it.

    However it is written: "k7m 42q", "K7M-42Q". None where it is no reference.
    """
    reference = "".join(letter for letter in said.upper() if letter.isalnum())
    is_one = len(reference) == REFERENCE_LENGTH and set(reference) <= set(
        REFERENCE_ALPHABET
    )
    if not is_one:
        return None
    rows = visible_enquiries(actor, on=actor.day_of(at))
    return rows.filter(reference=reference).first()


def year_groups() -> list[str]:
    """Return the names of the school's year groups: Year 8, Year 9, Year 10."""
    years = Group.objects.filter(kind=GroupKind.YEAR)
    names = years.order_by("name").values_list("name", flat=True)
    return sorted(names, key=lambda name: [int(n) for n in re.findall(r"[0-9]+", name)])


def _filters(actor: StaffActor, wanted: Wanted, at: datetime) -> list[Q]:
    filters = [_holds(word) for word in wanted.words.split()[:MOST_WORDS]]
    if wanted.whose is Whose.MINE:
        filters.append(Q(holder=actor.staff))
    elif wanted.whose is Whose.IN_MY_POSTS:
        filters.append(Q(role__in=sorted(actor.roles)))
    if wanted.standing:
        filters.append(Q(state=STATES[wanted.standing]))
    if wanted.standing is Standing.OVERDUE:
        filters.append(Q(due_at__lte=at - A_MINUTE))
    if wanted.concern:
        filters.append(Q(concern=wanted.concern))
    if wanted.year:
        of_the_year = GroupPlace.objects.filter(
            group__name=wanted.year, group__kind=GroupKind.YEAR
        )
        filters.append(Q(student__in=of_the_year.values("student")))
    return filters


def _holds(word: str) -> Q:
    match = Q()
    for field in SEARCHED:
        match |= Q(**{field: word})
    return match
