"""What others read of people.

Rows are of the schools in force; who may see them is decided by those who ask.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from schoolgate.domain.people.access import (
    may_import_people,
    visible_contacts,
    visible_corrections,
    visible_former_staff,
    visible_former_students,
    visible_staff,
    visible_students,
)
from schoolgate.domain.people.enums import (
    CorrectionState,
    ImportContentKind,
    ImportState,
)
from schoolgate.domain.people.models import (
    Absence,
    ColumnMapping,
    Contact,
    Correction,
    Governor,
    GroupPlace,
    ImportBatch,
    ImportContent,
    StaffMember,
    Student,
    Tie,
)
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.domain.schools.models import Group, School
from schoolgate.foundation.prepared import Given
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.importing.changes import Table
from schoolgate.kernel.importing.on_record import (
    ContactRow,
    GroupRow,
    OnRecord,
    Pair,
    PlaceRow,
    PostRow,
    StaffRow,
    StudentRow,
    TieRow,
)
from schoolgate.kernel.importing.taking import POINTS_AT


def ties_in_force(on: date | Given) -> QuerySet[Tie]:
    """Return the ties that hold on this day."""
    return Tie.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on
    ).select_related("student", "contact")


def on_roll(on: date) -> QuerySet[Student]:
    """Return the students who are the school's own on this day."""
    return Student.objects.filter(Q(left_on=None) | Q(left_on__gt=on))


def absences_in_force(on: date | Given) -> QuerySet[Absence]:
    """Return who is away on this day."""
    return Absence.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on
    )


def contacts_with_address(address: str) -> QuerySet[Contact]:
    """Return the contacts who can be reached at this e-mail address."""
    return Contact.objects.alias(lower=Lower("email")).filter(lower=_lower(address))


def staff_with_address(address: str, *, on: date) -> QuerySet[StaffMember]:
    """Return the staff, not yet left, who have this e-mail address."""
    return StaffMember.objects.alias(lower=Lower("email")).filter(
        Q(left_on=None) | Q(left_on__gt=on), lower=_lower(address)
    )


def contacts_called(said: str) -> QuerySet[Contact]:
    """Return the contacts with this full name or e-mail address, in any case."""
    named = Concat("given_name", Value(" "), "family_name")
    curly = said.replace("'", "’")  # as names are kept, whatever keyboard asks
    return (
        Contact.objects.annotate(named=named)
        .filter(Q(named__iexact=said) | Q(named__iexact=curly) | Q(email__iexact=said))
        .order_by("pk")
    )


def _lower(address: str) -> Lower:
    """Return an address as the index has it: `iexact` would read every row."""
    return Lower(Value(address))


@dataclass(frozen=True)
class Found:
    """Somebody a search has found."""

    kind: str
    """`student`, `contact` or `staff`."""
    public_id: str
    name: str
    detail: str


MOST_FOUND = 50
MOST_WORDS = 5


def people_found(actor: Actor, said: str, *, on: date) -> list[Found]:
    """Return the people whose name, address or ref holds every word that was said.

    Only for those who may look people up; at most MOST_FOUND.
    """
    words = said.replace("'", "’").split()[:MOST_WORDS]
    if not words:
        return []
    students = visible_students(actor, on=on).filter(_holds(words, "ref"))
    contacts = visible_contacts(actor).filter(_holds(words, "email", "ref", "mobile"))
    staff = visible_staff(actor, on=on).filter(_holds(words, "email", "ref"))
    found = [
        Found("student", each.public_id, each.full_name, "student")
        for each in students[:MOST_FOUND]
    ]
    for kind, rows in (("contact", contacts), ("staff", staff)):
        found += [
            Found(kind, each.public_id, each.full_name, each.email or kind)
            for each in rows[:MOST_FOUND]
        ]
    return found[:MOST_FOUND]


@dataclass(frozen=True)
class Left:
    """Somebody who is no longer here, since when, and how to name them."""

    public_id: str
    name: str
    what: str
    on: date


def left_lately(actor: Actor, *, on: date) -> list[Left]:
    """Return who left in the last year, the latest first; at most MOST_FOUND each."""
    since = on - timedelta(days=365)
    found = [
        Left(each.public_id, each.full_name, what, each.left_on)
        for what, rows in (
            ("student", visible_former_students(actor, on=on)),
            ("staff", visible_former_staff(actor, on=on)),
        )
        for each in rows.filter(left_on__gt=since).order_by("-left_on")[:MOST_FOUND]
        if each.left_on
    ]
    return sorted(found, key=lambda each: each.on, reverse=True)


def ties_of(person: Student | Contact, *, on: date) -> QuerySet[Tie]:
    """Return the ties of a student, or of a contact, that hold on this day."""
    ties = ties_in_force(on).order_by("pk")
    if isinstance(person, Student):
        return ties.filter(student=person)
    return ties.filter(contact=person)


def groups_of(student: Student) -> list[Group]:
    """Return the form, year and classes a student is in."""
    return list(student.groups.order_by("kind", "name"))


def absences_of(staff: StaffMember, *, on: date) -> list[Absence]:
    """Return the absences of somebody that hold or lie ahead."""
    ahead = Q(until_on=None) | Q(until_on__gt=on)
    return list(Absence.objects.filter(ahead, staff=staff).order_by("from_on"))


def corrections_waiting(actor: Actor) -> QuerySet[Correction]:
    """Return what contacts ask to have put right, the oldest first."""
    rows = visible_corrections(actor).filter(state=CorrectionState.ASKED)
    return rows.order_by("asked_at", "pk")


def own_corrections(contact: Contact) -> QuerySet[Correction]:
    """Return what one contact has asked to have put right, the newest first."""
    return Correction.objects.filter(contact=contact).order_by("-asked_at", "-pk")


