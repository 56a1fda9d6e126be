"""What pages and mails read of enquiries: whose desk, what is due, what was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigAutoField, DateField, DateTimeField, F, Q, QuerySet

from schoolgate.domain.accounts.access import AnyActor, FamilyActor, StaffActor
from schoolgate.domain.accounts.queries import Who, holders, post_in_words, who_is
from schoolgate.domain.accounts.rules import LEADERSHIP
from schoolgate.domain.disclosure.access import may_be_told
from schoolgate.domain.enquiries.access import (
    visible_enquiries,
    visible_on_desk,
    visible_to_contacts,
)
from schoolgate.domain.enquiries.enums import Clock, EnquiryState, MessageKind
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.rules import clock
from schoolgate.domain.people.models import GroupPlace, StaffMember, Student
from schoolgate.domain.people.rules import polite_name
from schoolgate.domain.policies.queries import policy_of
from schoolgate.domain.policies.rules import next_step, promise, roles_of
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import calendar_of
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.pack_model import Pack
from schoolgate.kernel.vocabulary import Category, Channel, Concern, Role
from schoolgate.kernel.working_time import CalendarError

MOST_ON_A_DESK = 200
MOST_OVERDUE = 50
MOST_ANSWERED = 10
A_MINUTE = timedelta(minutes=1)
"""The minute in which a promise ends still counts."""
MOST_AT_HOME = 25
IN_A_LIST = (
    *("school_id", "public_id", "title", "subject", "channel", "state", "role"),
    *("due_at", "promise__answered_at", "student__given_name", "student__family_name"),
    *("contact__title", "contact__given_name", "contact__family_name"),
    *("holder__title", "holder__given_name", "holder__family_name"),
)
"""What a list shows of an enquiry, in the order in which `_listed` takes it."""
SHOWN_AFTER_ANSWER = timedelta(days=14)


@dataclass(frozen=True)
class Desk:
    """Where an enquiry goes: the post, its step on the ladder, and who holds it."""

    role: Role
    step: int
    holder: StaffMember | None
    """None for a post that several share, such as the office."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One enquiry as lists show it: plain values, many rows at the price of a few."""

    public_id: str
    title: str
    subject: str
    channel: Channel
    state: EnquiryState
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


@dataclass(frozen=True)
class Rung:
    """One step of the ladder, as the family sees it."""

    who: Who
    role: Role
    step: int
    is_now: bool
    is_done: bool


@dataclass(frozen=True)
class Foreseen:
    """What a family is told before it sends: who, by when, and why."""

    who: Who
    first_word_by: datetime | None
    answer_by: datetime | None
    because: tuple[str, ...]


def first_desk(
    pack: Pack,
    concern: Concern,
    *,
    student: Student | None,
    on: date,
    subject: str = "",
) -> Desk:
    """Return the first step of the policy's route that somebody holds today.

    A step whose post is vacant, with no deputy, is passed over. Where the policy has
    no route, or no child is known yet, the school office has it.
    """
    ladder = roles_of(pack, concern) if student or concern is Concern.GENERAL else ()
    held = holders(ladder, student=student, subject=subject, on=on)
    for step, role in enumerate(ladder, start=1):
        if role is Role.SCHOOL_OFFICE:
            return Desk(role, step, None)
        if role in held:
            return Desk(role, step, held[role].staff)
    if concern is Concern.SEN and student:
        return _with_the_head(student, on)
    return Desk(Role.SCHOOL_OFFICE, 0, None)


def _with_the_head(student: Student, on: date) -> Desk:
    """Give the head what nobody else owns about special needs (SE-RH5)."""
    head = holders([Role.PRINCIPAL], student=student, on=on).get(Role.PRINCIPAL)
    if head is None:
        return Desk(Role.SCHOOL_OFFICE, 0, None)
    return Desk(Role.PRINCIPAL, 0, head.staff)


