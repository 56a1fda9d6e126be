"""Problems of students: who may see them, and how each parent stands to one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.queries.reach import has_post_for, students_of
from schoolgate.domain.accounts.rules import CLOSE_TO_A_STUDENT, LEADERSHIP
from schoolgate.domain.disclosure.access import may_be_reached, may_be_told
from schoolgate.domain.enquiries.enums import ProblemKind
from schoolgate.domain.enquiries.models import Problem, WordToParent
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.domain.people.queries import on_roll, ties_in_force
from schoolgate.kernel.decision import Decision, allow, refuse
from schoolgate.kernel.vocabulary import Category, Responsibility, Role

CATEGORY_OF = {
    ProblemKind.WORK: Category.PROGRESS,
    ProblemKind.RELATIONSHIPS: Category.BEHAVIOUR,
    ProblemKind.DISCIPLINE: Category.BEHAVIOUR,
}
"""What telling a parent of such a problem tells about the student."""
PARENTS = frozenset({Responsibility.PARENTAL, Responsibility.CARE})
MOST_FOUND = 20
MOST_WORDS = 5


def visible_close_students(actor: StaffActor, *, on: date) -> QuerySet[Student]:
    """Return the students this person answers for: by a post, or leading the school."""
    if actor.roles & LEADERSHIP:
        return on_roll(on)
    return students_of(actor.staff, CLOSE_TO_A_STUDENT, on=on)


def close_students_called(actor: StaffActor, said: str, *, on: date) -> list[Student]:
    """Return those whose name holds every word said: the first MOST_FOUND of them."""
    found = visible_close_students(actor, on=on)
    for word in said.replace("'", "’").split()[:MOST_WORDS]:
        found = found.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word)
        )
    return list(found.order_by("family_name", "given_name", "pk")[:MOST_FOUND])


def visible_problems(actor: StaffActor, *, on: date) -> QuerySet[Problem]:
    """Return the problems of the students this person answers for."""
    students = visible_close_students(actor, on=on)
    rows = Problem.objects.filter(student__in=students.values("pk"))
    return rows.select_related("student", "school", "recorded_by", "closed_by")


def role_for(actor: StaffActor, student: Student, *, on: date) -> Role:
    """Return as what this person speaks with this student's family."""
    for role in (*CLOSE_IN_ORDER, *sorted(actor.roles & LEADERSHIP)):
        if role in LEADERSHIP or has_post_for(actor.staff, student, [role], on=on):
            return role
    return Role.SCHOOL_OFFICE


CLOSE_IN_ORDER = tuple(role for role in Role if role in CLOSE_TO_A_STUDENT)


@dataclass(frozen=True)
class Parent:
    """One parent of the student, and whether they were told."""

    contact: Contact
    gate: Decision
    """Whether they may be told of this at all."""
    word: WordToParent | None
    """That they were told, or the ground for not telling them; the last one."""
    is_settled: bool
    """Told; or may not be told; or the ground for not telling them still holds."""


def parents_told(problem: Problem, *, on: date) -> list[Parent]:
    """Return each parent of the student, with the gate's answer and what was done.

    Parents are all who answer for the student or care for them day by day, however
    they are called; a professional is none.
    """
    words = {
        word.contact_id: word
        for word in problem.words.select_related("staff", "enquiry").order_by("pk")
    }
    told = {word.contact_id: word for word in problem.words.all() if word.enquiry_id}
    found = []
    for contact in _parents(problem.student, on):
        gate = may_tell_parent(problem, contact, on=on)
        word = told.get(contact.pk) or words.get(contact.pk)
        held = word is not None and word.holds(on)
        found.append(Parent(contact, gate, word, held or not gate.allowed))
    return found


def may_tell_parent(problem: Problem, contact: Contact, *, on: date) -> Decision:
    """Decide, by the gate, whether this parent may be told of this problem."""
    reached = may_be_reached(contact, problem.student, on=on)
    if not reached.allowed:
        return reached
    category = CATEGORY_OF[ProblemKind(problem.kind)]
    return may_be_told(contact, problem.student, on=on)[category]


def may_close_problem(problem: Problem, *, on: date) -> Decision:
    """Decide whether it can be closed: no parent is left out without a reason (3.7)."""
    if problem.closed_at is not None:
        return refuse("closed", "It is closed.")
    left = [
        each.contact for each in parents_told(problem, on=on) if not each.is_settled
    ]
    if left:
        names = ", ".join(contact.polite_name for contact in left)
        return refuse(
            "parents_not_told",
            f"Tell {names} first, or write down why not and until when.",
        )
    return allow("parents_settled", "Each parent was told, or the ground is held.")


def _parents(student: Student, on: date) -> list[Contact]:
    ties = ties_in_force(on).filter(student=student).select_related("contact__school")
    parents = {
        tie.contact_id: tie.contact for tie in ties.order_by("pk") if _is_parent(tie)
    }
    return list(parents.values())


def _is_parent(tie: Tie) -> bool:
    return tie.effective_responsibility in PARENTS
