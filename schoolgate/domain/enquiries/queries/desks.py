"""Whose desk an enquiry is on, goes to first, next, or may be handed to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from schoolgate.domain.accounts.queries.posts import Who, holders, who_is
from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.people.models import StaffMember, Student
from schoolgate.domain.policies.queries import policy_of
from schoolgate.domain.policies.rules import next_step, promise, roles_of
from schoolgate.domain.schools.queries import calendar_of
from schoolgate.kernel.pack_model import Pack
from schoolgate.kernel.vocabulary import Channel, Concern, Role
from schoolgate.kernel.working_time import CalendarError


@dataclass(frozen=True)
class Desk:
    """Where an enquiry goes: the post, its step on the ladder, and who holds it."""

    role: Role
    step: int
    holder: StaffMember | None
    """None for a post that several share, such as the office."""


@dataclass(frozen=True)
class Rung:
    """One step of the ladder, as the family sees it."""

    who: Who
    desk: Desk
    is_there: bool
    """Whether somebody has this post today."""
    is_now: bool
    is_done: bool


@dataclass(frozen=True)
class Foreseen:
    """What a family is told before it sends: who, by when, and why."""

    who: Who
    first_word_by: datetime | None
    answer_by: datetime | None
    because: tuple[str, ...]
    desk: Desk


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
    student: Student,
    concern: Concern,
    *,
    subject: str,
    at: datetime,
    channel: Channel = Channel.PORTAL,
    desk: Desk | None = None,
) -> Foreseen:
    """Return who would get this now, and by when the family would be heard.

    `desk` is somebody it is given to instead of who the policy asks first. The same
    rules as when it is sent; a calendar that ends too early gives no time.
    """
    policy = policy_of(student.school_id)
    on = student.school.day_of(at)
    first = first_desk(policy.pack, concern, student=student, subject=subject, on=on)
    route = _why_this_desk(policy.pack, concern, first)
    if desk is not None and desk != first:
        route = ("It was asked for them, so they get it and not who is first.",)
    desk = desk or first
    who = who_is(desk.role, desk.holder, student, subject)
    try:
        due = promise(policy.pack, calendar_of(student.school), channel, at)
    except CalendarError:
        return Foreseen(who, None, None, route, desk)
    because = (*route, *due.because)
    return Foreseen(who, due.acknowledge_by, due.answer_by, because, desk)


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
        rungs.append(
            Rung(
                who=who_is(role, staff, enquiry.student, enquiry.subject),
                desk=Desk(role, step, staff),
                is_there=staff is not None or role is Role.SCHOOL_OFFICE,
                is_now=is_now,
                is_done=step < enquiry.step,
            )
        )
    return rungs


def steps_left(enquiry: Enquiry, rungs: Iterable[Rung]) -> list[Rung]:
    """Return the steps it can still be taken to, the next one first.

    Without a post that nobody has today, and without who has it already.
    """
    return [
        rung
        for rung in rungs
        if rung.desk.step > enquiry.step
        and rung.is_there
        and (rung.desk.holder is None or rung.desk.holder != enquiry.holder)
    ]


def next_desk(
    enquiry: Enquiry, *, passes_over_first: bool, at: datetime
) -> Desk | None:
    """Return the next step somebody has today; None after the last one."""
    left = steps_left(enquiry, ladder_of(enquiry, at=at))[int(passes_over_first) :]
    return left[0].desk if left else None


def complaints_of(enquiry: Enquiry) -> str:
    """Return how the school says a family goes on after the last step; may be empty."""
    return policy_of(enquiry.school_id).chosen.complaints


NEVER_ASKED = frozenset(
    {
        *(Role.ADMINISTRATOR, Role.DATA_MANAGER),
        *(Role.SAFEGUARDING_LEAD, Role.DATA_PROTECTION_LEAD),
    }
)
"""Posts that look after the school's records, and have nothing to do with a student;
and the two that are told of something in a way of its own."""


def colleagues_for(enquiry: Enquiry, *, at: datetime) -> list[Desk]:
    """Return to whom it may be handed over: who has a post for this student today.

    Nobody else: who has nothing to do with a child has no need to read about them. What
    was told in confidence goes to somebody by name, never to a whole office.
    """
    roles = [role for role in Role if role not in NEVER_ASKED]
    held = holders(
        roles,
        student=enquiry.student,
        subject=enquiry.subject,
        on=enquiry.school.day_of(at),
    )
    own = [role for role in roles if role in held and role is not Role.SCHOOL_OFFICE]
    shared = [Desk(Role.SCHOOL_OFFICE, 0, None)]
    by_name = [Desk(role, 0, held[role].staff) for role in own]
    is_ordinary = enquiry.readership == Readership.STAFF
    desks = [*shared, *by_name] if is_ordinary else by_name
    now = (Role(enquiry.role), enquiry.holder)
    return [each for each in desks if (each.role, each.holder) != now]


def _why_this_desk(pack: Pack, concern: Concern, desk: Desk) -> tuple[str, ...]:
    """Say by which order it goes there, and that earlier posts are vacant, if so."""
    order, *first = next_step(pack, concern, 0).because
    if desk.step == 1 or not first:
        return (order, *first)
    who = desk.role.label
    return (order, f"Nobody has the posts before it now, so the {who} gets it.")
