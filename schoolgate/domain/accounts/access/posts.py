"""Who may say who holds a post, and who comes in."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from schoolgate.domain.accounts.access.actors import StaffActor, roles_held_by
from schoolgate.domain.accounts.enums import Permission, Role
from schoolgate.domain.accounts.models import (
    Appointment,
    Invitation,
    Membership,
    Post,
)
from schoolgate.domain.accounts.rules import (
    GIVE_ACCESS_ROLES,
    GIVEN_FROM_FILES,
    OPENS_MUCH,
)
from schoolgate.domain.people.models import (
    Contact,
    Person,
    StaffMember,
    Student,
)
from schoolgate.domain.people.queries import absences_in_force
from schoolgate.foundation.prepared import Given
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import Decision, allow, permit, refuse


def may_keep_staff(actor: Actor, staff: StaffMember) -> Decision:
    """Decide whether this person may change what is on record of a colleague.

    Whose posts bring permissions, only who gives access may: an address of theirs
    opens much, and without them the school may have nobody.
    """
    opens_much = not roles_held_by(staff).isdisjoint(OPENS_MUCH)
    return permit(
        actor, Permission.GIVE_ACCESS if opens_much else Permission.KEEP_PEOPLE
    )


def visible_posts(actor: Actor) -> QuerySet[Post]:
    """Return the posts of the school, for those who say who holds them."""
    fills = permit(actor, Permission.FILL_POSTS).allowed
    return Post.objects.all() if fills else Post.objects.none()


def may_fill_post(actor: Actor, role: Role) -> Decision:
    """Decide whether this person may say who holds this post.

    A post that brings permissions, or leads the school and so sees everything, is
    given by who gives access, and by nobody else.
    """
    gives = role in OPENS_MUCH
    return permit(actor, Permission.GIVE_ACCESS if gives else Permission.FILL_POSTS)


def may_fill_post_from_file(actor: Actor, role: Role) -> Decision:
    """Decide whether a file this person brings in may say who holds this post.

    Only who teaches a class or has a form: what the school's other system knows.
    """
    if role not in GIVEN_FROM_FILES:
        return refuse(
            "is_given_by_hand", f"Who is {role.label} is said under School, Posts."
        )
    return permit(actor, Permission.IMPORT_PEOPLE)


def who_give_access(*, at: datetime, but: Post | None = None) -> list[StaffMember]:
    """Return who gives access at the school in force now, and has a way in.

    `but` is a post that is not counted: who would be left without it.
    """
    posts = Post.objects.filter(role__in=GIVE_ACCESS_ROLES)
    if but is not None:
        posts = posts.exclude(pk=but.pk)
    seated = [key for one in posts if (key := one.holder_id or one.deputy_id)]
    ins = Membership.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at))
    staff = StaffMember.objects.filter(pk__in=seated).select_related("school")
    here = staff.filter(Exists(ins.filter(staff=OuterRef("pk")))).order_by("pk")
    return [one for one in here if one.is_employed(one.school.day_of(at))]


def may_go(staff: StaffMember, *, at: datetime) -> Decision:
    """Decide whether this person may leave, or lose their access: not the last."""
    there = {one.pk for one in who_give_access(at=at)}
    if there == {staff.pk}:
        return refuse(
            "last_administrator",
            f"Nobody but {staff.polite_name} gives access at this school. Name another"
            " administrator first, under School, Posts, and wait until they have come"
            " in.",
        )
    return allow("others_are_there", "Others give access here.")


KNOWN_FOR = timedelta(days=1)
"""How long somebody must have been in before they confirm: an invitation that one
administrator makes for another and uses in their place proves nothing."""


def may_confirm_appointment(
    actor: Actor, appointment: Appointment, *, at: datetime
) -> Decision:
    """Decide whether this person is the second one that an appointment waits for."""
    if actor.signature == appointment.asked_by:
        return refuse("not_alone", "Somebody else who gives access has to confirm it.")
    came = Invitation.objects.filter(
        staff__public_id=actor.public_id, used_at__gt=at - KNOWN_FOR
    )
    if came.exists():
        return refuse(
            "came_in_lately",
            "You came in by an invitation less than a day ago. Confirm it tomorrow, or"
            " have another administrator do it.",
        )
    return permit(actor, Permission.GIVE_ACCESS)


def may_stop_appointment(actor: Actor) -> Decision:
    """Decide whether this person may stop one: who gives access, or the head."""
    if isinstance(actor, StaffActor) and Role.PRINCIPAL in actor.roles:
        return allow("is_the_head", "You answer for the school.")
    return permit(actor, Permission.GIVE_ACCESS)


def may_give_access(actor: Actor) -> Decision:
    """Decide whether this person may look at who has access, and give some of it."""
    if Permission.KEEP_PEOPLE in actor.permissions:
        return permit(actor, Permission.KEEP_PEOPLE)
    return permit(actor, Permission.GIVE_ACCESS)


def may_invite(actor: Actor, person: Person) -> Decision:
    """Decide whether this person may ask somebody in, or end their access.

    Families and students by who keeps the records; staff and governors, who see more,
    only by who gives access.
    """
    if isinstance(person, Contact | Student):
        return may_give_access(actor)
    return permit(actor, Permission.GIVE_ACCESS)


def posts_done_by(
    staff: int | Given, role: Role, *, on: date | Given
) -> QuerySet[Post]:
    """Return the posts of the whole school that fall to this person on a day.

    Whoever holds one; their deputy while it is vacant, or the holder has left or is
    away.
    """
    is_away = Exists(absences_in_force(on).filter(staff=OuterRef("holder")))
    nobody = Q(holder=None) | Q(holder__left_on__lte=on) | Q(is_away)
    return _of_the_school(role).filter(Q(holder=staff) | Q(deputy=staff) & nobody)


def posts_with_somebody(role: Role, *, on: date | Given) -> QuerySet[Post]:
    """Return the posts of the whole school for which somebody is there on a day."""
    there = Q()
    for person in ("holder", "deputy"):
        away = Exists(absences_in_force(on).filter(staff=OuterRef(person)))
        employed = Q(**{f"{person}__left_on": None}) | Q(
            **{f"{person}__left_on__gt": on}
        )
        there |= Q(**{f"{person}__isnull": False}) & employed & ~Q(away)
    return _of_the_school(role).filter(there)


def _of_the_school(role: Role) -> QuerySet[Post]:
    return Post.objects.filter(role=role, group=None, student=None)
