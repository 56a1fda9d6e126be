"""OneRoster bundles for the tests, of both versions, with people of the cast."""

from tests.integrations.school_files.files import archive, table

Files = dict[str, list[list[str]]]

BOTH: Files = {
    "orgs.csv": [
        ["sourcedId", "status", "dateLastModified", "name", "type", "identifier"],
        ["o1", "", "", "Oakfield Grammar", "school", "123456"],
    ],
    "academicSessions.csv": [
        ["sourcedId", "title", "type", "startDate", "endDate", "schoolYear"],
        ["t1", "Autumn", "term", "2026-09-01", "2026-12-18", "2027"],
    ],
    "courses.csv": [["sourcedId", "title"], ["k1", "Maths"]],
    "classes.csv": [
        ["sourcedId", "status", "title", "courseSourcedId", "classType", "subjects"],
        ["c1", "", "9B/Ma", "k1", "scheduled", ""],
        ["c2", "", "9B", "k1", "homeroom", ""],
        ["c3", "tobedeleted", "9Z", "k1", "scheduled", ""],
    ],
    "enrollments.csv": [
        ["sourcedId", "classSourcedId", "userSourcedId", "role", "endDate"],
        ["e1", "c1", "s1", "student", ""],
        ["e2", "c2", "s1", "student", ""],
        ["e3", "c1", "b1", "teacher", ""],
        ["e4", "c1", "s2", "student", "2026-10-01"],
    ],
    "demographics.csv": [
        ["sourcedId", "birthDate", "sex"],
        ["s1", "2013-05-14", "female"],
        ["s2", "2015-02-03", "male"],
    ],
}
PEOPLE = [
    ["s1", "Amal", "Haddad", "", "", "p1", "09", "student"],
    ["s2", "Yusuf", "Haddad", "", "", "", "07", "student"],
    [
        "p1",
        "Leila",
        "Haddad",
        "leila@FAMILY.example",
        "07700 900123",
        "s2",
        "",
        "parent",
    ],
    ["g1", "Bridget", "Doherty", "", "", "s2", "", "guardian"],
    ["b1", "Aidan", "Byrne", "byrne@oakfield.example", "", "", "", "teacher"],
]
USER = [
    "sourcedId",
    "givenName",
    "familyName",
    "email",
    "sms",
    "agentSourcedIds",
    "grades",
]


def bundle_1_1(**changes: list[list[str]] | None) -> bytes:
    """Return a bundle of version 1.1: the role stands in users.csv."""
    users = [[*USER, "role"], *PEOPLE]
    return _bundle("1.1", {**BOTH, "users.csv": users}, changes)


def bundle_1_2(**changes: list[list[str]] | None) -> bytes:
    """Return a bundle of version 1.2: the roles stand in a file of their own."""
    users = [[*USER, "preferredGivenName"], *([*each[:7], ""] for each in PEOPLE)]
    roles = [["sourcedId", "userSourcedId", "roleType", "role", "endDate"]]
    roles += [[f"r{each[0]}", each[0], "primary", each[7], ""] for each in PEOPLE]
    roles += [["old", "p1", "secondary", "teacher", "2025-07-01"]]
    return _bundle("1.2", {**BOTH, "users.csv": users, "roles.csv": roles}, changes)


def _bundle(
    version: str, files: Files, changes: dict[str, list[list[str]] | None]
) -> bytes:
    """Return the bundle; a change names a file without its ending, None leaves out."""
    for name, rows in changes.items():
        if rows is None:
            files = {each: files[each] for each in files if each != f"{name}.csv"}
        else:
            files = {**files, f"{name}.csv": rows}
    announced = [
        [f"file.{name.removesuffix('.csv')}", "bulk"]
        for name in files
        if name != "manifest.csv"
    ]
    manifest = [["propertyName", "value"], ["oneroster.version", version], *announced]
    whole = {"manifest.csv": manifest, **files}
    return archive({name: table(*rows) for name, rows in whole.items()})