def concerns_of(students: Iterable[Student]) -> list[Concern]:
    """Return what a family may say it is about, as far as the policies tell it apart.

    Special needs stand among it where a policy says whom to ask about them.
    """
    schools = {student.school_id for student in students}
    packs = [policy_of(school_id).pack for school_id in sorted(schools)]
    has_sen = any(pack.route_for(Concern.SEN) for pack in packs)
    sen = [Concern.SEN] if has_sen else []
    return [Concern.ACADEMIC, Concern.PASTORAL, *sen, Concern.GENERAL]


def foresee(
    student: Student, concern: Concern, *, subject: str, at: datetime
) -> Foreseen:
    """Return who would get a portal message now, and by when they would be heard.

    The same rules as when it is sent; a calendar that ends too early gives no time.
    """
    policy = policy_of(student.school_id)
    on = student.school.day_of(at)
    desk = first_desk(policy.pack, concern, student=student, subject=subject, on=on)
    who = who_is(desk.role, desk.holder, student, subject)
    route = _why_this_desk(policy.pack, concern, desk)
    try:
        due = promise(policy.pack, calendar_of(student.school), Channel.PORTAL, at)
    except CalendarError:
        return Foreseen(who, None, None, route)
    return Foreseen(who, due.acknowledge_by, due.answer_by, (*route, *due.because))


def who_has_it(enquiry: Enquiry) -> Who:
    """Return who has an enquiry, in the words a family is told."""
    return who_is(Role(enquiry.role), enquiry.holder, enquiry.student, enquiry.subject)


def ladder_of(enquiry: Enquiry, *, at: datetime) -> list[Rung]:
    """Return the steps of an enquiry's route with who holds each today.

    Empty where there is no ladder to climb: no route, or one step only.
    """
    pack = policy_of(enquiry.school_id).pack
    ladder = roles_of(pack, Concern(enquiry.concern))
    if enquiry.step == 0 or len(ladder) < 2:
        return []
    on = enquiry.school.day_of(at)
    held = holders(ladder, student=enquiry.student, subject=enquiry.subject, on=on)
    rungs = []
    for step, role in enumerate(ladder, start=1):
        is_now = step == enquiry.step
        staff = enquiry.holder if is_now else held[role].staff if role in held else None
        who = who_is(role, staff, enquiry.student, enquiry.subject)
        rungs.append(Rung(who, role, step, is_now, step < enquiry.step))
    return rungs


