"""Who holds a post for a student, and what a member of staff holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from schoolgate.domain.accounts.enums import REACH_OF, Reach, Role
from schoolgate.domain.accounts.models import Account, Post
from schoolgate.domain.people.models import StaffMember, Student


@dataclass(frozen=True)
class Holder:
    """Who has a post today, for one student, and how it is named."""

    role: Role
    staff: StaffMember | None
    subject: str = ""


def holders(
    roles: Iterable[Role], *, student: Student | None, on: date, subject: str = ""
) -> dict[Role, Holder]:
    """Return who holds each of these roles for this student, in one query.

    A post that is vacant, or whose holder has left, falls to its deputy; one with
    neither is left out.
    """
    posts = (
        Post.objects.filter(role__in=list(roles))
        .filter(_reaches(student, subject))
        .select_related("holder", "deputy", "group")
        .order_by("pk")
    )
    found: dict[Role, Holder] = {}
    for post in posts:
        role = Role(post.role)
        staff = next(
            (one for one in (post.holder, post.deputy) if one and one.is_employed(on)),
            None,
        )
        if staff and role not in found:
            found[role] = Holder(role, staff, post.group.subject if post.group else "")
    return found


def subjects_of(student: Student) -> list[str]:
    """Return the subjects the student is taught in a class, in order of name."""
    return sorted(
        student.groups.filter(kind=Reach.CLASS)
        .exclude(subject="")
        .values_list("subject", flat=True)
    )


def _reaches(student: Student | None, subject: str) -> Q:
    """Match the posts that reach this student in this subject."""
    of = {reach: [r for r, at in REACH_OF.items() if at is reach] for reach in Reach}
    match = Q(role__in=of[Reach.SCHOOL], group=None, student=None)
    if student is None:
        return match
    match |= Q(role__in=of[Reach.STUDENT], student=student)
    for reach in (Reach.FORM, Reach.YEAR):
        match |= Q(role__in=of[reach], group__places__student=student)
    if subject:
        taught = Q(group__subject=subject)
        match |= taught & Q(role__in=of[Reach.DEPARTMENT])
        match |= taught & Q(role__in=of[Reach.CLASS], group__places__student=student)
    return match


def account_with_email(email: str) -> Account | None:
    """Return the account that signs in with this address, if there is one."""
    return Account.objects.filter(email=email).first()
