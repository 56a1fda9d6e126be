"""Rolls and records made for the tests of planning, by hand and by hypothesis."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from schoolgate.kernel.importing.changes import Options, Plan
from schoolgate.kernel.importing.on_record import OnRecord, PostRow
from schoolgate.kernel.importing.planning import plan
from schoolgate.kernel.importing.taking import taken
from schoolgate.kernel.roll import (
    AdultLine,
    ClassLine,
    Part,
    Place,
    Roll,
    StaffLine,
    StudentLine,
)
from schoolgate.kernel.vocabulary import Relationship, Responsibility

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
BORN = date(2013, 5, 1)
EVERY_PART = frozenset(Part)
NOTHING = OnRecord(post_of={"class": "subject_teacher", "form": "form_teacher"})
"""The record of a school with nobody on it."""


def adult(given: str = "Ann", family: str = "Doe", **said: Any) -> AdultLine:
    """Return an adult with a name and what else is said."""
    line = AdultLine(
        ref="",
        title="",
        given_name=given,
        family_name=family,
        email="",
        mobile="",
        relationship=Relationship.MOTHER,
        responsibility=None,
        is_prime_carer=None,
        is_named_for_access=None,
        place=Place("roll.csv", 2),
    )
    return replace(line, **said)


def child(given: str = "Cleo", *adults: AdultLine, **said: Any) -> StudentLine:
    """Return a student with adults and what else is said."""
    line = StudentLine(
        ref="",
        given_name=given,
        family_name="Doe",
        preferred_name="",
        born_on=BORN,
        form="",
        year="",
        classes=(),
        programme_starts_on=None,
        programme_ends_on=None,
        adults=adults,
        place=Place("roll.csv", 2),
    )
    return replace(line, **said)


def roll(*students: StudentLine, **said: Any) -> Roll:
    """Return a roll of these students that speaks of everything."""
    return replace(Roll("roll.csv", students=students, says=EVERY_PART), **said)


def member(given: str = "Dee", family: str = "Oh", **said: Any) -> StaffLine:
    """Return somebody who works at the school."""
    line = StaffLine("", "", given, family, "", Place("roll.csv", 2))
    return replace(line, **said)


def taught(name: str, *teachers: str, **said: Any) -> ClassLine:
    """Return a class with who teaches it."""
    return replace(ClassLine(name, "class", "", teachers, Place("roll.csv", 2)), **said)


def planned(said: Roll, record: OnRecord, **options: Any) -> Plan:
    """Plan a roll today."""
    return plan(said, record, Options(**options), on=TODAY)


def after(said: Roll, record: OnRecord | None = None, **options: Any) -> OnRecord:
    """Return what is on record once a roll has been taken."""
    record = record or NOTHING
    return taken(record, planned(said, record, **options).changes)


adult_lines = st.builds(
    AdultLine,
    ref=st.sampled_from(["", "", "7", "8"]),
    title=st.sampled_from(["", "Mrs"]),
    given_name=st.sampled_from(["Ann", "A", "Tom", ""]),
    family_name=st.sampled_from(["Doe", "Roe", ""]),
    email=st.sampled_from(["", "one@family.example", "Two@family.example"]),
    mobile=st.sampled_from(["", "07700 900001", "+44 7700 900001"]),
    relationship=st.sampled_from([None, *Relationship]),
    responsibility=st.sampled_from([None, *Responsibility]),
    is_prime_carer=st.sampled_from([None, True, False]),
    is_named_for_access=st.sampled_from([None, True, False]),
    place=st.just(Place("roll.csv", 2)),
)
student_lines = st.builds(
    StudentLine,
    ref=st.sampled_from(["", "", "1", "2", "3"]),
    given_name=st.sampled_from(["Cleo", "Cy"]),
    family_name=st.sampled_from(["Doe", "Roe"]),
    preferred_name=st.just(""),
    born_on=st.sampled_from([BORN, date(2011, 2, 3)]),
    form=st.sampled_from(["", "9A", "9B"]),
    year=st.sampled_from(["", "9", "Year 9"]),
    classes=st.sampled_from([(), ("Maths",), ("Maths", "Music")]),
    programme_starts_on=st.sampled_from([None, date(2026, 9, 1)]),
    programme_ends_on=st.just(None),
    adults=st.lists(adult_lines, max_size=3).map(tuple),
    place=st.just(Place("roll.csv", 2)),
)
staff_lines = st.builds(
    StaffLine,
    ref=st.sampled_from(["", "", "DB", "AO"]),
    title=st.sampled_from(["", "Mr"]),
    given_name=st.sampled_from(["Dee", "Abe"]),
    family_name=st.just("Oh"),
    email=st.sampled_from(["", "one@oakfield.example", "two@oakfield.example"]),
    place=st.just(Place("roll.csv", 2)),
)
class_lines = st.builds(
    ClassLine,
    name=st.sampled_from(["Maths", "maths", "9A"]),
    kind=st.sampled_from(["class", "form"]),
    subject=st.sampled_from(["", "Maths", "Music"]),
    teachers=st.sampled_from([(), ("DB",), ("Dee Oh",), ("Mr Oh", "DB"), ("AO",)]),
    place=st.just(Place("roll.csv", 2)),
)
rolls = st.builds(
    lambda students, staff, classes: roll(
        *students, staff=tuple(staff), classes=tuple(classes)
    ),
    st.lists(student_lines, max_size=4),
    st.lists(staff_lines, max_size=3),
    st.lists(class_lines, max_size=3),
)
options = st.builds(
    Options,
    is_whole_roll=st.booleans(),
    ends_ties=st.booleans(),
    parents_answer=st.booleans(),
)


def posts_by_hand(record: OnRecord) -> st.SearchStrategy[list[PostRow]]:
    """Return posts that somebody has given: vacant, with a deputy, of every role."""
    if not record.groups:
        return st.just([])
    who = st.sampled_from([None, *(row.id for row in record.staff)])
    post = st.builds(
        PostRow,
        id=st.integers(1000, 9999),
        public_id=st.just("p"),
        role=st.sampled_from(["subject_teacher", "form_teacher", "head_of_year"]),
        group=st.sampled_from([row.id for row in record.groups]),
        holder=who,
        deputy=who,
    )
    return st.lists(post, max_size=3, unique_by=lambda each: each.id).map(sorted)


@st.composite
def records(draw: st.DrawFn) -> OnRecord:
    """Return a record as rolls taken before have left it, with pairs to protect."""
    record = NOTHING
    for said in draw(st.lists(rolls, max_size=2)):
        record = taken(record, plan(said, record, draw(options), on=BORN).changes)
    record = replace(record, posts=(*record.posts, *draw(posts_by_hand(record))))
    pairs = sorted({(tie.student, tie.contact) for tie in record.ties})
    chosen = st.frozensets(st.sampled_from(pairs), max_size=2) if pairs else None
    if chosen is None:
        return record
    return replace(record, restricted=draw(chosen), objected=draw(chosen))
