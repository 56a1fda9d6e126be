"""Filling posts: who holds one, and who stands in."""

from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.posts import may_fill_post, who_give_access
from schoolgate.domain.accounts.enums import REACH_OF, Reach, Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.accounts.rules import GIVE_ACCESS_ROLES
from schoolgate.domain.people.models import StaffMember, Student
from schoolgate.domain.schools.models import Group, School
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor, ActorKind
from schoolgate.kernel.decision import refuse

LAST_ONE = (
    "Somebody must be the school’s administrator. Name another first, and wait until"
    " they have come in."
)


class WrongPostError(ValueError):
    """A post that does not fit: the wrong group for its role, or the wrong holder."""


@transaction.atomic
def add_post(
    school: School,
    role: Role,
    *,
    holder: StaffMember | None,
    by: Actor,
    at: datetime,
    group: Group | None = None,
    student: Student | None = None,
) -> Post:
    """Make a post. Refuses who may not fill it; raises WrongPostError."""
    may_fill_post(by, role).require()
    reach = REACH_OF[role]
    if (reach is Reach.STUDENT) != (student is not None):
        raise WrongPostError(f"A {role.label} is for one student.")
    is_of_group = reach not in {Reach.STUDENT, Reach.SCHOOL}
    if is_of_group != (group is not None):
        choose = "Choose which." if is_of_group else "Leave the group empty."
        raise WrongPostError(f"A {role.label} is for {reach.label}. {choose}")
    if group is not None and group.kind != reach.value:
        raise WrongPostError(
            f"A {role.label} is for {reach.label}, and {group.name} is none. Choose"
            " another, or add one under School, Forms, years, classes and departments."
        )
    post = Post(school=school, role=role, group=group, student=student)
    return _filled(post, holder, None, by=by, at=at)


@transaction.atomic
def fill_post(
    post: Post,
    *,
    holder: StaffMember | None,
    deputy: StaffMember | None,
    by: Actor,
    at: datetime,
) -> Post:
    """Say who holds a post and who stands in; without a holder it is vacant.

    Refuses who may not fill it, and anybody who would let somebody give access alone
    (actions.appointments); raises WrongPostError for a SENCO who is no qualified
    teacher (SE-RS), and for somebody who would stand in for themselves.
    """
    may_fill_post(by, Role(post.role)).require()
    return _filled(post, holder, deputy, by=by, at=at)


@transaction.atomic
def set_own_post(
    student: Student,
    role: Role,
    holder: StaffMember | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Say who is there for one student by name (FE-2.3); nobody leaves it vacant.

    Locks the student: there is one such post of each kind. Refuses who may not fill
    posts.
    """
    may_fill_post(by, role).require()
    Student.objects.select_for_update().get(pk=student.pk)
    post = Post.objects.filter(role=role, student=student).order_by("pk").first()
    if post is None:
        post = Post(school_id=student.school_id, role=role, student=student)
    _filled(post, holder, post.deputy, by=by, at=at)


@transaction.atomic
def end_post(post: Post, *, by: Actor, at: datetime) -> None:
    """Take a post away. Refuses who may not fill it, and the last administrator."""
    may_fill_post(by, Role(post.role)).require()
    if _is_the_last(post, at):
        refuse("last_administrator", LAST_ONE).require()
    _record("post.ended", post, by=by, at=at)
    post.delete()


def waits_for_two(
    post: Post, *, holder: StaffMember | None, deputy: StaffMember | None, at: datetime
) -> bool:
    """Answer whether this would let somebody give access who does not give it now.

    A deputy does once nobody holds the post; who is deputy already and stays it gains
    nothing.
    """
    if post.role not in GIVE_ACCESS_ROLES:
        return False
    named = {one.pk for one in (holder, deputy) if one}
    if holder is not None and deputy is not None and deputy.pk == post.deputy_id:
        named.discard(deputy.pk)
    return bool(named - {one.pk for one in who_give_access(at=at)})


def require_fit(
    post: Post,
    holder: StaffMember | None,
    deputy: StaffMember | None,
    *,
    at: datetime,
) -> None:
    """Raise WrongPostError for somebody who cannot hold a post, or stand in."""
    if holder is not None and holder == deputy:
        raise WrongPostError("Somebody else has to stand in.")
    for staff in (holder, deputy):
        if post.role == Role.SENCO and staff and not staff.is_qualified_teacher:
            raise WrongPostError(
                f"{staff.polite_name} is not on record as a qualified teacher, and a"
                " SENCO has to be one. Correct the record, or choose somebody else."
            )
    if holder is None and post.pk and _is_the_last(post, at):
        raise WrongPostError(LAST_ONE)


def seat(
    post: Post,
    holder: StaffMember | None,
    deputy: StaffMember | None,
    *,
    by: Actor,
    at: datetime,
) -> Post:
    """Write who holds a post. Whoever calls it has asked whether that may be."""
    post.holder, post.deputy = holder, deputy
    post.save()
    _record("post.filled", post, by=by, at=at)
    return post


def _filled(
    post: Post,
    holder: StaffMember | None,
    deputy: StaffMember | None,
    *,
    by: Actor,
    at: datetime,
) -> Post:
    require_fit(post, holder, deputy, at=at)
    is_alone = by.kind is not ActorKind.SYSTEM
    if is_alone and waits_for_two(post, holder=holder, deputy=deputy, at=at):
        refuse("takes_two", "Nobody gives this post alone: ask for it first.").require()
    return seat(post, holder, deputy, by=by, at=at)


def _is_the_last(post: Post, at: datetime) -> bool:
    """Answer whether without this post nobody would give access any more."""
    seated = post.holder_id or post.deputy_id
    return (
        post.role in GIVE_ACCESS_ROLES
        and seated is not None
        and not who_give_access(at=at, but=post)
    )


def _record(action: str, post: Post, *, by: Actor, at: datetime) -> None:
    audit.record(
        action,
        school_id=post.school_id,
        by=by,
        at=at,
        about=f"post:{post.public_id}",
        facts={
            "role": post.role,
            "holder": post.holder.public_id if post.holder else None,
            "deputy": post.deputy.public_id if post.deputy else None,
        },
    )
