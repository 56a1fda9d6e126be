"""Staff record a problem of a student, tell each parent, and close it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.enquiries.actions.changing import Reply, record, say_to_family
from schoolgate.domain.enquiries.actions.opening import Asked, put_on_record
from schoolgate.domain.enquiries.actions.telling import tell_first
from schoolgate.domain.enquiries.enums import (
    Begun,
    EnquiryState,
    MessageKind,
    ProblemKind,
)
from schoolgate.domain.enquiries.models import Enquiry, Problem, WordToParent
from schoolgate.domain.enquiries.queries.desks import Desk
from schoolgate.domain.enquiries.queries.problems import (
    CATEGORY_OF,
    may_close_problem,
    may_tell_parent,
    parents_told,
    role_for,
    visible_close_students,
    visible_problems,
)
from schoolgate.domain.people.models import Contact, Student
from schoolgate.foundation import audit
from schoolgate.kernel.decision import refuse
from schoolgate.kernel.vocabulary import Category, Channel, Concern

MOST_DAYS_HELD = 366
"""How far away the review of a ground can be."""


@transaction.atomic
def record_problem(
    actor: StaffActor, student: Student, kind: ProblemKind, text: str, *, at: datetime
) -> Problem:
    """Record a problem of a student in a sentence, for staff (GN-3.7).

    Refuses who has no post for this student and does not lead the school.
    """
    on = student.school.day_of(at)
    if not visible_close_students(actor, on=on).filter(pk=student.pk).exists():
        refuse("no_post", "You have no post for this student.").require()
    problem = Problem.objects.create(
        school_id=student.school_id,
        student=student,
        kind=kind,
        text=text,
        recorded_by=actor.staff,
        recorded_at=at,
    )
    _record("problem.recorded", problem, actor, at, kind=kind.value)
    return problem


@transaction.atomic
def tell_parent(
    actor: StaffActor, problem: Problem, contact: Contact, text: str, *, at: datetime
) -> Enquiry:
    """Tell one parent of it, in a conversation of their own that the school begins.

    They can write back as in any other. Nobody else is in it, and its title names
    nothing. Raises NotAllowedError for whom the gate lets nobody tell, for who is no
    parent of this student, and for who was told.
    """
    problem, on = _locked(actor, problem, at)
    _require_parent(problem, contact, on)
    may_tell_parent(problem, contact, on=on).require()
    if problem.words.filter(contact=contact, enquiry__isnull=False).exists():
        refuse("was_told", "They were told already.").require()
    category = CATEGORY_OF[ProblemKind(problem.kind)]
    enquiry = _begin(actor, problem, contact, category, at)
    said = Reply(text, category, enquiry.version)
    message = say_to_family(actor, enquiry, said, MessageKind.FIRST_WORD, at)
    WordToParent.objects.create(
        school_id=problem.school_id,
        problem=problem,
        contact=contact,
        enquiry=enquiry,
        staff=actor.staff,
        at=at,
    )
    record("enquiry.begun_by_school", enquiry, actor, at, category=category.value)
    _record("problem.parent_told", problem, actor, at)
    tell_first(enquiry, message, at=at)
    return enquiry


def _begin(
    actor: StaffActor,
    problem: Problem,
    contact: Contact,
    category: Category,
    at: datetime,
) -> Enquiry:
    """Open a conversation with one parent in which nothing is due."""
    is_work = category is Category.PROGRESS
    asked = Asked(
        contact=contact,
        student=problem.student,
        concern=Concern.ACADEMIC if is_work else Concern.PASTORAL,
        channel=Channel.PORTAL,
        title=f"A message from {actor.staff.polite_name}",
        text="",
        begun=Begun.BY_SCHOOL,
    )
    on = problem.school.day_of(at)
    desk = Desk(role_for(actor, problem.student, on=on), 0, actor.staff)
    enquiry = put_on_record(asked, desk, at)
    enquiry.state = EnquiryState.ANSWERED
    enquiry.save(update_fields=["state"])
    return enquiry


@dataclass(frozen=True)
class Ground:
    """Why a parent is not told, and the day on which that is looked at again."""

    why: str
    review_on: date


@transaction.atomic
def hold_ground(
    actor: StaffActor,
    problem: Problem,
    contact: Contact,
    ground: Ground,
    *,
    at: datetime,
) -> WordToParent:
    """Hold the ground for not telling one parent, until a day; for staff alone."""
    problem, on = _locked(actor, problem, at)
    _require_parent(problem, contact, on)
    if not 0 < (ground.review_on - on).days <= MOST_DAYS_HELD:
        refuse("not_later", "Choose a day after today, within a year.").require()
    word = WordToParent.objects.create(
        school_id=problem.school_id,
        problem=problem,
        contact=contact,
        ground=ground.why,
        review_on=ground.review_on,
        staff=actor.staff,
        at=at,
    )
    _record("problem.ground_held", problem, actor, at)
    return word


@transaction.atomic
def close_problem(
    actor: StaffActor, problem: Problem, ended: str, *, at: datetime
) -> Problem:
    """Close it in a sentence, once no parent is left out without a reason (GN-3.7)."""
    problem, on = _locked(actor, problem, at)
    may_close_problem(problem, on=on).require()
    problem.closed_by, problem.closed_at, problem.ended = actor.staff, at, ended
    problem.save(update_fields=["closed_by", "closed_at", "ended"])
    _record("problem.closed", problem, actor, at)
    return problem


def _locked(actor: StaffActor, problem: Problem, at: datetime) -> tuple[Problem, date]:
    """Lock it, for who may see it: two people at once come one after the other."""
    on = problem.school.day_of(at)
    found = Problem.objects.select_for_update().get(pk=problem.pk)
    if not visible_problems(actor, on=on).filter(pk=found.pk).exists():
        refuse("no_post", "You have no post for this student.").require()
    if found.closed_at is not None:
        refuse("closed", "It is closed.").require()
    return found, on


def _require_parent(problem: Problem, contact: Contact, on: date) -> None:
    parents = {each.contact.pk for each in parents_told(problem, on=on)}
    if contact.pk not in parents:
        refuse("no_parent", "They are no parent of this student.").require()


def _record(
    action: str, problem: Problem, actor: StaffActor, at: datetime, **facts: str
) -> None:
    audit.record(
        action,
        school_id=problem.school_id,
        by=actor,
        at=at,
        about=problem.signature,
        facts=dict(facts),
    )
