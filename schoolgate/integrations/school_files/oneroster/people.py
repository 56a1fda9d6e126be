"""The people of a bundle: users with their roles, birthdays and ties."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from schoolgate.integrations.school_files.cells import read_name, read_year
from schoolgate.integrations.school_files.days import read_birthday, read_day
from schoolgate.integrations.school_files.fields import Read
from schoolgate.integrations.school_files.oneroster.parts import Bundle, Record
from schoolgate.integrations.school_files.reaching import read_email, read_phone
from schoolgate.kernel.roll import AdultLine, Place, StaffLine
from schoolgate.kernel.vocabulary import Relationship

STUDENT = "student"
RELATIONSHIPS = {
    "parent": Relationship.PARENT,
    "guardian": Relationship.GUARDIAN,
    "relative": Relationship.OTHER,
}
STAFF_ROLES = {
    "teacher",
    "aide",
    "administrator",
    "counselor",
    "principal",
    "districtadministrator",
    "siteadministrator",
    "systemadministrator",
}
"""Of both versions; a proctor watches tests and is nobody a family would ask."""


@dataclass(slots=True)
class User:
    """Somebody in users.csv, whatever they are at the school."""

    ref: str
    given_name: str
    family_name: str
    preferred_name: str
    email: str
    mobile: str
    year: str
    agents: tuple[str, ...]
    place: Place
    is_faulty: bool
    roles: set[str] = field(default_factory=set)

    @property
    def relationship(self) -> Relationship | None:
        """Return what the roles say this adult is to a child, if they say it."""
        return next((RELATIONSHIPS[r] for r in RELATIONSHIPS if r in self.roles), None)


def read_users(bundle: Bundle, *, has_roles_file: bool, today: date) -> dict[str, User]:
    """Return the users by their sourcedId, each with the roles in force today."""
    needed = ("sourcedId", "givenName", "familyName")
    found: dict[str, User] = {}
    for record in bundle.records("users.csv", *needed):
        user = _user(bundle, record)
        if user.ref in found:
            allowed = f"each sourcedId once; it is in row {found[user.ref].place.row}"
            bundle.fault(user.place, "sourcedId", user.ref, allowed)
            found[user.ref].is_faulty = True
            continue
        if not has_roles_file:
            user.roles = {record.get("role").casefold()}
        found[user.ref] = user
    if has_roles_file:
        _add_roles(bundle, found, today)
    return found


def _user(bundle: Bundle, record: Record) -> User:
    before = bundle.findings.how_many
    user = User(
        ref=record.get("sourcedId"),
        given_name=_read(bundle, record, "givenName", read_name),
        family_name=_read(bundle, record, "familyName", read_name),
        preferred_name=_read(bundle, record, "preferredGivenName", read_name),
        email=_read(bundle, record, "email", read_email),
        mobile=_read(bundle, record, "sms", read_phone)
        or _read(bundle, record, "phone", read_phone),
        year=_year(bundle, record),
        agents=record.ids("agentSourcedIds"),
        place=record.place,
        is_faulty=False,
    )
    for header in ("sourcedId", "givenName"):
        if not record.get(header):
            bundle.fault(record.place, header, "", "a value")
    user.is_faulty = bundle.findings.how_many > before
    return user


def _read(bundle: Bundle, record: Record, header: str, read: Read) -> Any:  # noqa: ANN401
    return bundle.read(record, header, read) or ""


def _year(bundle: Bundle, record: Record) -> str:
    """Return the year group, if the user has exactly one."""
    if len(record.ids("grades")) != 1:
        return ""
    year: str = _read(bundle, record, "grades", read_year)
    return year


def _add_roles(bundle: Bundle, users: dict[str, User], today: date) -> None:
    for record in bundle.records("roles.csv", "userSourcedId", "role"):
        user = users.get(record.get("userSourcedId"))
        ended = bundle.read(record, "endDate", read_day)
        if isinstance(ended, date) and ended < today:
            continue
        if user is None:
            found = record.get("userSourcedId")
            bundle.fault(record.place, "userSourcedId", found, "one of users.csv")
            continue
        user.roles.add(record.get("role").casefold())


def read_birthdays(
    bundle: Bundle, users: dict[str, User], *, today: date
) -> dict[str, date]:
    """Return the birthdays of the students; one that is missing is a fault."""
    read = partial(read_birthday, today=today)
    found: dict[str, date] = {}
    for record in bundle.records("demographics.csv", "sourcedId", "birthDate"):
        user = users.get(record.get("sourcedId"))
        if user is None or STUDENT not in user.roles:
            continue
        before = bundle.findings.how_many
        born_on = bundle.read(record, "birthDate", read)
        if isinstance(born_on, date):
            found[user.ref] = born_on
        user.is_faulty = user.is_faulty or bundle.findings.how_many > before
    for user in users.values():
        if STUDENT in user.roles and user.ref not in found:
            if not user.is_faulty:
                allowed = "a student with a birthDate in demographics.csv"
                bundle.fault(user.place, "sourcedId", user.ref, allowed)
            user.is_faulty = True
    return found


def adults_by_student(
    bundle: Bundle, users: dict[str, User]
) -> dict[str, tuple[AdultLine, ...]]:
    """Return the adults of each student, whichever of the two names the other.

    A student one of whose adults is at fault is at fault too.
    """
    tied: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for user in users.values():
        for other in _known(bundle, user, users):
            if STUDENT in user.roles and other.relationship:
                tied[user.ref][other.ref] = None
            elif STUDENT in other.roles and user.relationship:
                tied[other.ref][user.ref] = None
    for student, adults in tied.items():
        if any(users[each].is_faulty for each in adults):
            users[student].is_faulty = True
    return {
        student: tuple(_adult(users[each]) for each in adults)
        for student, adults in tied.items()
    }


def _known(bundle: Bundle, user: User, users: dict[str, User]) -> Iterable[User]:
    for ref in user.agents:
        if ref in users:
            yield users[ref]
        else:
            bundle.fault(user.place, "agentSourcedIds", ref, "one of users.csv")
            user.is_faulty = True


def _adult(user: User) -> AdultLine:
    return AdultLine(
        ref=user.ref,
        title="",
        given_name=user.given_name,
        family_name=user.family_name,
        email=user.email,
        mobile=user.mobile,
        relationship=user.relationship,
        responsibility=None,
        is_prime_carer=None,
        is_named_for_access=None,
        place=user.place,
    )


def staff_lines(users: dict[str, User]) -> tuple[StaffLine, ...]:
    """Return those who work at the school."""
    return tuple(
        StaffLine(
            user.ref, "", user.given_name, user.family_name, user.email, user.place
        )
        for user in users.values()
        if user.roles & STAFF_ROLES and not user.is_faulty
    )
