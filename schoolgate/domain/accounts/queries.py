"""Who holds a post for a student, and what a member of staff holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from schoolgate.domain.accounts.enums import REACH_OF, Reach, Role
from schoolgate.domain.accounts.models import Account, Post
from schoolgate.domain.people.models import Absence, StaffMember, Student
from schoolgate.domain.people.queries import absences_in_force
from schoolgate.domain.schools.models import Group


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

    A post that is vacant, or whose holder has left or is away, falls to its deputy;
    one with neither is left out.
    """
    posts = Post.objects.filter(role__in=list(roles)).filter(_reaches(student, subject))
    found: dict[Role, Holder] = {}
    for post in _with_who_is_away(posts, on):
        role = Role(post.role)
        staff = _who_is_there(post, on)
        if staff and role not in found:
            found[role] = Holder(role, staff, post.group.subject if post.group else "")
    return found


def _away(on: date, person: str) -> QuerySet[Absence]:
    return absences_in_force(on).filter(staff=OuterRef(person))


def _who_is_there(post: Post, on: date) -> StaffMember | None:
    """Return who does what falls to a post on this day. Its absences are annotated."""
    for staff, is_away in (
        (post.holder, getattr(post, "holder_is_away", False)),
        (post.deputy, getattr(post, "deputy_is_away", False)),
    ):
        if staff and staff.is_employed(on) and not is_away:
            return staff
    return None


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


def posts_of(staff: StaffMember) -> list[Post]:
    """Return the posts somebody holds, and those they stand in for."""
    held = Post.objects.filter(Q(holder=staff) | Q(deputy=staff))
    return list(held.select_related("group", "student").order_by("role", "pk"))


@dataclass(frozen=True)
class Seat:
    """A post with who holds it, who stands in, and who of them is there today."""

    post: Post
    there: StaffMember | None

    @property
    def is_vacant(self) -> bool:
        """Answer whether nobody does today what falls to it."""
        return self.there is None


def seats(
    *, on: date, reaches: Iterable[Reach] = (), group: Group | None = None
) -> list[Seat]:
    """Return the posts that reach so far, or those of one group, as they are today."""
    far = set(reaches)
    roles = [role for role, reach in REACH_OF.items() if reach in far]
    posts = Post.objects.filter(group=group) if group else Post.objects.all()
    if far:
        posts = posts.filter(role__in=roles)
    return [
        Seat(post, _who_is_there(post, on)) for post in _with_who_is_away(posts, on)
    ]


def seat_named(public_id: str, *, on: date) -> Seat:
    """Return one post; raises Post.DoesNotExist."""
    posts = Post.objects.filter(public_id=public_id)
    post = _with_who_is_away(posts, on).get()
    return Seat(post, _who_is_there(post, on))


def students_without(role: Role, *, on: date) -> int:
    """Count the students on roll for whom nobody holds this post of their own."""
    on_roll = Student.objects.filter(Q(left_on=None) | Q(left_on__gt=on))
    held = Post.objects.filter(role=role, student=OuterRef("pk"), holder__isnull=False)
    return on_roll.exclude(Exists(held)).count()


def _with_who_is_away(posts: QuerySet[Post], on: date) -> QuerySet[Post]:
    return (
        posts.annotate(
            holder_is_away=Exists(_away(on, "holder")),
            deputy_is_away=Exists(_away(on, "deputy")),
        )
        .select_related("holder", "deputy", "group", "student")
        .order_by("role", "pk")
    )
