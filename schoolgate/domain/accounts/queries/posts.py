"""Who holds which post, for whom, and how families are told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BigAutoField,
    CharField,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
)

from schoolgate.domain.accounts.access.posts import (
    may_fill_post_from_file,
    visible_posts,
)
from schoolgate.domain.accounts.enums import REACH_OF, AppointmentState, Reach, Role
from schoolgate.domain.accounts.models import Appointment, Post
from schoolgate.domain.accounts.rules import USUALLY_TEACHES, in_words
from schoolgate.domain.people.models import Absence, StaffMember, Student
from schoolgate.domain.people.queries import absences_in_force, on_roll
from schoolgate.domain.policies.queries import policy_of
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.domain.schools.models import Group, School
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.vocabulary import Concern
from schoolgate.kernel.words import in_a_sentence


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
    asked = _HOLDERS(
        student=student.pk if student else 0,
        subject=subject,
        on=on,
        roles=tuple(roles),
        is_for_one=student is not None,
        has_subject=bool(subject),
    )
    found: dict[Role, Holder] = {}
    for post in asked:
        role = Role(post.role)
        staff = _who_is_there(post, on)
        if staff and role not in found:
            found[role] = Holder(role, staff, post.group.subject if post.group else "")
    return found


def people_of_post(
    role: Role,
    holder: StaffMember | None,
    *,
    student: Student | None,
    subject: str,
    on: date,
) -> list[StaffMember]:
    """Return who does what falls to a post for this student: who has it, and deputies.

    `holder` is the one it is with; none: all who share the post. Each once, and only
    who still works here.
    """
    reach = _reaches(student.pk if student else None, subject or None)
    posts = Post.objects.filter(reach, role=role).select_related("holder", "deputy")
    if student is not None:
        posts = posts.filter(school=student.school_id)
    found = [holder]
    for post in posts.order_by("pk").distinct():
        if holder is None or holder in {post.holder, post.deputy}:
            found += [post.holder, post.deputy]
    people = {one.pk: one for one in found if one and one.is_employed(on)}
    return list(people.values())


@dataclass(frozen=True)
class Taught:
    """Who teaches a student one subject, and who leads it; None while nobody does."""

    teacher: StaffMember | None
    head: StaffMember | None


def taught_by(student: Student, *, on: date) -> dict[str, Taught]:
    """Return who teaches the student each subject, and who leads it, by its name."""
    classes = Post.objects.filter(
        role=Role.SUBJECT_TEACHER, group__places__student=student
    ).exclude(group__subject="")
    teachers = _by_subject(classes, on)
    heads = _by_subject(
        Post.objects.filter(
            role=Role.HEAD_OF_DEPARTMENT, group__subject__in=list(teachers)
        ),
        on,
    )
    return {
        subject: Taught(teacher, heads.get(subject))
        for subject, teacher in teachers.items()
    }


def _by_subject(posts: QuerySet[Post], on: date) -> dict[str, StaffMember | None]:
    found: dict[str, StaffMember | None] = {}
    for post in _with_who_is_away(posts, on).order_by("group__subject", "pk"):
        subject = post.group.subject if post.group else ""
        found[subject] = found.get(subject) or _who_is_there(post, on)
    return found


def _away(on: date | Given, person: str) -> QuerySet[Absence]:
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


def _held(
    student: Given,
    subject: Given,
    on: Given,
    *,
    roles: tuple[Role, ...],
    is_for_one: bool,
    has_subject: bool,
) -> QuerySet[Post]:
    reach = _reaches(student if is_for_one else None, subject if has_subject else None)
    return _with_who_is_away(Post.objects.filter(reach, role__in=roles), on)


_HOLDERS = Prepared(_held, student=BigAutoField(), subject=CharField(), on=DateField())


def _reaches(student: int | Given | None, subject: str | Given | None) -> Q:
    """Match the posts that reach this student in this subject."""
    of = {reach: [r for r, at in REACH_OF.items() if at is reach] for reach in Reach}
    match = Q(role__in=of[Reach.SCHOOL], group=None, student=None)
    if student is None:
        return match
    match |= Q(role__in=of[Reach.STUDENT], student=student)
    for reach in (Reach.FORM, Reach.YEAR):
        match |= Q(role__in=of[reach], group__places__student=student)
    if subject is not None:
        taught = Q(group__subject=subject)
        match |= taught & Q(role__in=of[Reach.DEPARTMENT])
        match |= taught & Q(role__in=of[Reach.CLASS], group__places__student=student)
    return match


def waiting_for(post: Post) -> Appointment | None:
    """Return what waits to be confirmed or stopped for a post."""
    waits = Appointment.objects.filter(post=post, state=AppointmentState.WAITING)
    return waits.select_related("holder", "deputy").first()


def own_post_of(student: Student, role: Role) -> StaffMember | None:
    """Return who holds a post for this one student."""
    posts = Post.objects.filter(role=role, student=student, holder__isnull=False)
    post = posts.select_related("holder").order_by("pk").first()
    return post.holder if post else None


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


def seats(reach: Reach, *, on: date) -> list[Seat]:
    """Return the posts that reach so far, as they are today."""
    roles = [role for role, far in REACH_OF.items() if far is reach]
    posts = _with_who_is_away(Post.objects.filter(role__in=roles), on)
    return [Seat(post, _who_is_there(post, on)) for post in posts]


def who_has(role: Role, school: School, *, on: date) -> StaffMember | None:
    """Return who does today what falls to a post of one whole school; None: nobody."""
    for each in seats(Reach.SCHOOL, on=on):
        if each.post.role == role and each.post.school_id == school.pk and each.there:
            return each.there
    return None


def seat_named(actor: Actor, public_id: str, *, on: date) -> Seat:
    """Return one post this person may fill; raises Post.DoesNotExist."""
    posts = visible_posts(actor).filter(public_id=public_id)
    post = _with_who_is_away(posts, on).get()
    return Seat(post, _who_is_there(post, on))


def posts_of_groups(school_id: int) -> dict[GroupKind, Role]:
    """Return the post that the policy's routes lead to, for each kind that has one."""
    routes = policy_of(school_id).pack.routes
    asked = {role for route in routes for role in route.ladder}
    return {
        GroupKind(REACH_OF[role].value): role
        for role in Role
        if role in asked and REACH_OF[role].value in set(GroupKind)
    }


