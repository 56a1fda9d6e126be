"""For which students somebody holds a post today."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from schoolgate.domain.accounts.enums import REACH_OF, Reach, Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.people.models import GroupPlace, StaffMember, Student
from schoolgate.domain.people.queries import absences_in_force, on_roll


def students_of(
    staff: StaffMember, roles: Iterable[Role], *, on: date
) -> QuerySet[Student]:
    """Return the students for whom this person holds one of these posts today.

    As their deputy too, while the holder is away or the post is vacant. A post for the
    whole school reaches every student.
    """
    asked = frozenset(roles)
    posts = _theirs(staff, on).filter(role__in=asked)
    whole = [role for role in asked if REACH_OF[role] is Reach.SCHOOL]
    if whole and posts.filter(role__in=whole).exists():
        return on_roll(on)
    places = GroupPlace.objects.filter(group__in=posts.values("group"))
    return on_roll(on).filter(
        Q(pk__in=places.values("student")) | Q(pk__in=posts.values("student"))
    )


def has_post_for(
    staff: StaffMember, student: Student, roles: Iterable[Role], *, on: date
) -> bool:
    """Answer whether this person holds one of these posts for this student today."""
    return students_of(staff, roles, on=on).filter(pk=student.pk).exists()


def _theirs(staff: StaffMember, on: date) -> QuerySet[Post]:
    away = absences_in_force(on).filter(staff=OuterRef("holder"))
    stands_in = Q(holder=None) | Q(holder__left_on__lte=on) | Q(Exists(away))
    return Post.objects.filter(Q(holder=staff) | Q(deputy=staff) & stands_in)
