"""Enquiries in lists: due on a desk, overdue in the school, asked from home."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigAutoField, DateField, DateTimeField, F, Q, QuerySet

from schoolgate.domain.accounts.access.actors import FamilyActor, StaffActor
from schoolgate.domain.accounts.queries.posts import Who, post_in_words
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.domain.enquiries.access.readers import (
    few_read_by,
    left_behind,
    visible_enquiries,
    visible_on_desk,
    visible_to_contacts,
)
from schoolgate.domain.enquiries.enums import (
    Begun,
    Clock,
    EnquiryState,
)
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.rules import clock
from schoolgate.domain.people.rules import polite_name
from schoolgate.domain.schools.models import School
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.kernel.vocabulary import Channel, Role

MOST_ON_A_DESK = 200
MOST_OVERDUE = 50
MOST_ANSWERED = 10
A_MINUTE = timedelta(minutes=1)
"""The minute in which a promise ends still counts."""
MOST_AT_HOME = 25
MOST_PAGES_AT_HOME = 40
IN_A_LIST = (
    *("school_id", "public_id", "title", "subject", "channel", "state", "role"),
    "begun",
    *("due_at", "promise__answered_at", "student__given_name", "student__family_name"),
    *("contact__title", "contact__given_name", "contact__family_name"),
    *("holder__title", "holder__given_name", "holder__family_name"),
)
"""What a list shows of an enquiry, in the order in which `listed` takes it."""
SHOWN_AFTER_ANSWER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Listed:
    """One enquiry as lists show it: plain values, many rows at the price of a few."""

    public_id: str
    title: str
    subject: str
    channel: Channel
    state: EnquiryState
    begun: Begun
    due_at: datetime | None
    """The next moment by which the school owes something."""
    answered_at: datetime | None
    student: str
    """The student's first name; empty while it is not known which child."""
    student_family_name: str
    contact: str
    who: Who
    school: School

    def is_overdue(self, at: datetime) -> bool:
        """Answer whether the school owed something before this moment."""
        return clock(due_at=self.due_at, done_at=None, at=at) is Clock.OVERDUE


def on_desk(actor: StaffActor, *, at: datetime) -> tuple[list[Listed], list[Listed]]:
    """Return what waits for this person, soonest first, and what they answered lately.

    One query for both: what was answered has no due date, and so comes last. One more
    for what few may read: asked together they would look at all that is open. And one
    more for the office, which has what those left behind who are gone.
    """
    on = actor.day_of(at)
    is_office = Role.SCHOOL_OFFICE in actor.roles
    left = _LEFT_BEHIND(on=on) if is_office else []
    found = listed(
        _ON_A_DESK(
            holders=(actor.staff.pk, *left),
            few=tuple(few_read_by(actor, on=on)),
            since=at - SHOWN_AFTER_ANSWER,
            is_office=is_office,
            most=MOST_ON_A_DESK,
        ),
        {actor.staff.school_id: actor.staff.school},
    )
    due = [row for row in found if row.state is EnquiryState.OPEN]
    answered = [row for row in found if row.state is EnquiryState.ANSWERED]
    answered.sort(key=lambda row: row.answered_at or at, reverse=True)
    return due, answered[:MOST_ANSWERED]


def overdue_in_school(actor: StaffActor, *, at: datetime) -> list[Listed]:
    """Return what is overdue on other desks, for those who lead the school."""
    if not actor.roles & LEADERSHIP:
        return []
    rows = visible_enquiries(actor, on=actor.day_of(at)).filter(
        state=EnquiryState.OPEN, due_at__lte=at - A_MINUTE
    )
    others = rows.exclude(holder=actor.staff).order_by("due_at")[:MOST_OVERDUE]
    school = actor.staff.school
    return listed(others.values_list(*IN_A_LIST), {school.pk: school})


def enquiries_at_home(
    actor: FamilyActor, *, at: datetime, page: int = 1
) -> tuple[list[Listed], bool]:
    """Return one page of this contact's own, newest first, and if there are older."""
    schools = {each.school_id: each.school for each in actor.contacts}
    contacts = tuple(each.pk for each in actor.contacts)
    first = (min(max(page, 1), MOST_PAGES_AT_HOME) - 1) * MOST_AT_HOME
    rows = _AT_HOME(contacts=contacts, on=actor.day_of(at), first=first)
    found = listed(rows, schools)
    has_older = len(found) > MOST_AT_HOME and page < MOST_PAGES_AT_HOME
    return found[:MOST_AT_HOME], has_older


_AT_HOME = Prepared(
    lambda contacts, on, first: (
        visible_to_contacts(contacts, on=on)
        .filter(joined_into=None)
        .order_by("-opened_at")
        .values_list(*IN_A_LIST)[first : first + MOST_AT_HOME + 1]
    ),
    contacts=BigAutoField(),
    on=DateField(),
)


def _desk(
    holders: tuple[Given, ...],
    few: tuple[Given, ...],
    since: Given,
    *,
    is_office: bool,
    most: int,
) -> QuerySet[Enquiry, tuple[Any, ...]]:
    """Return what is open, what is due first, and then what was answered lately."""
    lately = Q(state=EnquiryState.ANSWERED, promise__answered_at__gte=since)
    return (
        visible_on_desk(holders, is_office=is_office, few=few)
        .filter(Q(state=EnquiryState.OPEN) | lately)
        .order_by(F("due_at").asc(nulls_last=True))
        .values_list(*IN_A_LIST)[:most]
    )


_ON_A_DESK = Prepared(
    _desk, holders=BigAutoField(), few=BigAutoField(), since=DateTimeField()
)
_LEFT_BEHIND = Prepared(left_behind, on=DateField())


def listed(
    rows: Iterable[tuple[Any, ...]], schools: Mapping[int, School]
) -> list[Listed]:
    """Return rows of IN_A_LIST as lists show them.

    Their schools are loaded with who is signed in. As plain values:
    for 25 rows, models would cost as much as the rest of the page.
    """
    found = []
    for row in rows:
        school_id, public_id, title, subject, channel, state, role, *others = row
        begun, due_at, answered_at, child, child_family, *names = others
        contact, holder = names[:3], names[3:]
        has_holder = holder[1] is not None
        found.append(
            Listed(
                public_id=public_id,
                title=title,
                subject=subject,
                channel=Channel(channel),
                state=EnquiryState(state),
                begun=Begun(begun),
                due_at=due_at,
                answered_at=answered_at,
                student=child or "",
                student_family_name=child_family or "",
                contact=polite_name(*contact),
                who=Who(
                    polite_name(*holder) if has_holder else None,
                    post_in_words(Role(role), child or "", subject),
                ),
                school=schools[school_id],
            )
        )
    return found