def posts_from_files(actor: Actor, school_id: int) -> dict[str, str]:
    """Return the post that a file may give whoever teaches each kind of group."""
    usual = {GroupKind(reach.value): role for reach, role in USUALLY_TEACHES.items()}
    return {
        kind.value: role.value
        for kind, role in {**usual, **posts_of_groups(school_id)}.items()
        if may_fill_post_from_file(actor, role).allowed
    }


def groups_without_post(school_id: int) -> list[tuple[Group, Role]]:
    """Return the groups that nobody has the post for, each with the post it lacks."""
    found = []
    for kind, role in posts_of_groups(school_id).items():
        held = Post.objects.filter(role=role, group=OuterRef("pk"))
        groups = Group.objects.filter(school=school_id, kind=kind)
        found += [(group, role) for group in groups.exclude(Exists(held))]
    return found


def students_without(role: Role, school: School, *, on: date) -> int:
    """Count the students on roll for whom nobody holds this post of their own."""
    held = Post.objects.filter(role=role, student=OuterRef("pk"), holder__isnull=False)
    return on_roll(on).filter(school=school).exclude(Exists(held)).count()


def roles_held_at(school: School, *, on: date) -> set[Role]:
    """Return the roles that somebody who still works at a school holds."""
    employed = Q(holder__left_on=None) | Q(holder__left_on__gt=on)
    held = Post.objects.filter(employed, school=school, holder__isnull=False)
    roles = held.order_by().values_list("role", flat=True).distinct()
    return {Role(role) for role in roles}


def _with_who_is_away(posts: QuerySet[Post], on: date | Given) -> QuerySet[Post]:
    return (
        posts.annotate(
            holder_is_away=Exists(_away(on, "holder")),
            deputy_is_away=Exists(_away(on, "deputy")),
        )
        .select_related("holder", "deputy", "group", "student")
        .order_by("role", "pk")
    )


@dataclass(frozen=True)
class Who:
    """Who has an enquiry, as a family is told: a name, if any, and a post."""

    name: str | None
    post: str


def who_is(
    role: Role, staff: StaffMember | None, student: Student | None, subject: str
) -> Who:
    """Return who has a post, as a family is told."""
    child = student.given_name if student else ""
    return Who(
        staff.polite_name if staff else None, post_in_words(role, child, subject)
    )


def post_in_words(role: Role, student: str, subject: str) -> str:
    """Return a post as it stands in a sentence to a family."""
    return in_words(role, student=student, subject=in_a_sentence(subject))


@dataclass(frozen=True)
class ChartStep:
    """One post to ask, and who does it today."""

    who: Who
    is_vacant: bool
    """Nobody is there: whoever asks goes on to the next."""


@dataclass(frozen=True)
class Path:
    """Whom to ask about one kind of concern, in order, as they are today (GN-5.1b)."""

    concern: Concern
    steps: tuple[ChartStep, ...]
    is_by_subject: bool
    """Whether the first to ask is who teaches the subject."""


@dataclass(frozen=True)
class ContactChart:
    """Whom to ask about one student, and how to go on when nothing is resolved."""

    paths: tuple[Path, ...]
    answers_for_sen: Who | None
    """The head, who answers for special needs in the whole school (SE-RH5)."""
    complaints: str


CLOSEST = (
    *(Role.CLASS_TEACHER, Role.FORM_TEACHER, Role.TUTOR),
    *(Role.FAMILY_CONTACT, Role.TRUSTED_CONTACT),
)
"""Who sees a student most, for a policy that names nobody to ask about progress."""


def contact_chart(student: Student, *, on: date) -> ContactChart:
    """Return the contact chart of one student; steps without a holder stay as posts.

    There is always somebody to ask about progress: where the policy names nobody, who
    sees the student most (SE-WC).
    """
    policy = policy_of(student.school_id)
    ladders = {route.concern: route.ladder for route in policy.pack.routes}
    roles = {role for ladder in ladders.values() for role in ladder}
    held = holders({*roles, *CLOSEST, Role.PRINCIPAL}, student=student, on=on)
    if Concern.ACADEMIC not in ladders:
        closest = [role for role in CLOSEST if role in held][:1]
        ladders[Concern.ACADEMIC] = tuple(closest) or (Role.SCHOOL_OFFICE,)
    head = held.get(Role.PRINCIPAL)
    return ContactChart(
        paths=tuple(
            Path(
                concern=concern,
                steps=tuple(_step(role, held.get(role), student) for role in ladder),
                is_by_subject=Role.SUBJECT_TEACHER in ladder,
            )
            for concern, ladder in ladders.items()
        ),
        answers_for_sen=_step(head.role, head, student).who
        if head and Concern.SEN in ladders
        else None,
        complaints=policy.chosen.complaints,
    )


def _step(role: Role, holder: Holder | None, student: Student) -> ChartStep:
    by_subject = {Reach.CLASS, Reach.DEPARTMENT}
    is_shared = role is Role.SCHOOL_OFFICE or REACH_OF[role] in by_subject
    who = who_is(role, holder.staff if holder and not is_shared else None, student, "")
    return ChartStep(who, is_vacant=who.name is None and not is_shared)
