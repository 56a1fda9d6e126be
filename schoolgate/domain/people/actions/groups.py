"""Forms, years, classes and departments, and who is in them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from schoolgate.domain.people.access import may_keep_people
from schoolgate.domain.people.actions.records import signature_of
from schoolgate.domain.people.models import GroupPlace, Student
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.domain.schools.models import Group, School
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor


class GroupError(ValueError):
    """A group that cannot be: named twice, a class without subject, not empty."""


HAS_SUBJECT = frozenset({GroupKind.CLASS, GroupKind.DEPARTMENT})


def add_group(
    school: School,
    kind: GroupKind,
    name: str,
    *,
    subject: str = "",
    by: Actor,
    at: datetime,
) -> Group:
    """Make a group. Refuses who may not keep the records; raises GroupError."""
    may_keep_people(by).require()
    if kind in HAS_SUBJECT and not subject:
        raise GroupError(f"Say which subject the {kind.label} is for.")
    group = Group(school=school, kind=kind, name=name, subject=subject)
    if kind not in HAS_SUBJECT:
        group.subject = ""
    try:
        with transaction.atomic():
            group.save()
            _record("group.added", group, by=by, at=at)
    except IntegrityError as taken:
        raise GroupError(f"There is a {kind.label} called {name} already.") from taken
    return group


@transaction.atomic
def remove_group(group: Group, *, by: Actor, at: datetime) -> None:
    """Take an empty group away, with the posts for it.

    Refuses who may not keep the records; raises GroupError while students are in it.
    """
    may_keep_people(by).require()
    if group.places.exists():
        raise GroupError(
            f"{group.name} has students in it. Place them elsewhere first."
        )
    _record("group.removed", group, by=by, at=at)
    group.delete()


@transaction.atomic
def place_student(
    student: Student, groups: Iterable[Group], *, by: Actor, at: datetime
) -> None:
    """Put a student into these groups and out of all others.

    Locks the student: two people at once leave one of the two choices, whole. Refuses
    who may not keep the records.
    """
    may_keep_people(by).require()
    Student.objects.select_for_update().get(pk=student.pk)
    wanted = {group.pk for group in groups}
    has = set(student.places.values_list("group_id", flat=True))
    student.places.filter(group_id__in=has - wanted).delete()
    GroupPlace.objects.bulk_create(
        GroupPlace(school_id=student.school_id, student=student, group_id=key)
        for key in sorted(wanted - has)
    )
    if wanted != has:
        audit.record(
            "student.placed",
            school_id=student.school_id,
            by=by,
            at=at,
            about=signature_of(student),
            facts={"into": len(wanted - has), "out_of": len(has - wanted)},
        )


def _record(action: str, group: Group, *, by: Actor, at: datetime) -> None:
    audit.record(
        action,
        school_id=group.school_id,
        by=by,
        at=at,
        about=f"group:{group.kind}",
        facts={"name": group.name},
    )
