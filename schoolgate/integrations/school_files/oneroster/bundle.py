"""A whole OneRoster bundle: its manifest, then its people, then its classes."""

from dataclasses import dataclass
from datetime import date

from schoolgate.integrations.school_files.archives import Archive
from schoolgate.integrations.school_files.days import read_day
from schoolgate.integrations.school_files.findings import Findings, refusal
from schoolgate.integrations.school_files.oneroster.parts import Bundle
from schoolgate.integrations.school_files.oneroster.people import (
    STUDENT,
    User,
    adults_by_student,
    read_birthdays,
    read_users,
    staff_lines,
)
from schoolgate.integrations.school_files.oneroster.teaching import (
    Teaching,
    read_teaching,
)
from schoolgate.kernel.roll import AdultLine, Part, Roll, StudentLine

MANIFEST = "manifest.csv"
VERSIONS = ("1.1", "1.2")
BULK, DELTA = "bulk", "delta"
NEEDED = ("users", "demographics")
TEACHING = ("classes", "enrollments")


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself: its version, and how each file is to be taken."""

    version: str
    modes: dict[str, str]

    def has(self, part: str) -> bool:
        """Answer whether a file is announced, in whichever mode."""
        return self.modes.get(part) in {BULK, DELTA}


def is_bundle(archive: Archive) -> bool:
    """Answer whether an archive is a OneRoster bundle: it has a manifest."""
    return _folder(archive) is not None


def read_bundle(archive: Archive, findings: Findings, *, today: date) -> Roll:
    """Read a bundle; raises RefusedFileError if it is not one that can be taken."""
    archive.refuse_archives_inside()
    bundle = Bundle(archive, findings, _folder(archive) or "")
    manifest = _manifest(bundle)
    users = read_users(bundle, has_roles_file=manifest.version == "1.2", today=today)
    birthdays = read_birthdays(bundle, users, today=today)
    adults = adults_by_student(bundle, users)
    teaches = all(manifest.has(part) for part in TEACHING)
    teaching = read_teaching(bundle, users, today=today) if teaches else Teaching()
    _doubt_the_sessions(bundle, manifest, today)
    if not users and not findings.faults:
        do = "Export the bundle again; it may be cut off."
        findings.fault(None, "users.csv", "nobody", "a row for each person", do)
    return Roll(
        f"{findings.file} (OneRoster {manifest.version})",
        students=_students(users, birthdays, adults, teaching),
        staff=staff_lines(users),
        classes=teaching.classes,
        says=_says(users, teaching),
        schools=_schools(bundle, manifest),
    )


def _students(
    users: dict[str, User],
    birthdays: dict[str, date],
    adults: dict[str, tuple[AdultLine, ...]],
    teaching: Teaching,
) -> tuple[StudentLine, ...]:
    return tuple(
        StudentLine(
            ref=user.ref,
            given_name=user.given_name,
            family_name=user.family_name,
            preferred_name=user.preferred_name,
            born_on=birthdays[user.ref],
            form=teaching.forms.get(user.ref, ""),
            year=user.year,
            classes=teaching.places.get(user.ref, ()),
            programme_starts_on=None,
            programme_ends_on=None,
            adults=adults.get(user.ref, ()),
            place=user.place,
        )
        for user in users.values()
        if STUDENT in user.roles and not user.is_faulty
    )


def _says(users: dict[str, User], teaching: Teaching) -> frozenset[Part]:
    """Return what the bundle speaks of: only that of which it has any."""
    students = [user for user in users.values() if STUDENT in user.roles]
    has_any = {
        Part.STUDENTS: True,
        Part.YEARS: any(user.year for user in students),
        Part.ADULTS: any(user.relationship for user in users.values()),
        Part.STAFF: bool(staff_lines(users)),
        Part.CLASSES: bool(teaching.classes),
        Part.PLACES: bool(teaching.places),
        Part.FORMS: bool(teaching.forms),
    }
    return frozenset(part for part, is_there in has_any.items() if is_there)


def _manifest(bundle: Bundle) -> Manifest:
    """Read the manifest; refuse other versions, and a delta."""
    file = bundle.findings.file
    said = {
        record.get("propertyName"): record.get("value")
        for record in bundle.records(MANIFEST, "propertyName", "value")
    }
    version = said.get("oneroster.version", "")
    if version not in VERSIONS:
        raise refusal(
            file,
            f"OneRoster {version}" if version else "no oneroster.version",
            " or ".join(VERSIONS),
            "Choose one of these versions where the bundle is exported.",
        )
    modes = {
        name.removeprefix("file."): value.casefold()
        for name, value in said.items()
        if name.startswith("file.")
    }
    needed = (*NEEDED, "roles") if version == "1.2" else NEEDED
    changes = [part for part in (*needed, *TEACHING) if modes.get(part) == DELTA]
    if changes:
        raise refusal(
            file,
            f"a delta ({', '.join(changes)}): only what has changed",
            "a bulk export: everything",
            "Choose “bulk” where the bundle is exported.",
        )
    missing = [part for part in needed if modes.get(part) != BULK]
    if missing:
        raise refusal(
            file,
            f"a bundle without {', '.join(missing)}",
            "users and demographics, which have the students' birthdays",
            "Include them where the bundle is exported.",
        )
    return Manifest(version, modes)


def _schools(bundle: Bundle, manifest: Manifest) -> tuple[str, ...]:
    """Return the identifiers, or names, of the schools in the bundle."""
    if not manifest.has("orgs"):
        return ()
    found = [
        record.get("identifier") or record.get("name")
        for record in bundle.records("orgs.csv", "sourcedId", "name", "type")
        if record.get("type").casefold() == "school"
    ]
    schools = tuple(dict.fromkeys(filter(None, found)))
    if len(schools) > 1:
        bundle.findings.doubt(
            f"The bundle is of {len(schools)} schools: {', '.join(schools[:5])}.",
            "Another school's students must not come in with it.",
        )
    return schools


def _doubt_the_sessions(bundle: Bundle, manifest: Manifest, today: date) -> None:
    """Add a doubt if every term in the bundle has ended."""
    if not manifest.has("academicSessions"):
        return
    ends = [
        day
        for record in bundle.records("academicSessions.csv", "sourcedId", "endDate")
        if isinstance(day := bundle.read(record, "endDate", read_day), date)
    ]
    if ends and max(ends) < today:
        bundle.findings.doubt(
            f"Every term in the bundle has ended, the last on {max(ends).isoformat()}.",
            "It may be last year's file.",
        )


def _folder(archive: Archive) -> str | None:
    """Return the folder with the manifest: none, or one around the whole bundle."""
    for name in archive.names:
        folder, _, last = name.rpartition("/")
        if last.casefold() == MANIFEST:
            return f"{folder}/" if folder else ""
    return None