def on_desk(actor: StaffActor, *, at: datetime) -> tuple[list[Listed], list[Listed]]:
    """Return what waits for this person, soonest first, and what they answered lately.

    One query for both: what was answered has no due date, and so comes last.
    """
    found = _listed(
        _ON_A_DESK(
            staff=actor.staff.pk,
            on=actor.day_of(at),
            since=at - SHOWN_AFTER_ANSWER,
            is_office=Role.SCHOOL_OFFICE in actor.roles,
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
    return _listed(others.values_list(*IN_A_LIST), {school.pk: school})


def enquiries_at_home(actor: FamilyActor, *, at: datetime) -> list[Listed]:
    """Return this contact's own enquiries, newest first."""
    schools = {each.school_id: each.school for each in actor.contacts}
    contacts = tuple(each.pk for each in actor.contacts)
    return _listed(_AT_HOME(contacts=contacts, on=actor.day_of(at)), schools)


_AT_HOME = Prepared(
    lambda contacts, on: (
        visible_to_contacts(contacts, on=on)
        .order_by("-opened_at")
        .values_list(*IN_A_LIST)[:MOST_AT_HOME]
    ),
    contacts=BigAutoField(),
    on=DateField(),
)


def _desk(
    staff: Given, on: Given, since: Given, *, is_office: bool, most: int
) -> QuerySet[Enquiry, tuple[Any, ...]]:
    """Return what is open, what is due first, and then what was answered lately."""
    lately = Q(state=EnquiryState.ANSWERED, promise__answered_at__gte=since)
    return (
        visible_on_desk(staff, is_office=is_office, on=on)
        .filter(Q(state=EnquiryState.OPEN) | lately)
        .order_by(F("due_at").asc(nulls_last=True))
        .values_list(*IN_A_LIST)[:most]
    )


_ON_A_DESK = Prepared(
    _desk, staff=BigAutoField(), on=DateField(), since=DateTimeField()
)


def _listed(
    rows: Iterable[tuple[Any, ...]], schools: Mapping[int, School]
) -> list[Listed]:
    """Return rows as lists show them; their schools are loaded with who is signed in.

    As plain values: for 25 rows, models would cost as much as the rest of the page.
    """
    found = []
    for row in rows:
        school_id, public_id, title, subject, channel, state, role, *others = row
        due_at, answered_at, child, child_family, *names = others
        contact, holder = names[:3], names[3:]
        has_holder = holder[1] is not None
        found.append(
            Listed(
                public_id=public_id,
                title=title,
                subject=subject,
                channel=Channel(channel),
                state=EnquiryState(state),
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


def enquiry_seen_by(actor: AnyActor, public_id: str, *, at: datetime) -> Enquiry:
    """Return one enquiry this person may see; raises Enquiry.DoesNotExist otherwise.

    Not theirs, withheld, of another school, or not there: the same error.
    """
    return (
        visible_enquiries(actor, on=actor.day_of(at))
        .select_related("contact", "student", "promise", "holder", "school")
        .get(public_id=public_id)
    )


def messages_for_staff(enquiry: Enquiry) -> list[Message]:
    """Return everything said in an enquiry, in order."""
    return list(_messages(enquiry))


def messages_for_family(enquiry: Enquiry, *, at: datetime) -> list[Message]:
    """Return what the contact may read now, in order.

    Their own words always; the school's only as far as the gate lets this contact be
    told today. What is withheld leaves no trace.
    """
    messages = list(_messages(enquiry))
    if enquiry.student is None or not any(each.category for each in messages):
        return messages
    told = may_be_told(enquiry.contact, enquiry.student, on=enquiry.school.day_of(at))
    return [each for each in messages if _is_open(each, told)]


def what_may_be_told(enquiry: Enquiry, *, at: datetime) -> dict[Category, Decision]:
    """Return the gate's answer for each category; empty while no child is known."""
    if enquiry.student is None:
        return {}
    return dict(
        may_be_told(enquiry.contact, enquiry.student, on=enquiry.school.day_of(at))
    )


def _messages(enquiry: Enquiry) -> QuerySet[Message]:
    return (
        Message.objects.filter(enquiry=enquiry)
        .select_related("staff")
        .order_by("sent_at", "pk")
    )


def _is_open(message: Message, told: Mapping[Category, Decision]) -> bool:
    if message.kind == MessageKind.FROM_FAMILY or not message.category:
        return True
    return told[Category(message.category)].allowed


def _why_this_desk(pack: Pack, concern: Concern, desk: Desk) -> tuple[str, ...]:
    """Say by which order it goes there, and that earlier posts are vacant, if so."""
    order, *first = next_step(pack, concern, 0).because
    if desk.step == 1 or not first:
        return (order, *first)
    who = desk.role.label
    return (order, f"Nobody has the posts before it now, so the {who} gets it.")


def subjects_by_student(students: Iterable[Student]) -> dict[int, list[str]]:
    """Return, for each student's key, the subjects they are taught, in one query."""
    found: dict[int, list[str]] = {}
    places = GroupPlace.objects.filter(
        student__in=list(students), group__kind=GroupKind.CLASS
    ).exclude(group__subject="")
    for student_id, subject in places.values_list("student_id", "group__subject"):
        found.setdefault(student_id, []).append(subject)
    return {key: sorted(set(subjects)) for key, subjects in found.items()}
