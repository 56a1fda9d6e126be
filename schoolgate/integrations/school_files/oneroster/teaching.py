"""The classes of a bundle: their subjects, who teaches them, who is in them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from schoolgate.integrations.school_files.cells import read_text
from schoolgate.integrations.school_files.days import read_day
from schoolgate.integrations.school_files.oneroster.parts import Bundle, Record
from schoolgate.integrations.school_files.oneroster.people import STUDENT, User
from schoolgate.kernel.roll import CLASS, FORM, ClassLine, Place

HOMEROOM = "homeroom"
TEACHER = "teacher"


@dataclass(slots=True)
class Taught:
    """A class as the bundle has it; `kind` is "form" for a homeroom."""

    name: str
    kind: str
    subject: str
    place: Place
    teachers: list[str] = field(default_factory=list)


@dataclass
class Teaching:
    """The classes, and the form and classes of each student."""

    classes: tuple[ClassLine, ...] = ()
    forms: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_teaching(bundle: Bundle, users: dict[str, User], *, today: date) -> Teaching:
    """Read classes, courses and enrollments; those that have ended are left out."""
    taught = _classes(bundle, _subjects(bundle))
    found = Teaching()
    places: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for record in bundle.records(
        "enrollments.csv", "classSourcedId", "userSourcedId", "role"
    ):
        ended = bundle.read(record, "endDate", read_day)
        group, user = _whom_and_where(bundle, record, taught, users)
        if group is None or user is None or _is_over(ended, today):
            continue
        role = record.get("role").casefold()
        if role == TEACHER and user.ref not in group.teachers:
            group.teachers.append(user.ref)
        elif role == STUDENT and group.kind == CLASS:
            places[user.ref][group.name] = None
        elif role == STUDENT:
            _put_in_form(bundle, record, user, group.name, found.forms)
    found.places = {ref: tuple(names) for ref, names in places.items()}
    found.classes = tuple(
        ClassLine(each.name, each.kind, each.subject, tuple(each.teachers), each.place)
        for each in taught.values()
    )
    return found


def _is_over(ended: object, today: date) -> bool:
    return isinstance(ended, date) and ended < today


def _subjects(bundle: Bundle) -> dict[str, str]:
    """Return the titles of the courses by sourcedId."""
    if not bundle.has("courses.csv"):
        return {}
    return {
        record.get("sourcedId"): str(bundle.read(record, "title", read_text) or "")
        for record in bundle.records("courses.csv", "sourcedId", "title")
    }


def _classes(bundle: Bundle, subjects: dict[str, str]) -> dict[str, Taught]:
    found: dict[str, Taught] = {}
    names: dict[str, int] = {}
    for record in bundle.records("classes.csv", "sourcedId", "title"):
        name = str(bundle.read(record, "title", read_text) or "")
        if not name:
            bundle.fault(record.place, "title", record.get("title"), "a name")
            continue
        if name in names:
            code = str(bundle.read(record, "classCode", read_text) or "")
            name = f"{name} {code}".strip() if code else name
        if name in names:
            allowed = f"a title of its own; row {names[name]} has the same"
            bundle.fault(record.place, "title", name, allowed)
            continue
        names[name] = record.place.row
        is_form = record.get("classType").casefold() == HOMEROOM
        said = str(bundle.read(record, "subjects", read_text) or "")
        subject = said or subjects.get(record.get("courseSourcedId"), "")
        found[record.get("sourcedId")] = Taught(
            name, FORM if is_form else CLASS, "" if is_form else subject, record.place
        )
    return found


def _whom_and_where(
    bundle: Bundle, record: Record, taught: dict[str, Taught], users: dict[str, User]
) -> tuple[Taught | None, User | None]:
    """Return the class and the user that an enrollment names; unknown ones are faults.

    The student of an enrollment at fault is at fault too: a place would be missing.
    """
    group = taught.get(record.get("classSourcedId"))
    user = users.get(record.get("userSourcedId"))
    if group is None:
        found = record.get("classSourcedId")
        bundle.fault(record.place, "classSourcedId", found, "one of classes.csv")
        if user is not None:
            user.is_faulty = True
    if user is None:
        found = record.get("userSourcedId")
        bundle.fault(record.place, "userSourcedId", found, "one of users.csv")
    return group, user


def _put_in_form(
    bundle: Bundle, record: Record, user: User, name: str, forms: dict[str, str]
) -> None:
    before = forms.setdefault(user.ref, name)
    if before != name:
        allowed = f"one homeroom for a student; there is {before} too"
        bundle.fault(record.place, "classSourcedId", name, allowed)
        user.is_faulty = True
