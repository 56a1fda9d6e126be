"""Enquiries found again by staff: by words, by the reference, by what they are."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.domain.enquiries.access.readers import few_read_by, visible_enquiries
from schoolgate.domain.enquiries.enums import EnquiryState, Standing, Whose
from schoolgate.domain.enquiries.models import Enquiry, EnquiryWord, Message
from schoolgate.domain.enquiries.queries.lists import (
    A_MINUTE,
    IN_A_LIST,
    Listed,
    listed,
)
from schoolgate.domain.enquiries.queries.threads import where_it_goes_on
from schoolgate.domain.people.models import GroupPlace, StaffMember
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.domain.schools.models import Group
from schoolgate.foundation.ids import REFERENCE_ALPHABET, REFERENCE_LENGTH
from schoolgate.kernel.searched_words import words_searched
from schoolgate.kernel.vocabulary import Concern, Role

ON_A_PAGE = 25
MOST_PAGES = 200
MOST_WORDS = 6
"""More words than this are not looked for; each costs a look at every row."""
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

    Only titles, names and references are looked at: never what was said. Their keys
    first, and what a list shows of them only for those on the page. The newest is what
    came on record last.
    """
    rows = visible_enquiries(actor, on=actor.day_of(at)).filter(joined_into=None)
    for matched in _filters(actor, wanted, at):
        rows = rows.filter(matched)
    first = (min(max(wanted.page, 1), MOST_PAGES) - 1) * ON_A_PAGE
    newest = rows.order_by("-pk").values_list("pk", flat=True)
    keys = list(newest[first : first + ON_A_PAGE + 1])
    chosen = Enquiry.objects.filter(pk__in=keys).order_by("-pk").values_list(*IN_A_LIST)
    school = actor.staff.school
    found = listed(chosen, {school.pk: school})
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
    found = rows.filter(reference=reference).first()
    return where_it_goes_on(found) if found else None


def year_groups() -> list[str]:
    """Return the names of the school's year groups: Year 8, Year 9, Year 10."""
    years = Group.objects.filter(kind=GroupKind.YEAR)
    names = years.order_by("name").values_list("name", flat=True)
    return sorted(names, key=lambda name: [int(n) for n in re.findall(r"[0-9]+", name)])


def _filters(actor: StaffActor, wanted: Wanted, at: datetime) -> list[Q]:
    near, said = _near(actor, at), words_searched(wanted.words)[:MOST_WORDS]
    filters = [] if near is None else [Q(pk__in=near)]
    if said:
        first, *others = (_having(word, near) for word in said)
        filters.append(Q(pk__in=first.intersection(*others) if others else first))
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


def _having(
    word: str, near: QuerySet[Enquiry, Any] | None
) -> QuerySet[EnquiryWord, Any]:
    """Return what has a word that begins so, among its title and the names in it."""
    begins = word.encode("utf-8")
    rows = EnquiryWord.objects.filter(word__gte=begins, word__lt=begins + b"\xff")
    chosen = rows if near is None else rows.filter(enquiry__in=near)
    return chosen.values("enquiry_id")


def _near(actor: StaffActor, at: datetime) -> QuerySet[Enquiry, Any] | None:
    """Return where what this person may see can be; None: anywhere, for who leads.

    Decides nothing, and nobody finds more by it. Each part is answered by an index;
    what they may see as a whole, by a look at every row there is.
    """
    if actor.roles & LEADERSHIP:
        return None
    held = Enquiry.objects.filter(holder=actor.staff).values("pk")
    parts: list[QuerySet[Any, Any]] = [
        Message.objects.filter(staff=actor.staff).values("enquiry_id")
    ]
    if Role.SCHOOL_OFFICE in actor.roles:
        left = StaffMember.objects.exclude(left_on=None).values("pk")
        parts.append(Enquiry.objects.filter(role=Role.SCHOOL_OFFICE).values("pk"))
        parts.append(Enquiry.objects.filter(holder__in=left).values("pk"))
    few = few_read_by(actor, on=actor.day_of(at))
    parts.append(Enquiry.objects.filter(pk__in=few).values("pk"))
    return held.order_by().union(*(part.order_by() for part in parts))