@dataclass(frozen=True)
class Roll:
    """How many people a school has on record now."""

    students: int
    contacts: int
    staff: int


def roll_of(on: date) -> Roll:
    """Count who is on record at the school in force."""
    return Roll(
        students=on_roll(on).count(),
        contacts=ties_in_force(on).values("contact").distinct().count(),
        staff=len(everybody_employed(on=on)),
    )


def _holds(words: list[str], *fields: str) -> Q:
    match = Q()
    for word in words:
        match &= Q(given_name__icontains=word) | Q(family_name__icontains=word)
    any_field = Q()
    for field in fields:
        any_field |= Q(**{f"{field}__icontains": " ".join(words)})
    return match | any_field


def everybody_employed(*, on: date) -> list[StaffMember]:
    """Return who works at the school in force on this day, by name."""
    return list(StaffMember.objects.filter(Q(left_on=None) | Q(left_on__gt=on)))


def names_behind(signatures: Iterable[str]) -> dict[str, str]:
    """Return the names of the staff whom the audit calls `staff:4k2m…`."""
    ids = {each.removeprefix("staff:"): each for each in signatures}
    staff = StaffMember.objects.filter(public_id__in=ids)
    return {ids[each.public_id]: each.polite_name for each in staff}


def groups_by_kind() -> dict[GroupKind, list[Group]]:
    """Return the groups of the school in force, with how many students are in each.

    Each carries its count as `number`.
    """
    found: dict[GroupKind, list[Group]] = {kind: [] for kind in GroupKind}
    here = Count("places", filter=Q(places__student__left_on=None))
    for group in Group.objects.annotate(number=here).order_by("name"):
        found[GroupKind(group.kind)].append(group)
    return found


def visible_imports(actor: Actor) -> QuerySet[ImportBatch]:
    """Return the imports, the newest first, for those who bring people in."""
    rows = ImportBatch.objects.order_by("-made_at", "-pk")
    return rows if may_import_people(actor).allowed else rows.none()


def remembered_mapping(headers: str) -> dict[str, object] | None:
    """Return what was said before of a set of headers (by its hash), if anything."""
    found = ColumnMapping.objects.filter(headers=headers).first()
    return dict(found.mapping) if found else None


def content_of(batch: ImportBatch, kind: ImportContentKind) -> bytes | None:
    """Return what an import keeps beside itself, unless it is gone by now."""
    found = ImportContent.objects.filter(batch=batch, kind=kind).first()
    return bytes(found.data) if found else None


Pairs = frozenset[Pair]
Models = Mapping[Table, type[SchoolOwned]]


def on_record(school: School, tables: Models, *, lock: bool = False) -> OnRecord:
    """Return everybody on record at the school in force, as plain rows.

    Whom nothing may open, `disclosure` knows. With `lock`, nobody else changes one of
    these rows until the transaction ends.
    """
    rows: dict[str, Any] = {
        str(table): _plain_rows(table, tables[table], lock=lock) for table in Table
    }
    return OnRecord(
        **rows,
        school_name=school.name,
        mail_domain=school.mail_domain,
        earlier_schools=_earlier_schools(),
    )


MODEL_OF: Models = {
    Table.STUDENTS: Student,
    Table.CONTACTS: Contact,
    Table.STAFF: StaffMember,
    Table.GROUPS: Group,
    Table.TIES: Tie,
    Table.PLACES: GroupPlace,
}
"""The table that each kind of plain row stands for; that of posts is not people's."""
ROW_OF: dict[Table, type[Any]] = {
    Table.STUDENTS: StudentRow,
    Table.CONTACTS: ContactRow,
    Table.STAFF: StaffRow,
    Table.GROUPS: GroupRow,
    Table.TIES: TieRow,
    Table.PLACES: PlaceRow,
    Table.POSTS: PostRow,
}


def column_of(name: str) -> str:
    """Return the column of a field of a plain row: `student` is `student_id`."""
    return f"{name}_id" if name in POINTS_AT else name


def _plain_rows(
    table: Table, model: type[SchoolOwned], *, lock: bool
) -> tuple[Any, ...]:
    row, rows = ROW_OF[table], model.objects.order_by("pk")
    if lock:
        rows = rows.select_for_update()
    names = map(column_of, row._fields)
    return tuple(row._make(each) for each in rows.values_list(*names).iterator())


def _earlier_schools() -> frozenset[str]:
    taken = ImportBatch.objects.filter(state=ImportState.APPLIED)
    said = taken.values_list("summary__schools", flat=True)
    return frozenset(name for names in said for name in names or ())


EVERYTHING: tuple[tuple[type[SchoolOwned], tuple[str, ...]], ...] = (
    (Student, ()),
    (Contact, ()),
    (StaffMember, ("line_manager__public_id",)),
    (Governor, ()),
    (Group, ()),
    (Tie, ("student__public_id", "contact__public_id")),
    (GroupPlace, ("student__public_id", "group__kind", "group__name")),
    (Absence, ("staff__public_id",)),
    (Correction, ("contact__public_id",)),
)


def everything(school: School) -> Iterator[str]:
    """Yield all that is on record of a school's people: one JSON text a row, in order.

    Two such exports are equal exactly when the same stands on record. Names nobody by
    row number.
    """
    for model, more in EVERYTHING:
        own = [
            field.name
            for field in model._meta.concrete_fields  # noqa: SLF001 (Django's own way)
            if not (field.is_relation or field.primary_key)
        ]
        rows = model.objects.filter(school=school).values(*own, *more)
        lines = (
            json.dumps(
                {"table": model.__name__, **row},
                sort_keys=True,
                ensure_ascii=False,
                default=str,
            )
            for row in rows.iterator()
        )
        yield from sorted(lines)
