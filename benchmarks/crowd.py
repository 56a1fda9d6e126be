"""Filling the cast's school with students and enquiries, many at once.

Written straight into the tables: what is measured is reading. Mr Byrne's desk and
Leila's page have as much on them at every size, as a teacher and a mother have.
"""

import random
from datetime import datetime, timedelta
from typing import Any

SUBJECTS = ("homework", "maths set", "bus", "coat", "timetable", "lunch", "test")
ASKS = ("When is the", "Who decided about the", "Question about the", "Lost:")
MORE = ("for Year 9", "next week", "again", "since Monday", "and the trip", "please")
AT_ONCE = 2_000
OPEN_SHARE, ANSWERED_SHARE = 0.03, 0.1
HIS, HERS = 30, 30
"""Of all enquiries at every size: with Mr Byrne, from Leila."""


def grow(cast: Any, students: int, enquiries: int, at: datetime) -> None:
    """Bring the school to this many students and enquiries."""
    from schoolgate.domain.enquiries.models import Enquiry  # noqa: PLC0415
    from schoolgate.domain.people.models import Student  # noqa: PLC0415
    from schoolgate.foundation.tenancy import school_in_force  # noqa: PLC0415

    draw = random.Random(students)  # noqa: S311 (the same people each time)
    with school_in_force(cast.oakfield.pk):
        missing = students - Student.objects.count()
        ties = _people(cast.oakfield, missing, draw)
        _enquiries(cast, ties, enquiries - Enquiry.objects.count(), draw, at)


def _people(school: Any, number: int, draw: random.Random) -> list[Any]:
    from datetime import date  # noqa: PLC0415

    from schoolgate.cli.demo.names import Names  # noqa: PLC0415
    from schoolgate.domain.people.enums import (  # noqa: PLC0415
        Relationship,
        Responsibility,
    )
    from schoolgate.domain.people.models import (  # noqa: PLC0415
        Contact,
        StaffMember,
        Student,
        Tie,
    )

    names, born = Names(seed=draw.randrange(1_000)), date(2013, 5, 1)
    people = [(names.given(), names.given(), names.family()) for _ in range(number)]
    children = Student.objects.bulk_create(
        (
            Student(school=school, given_name=child, family_name=family, born_on=born)
            for child, _, family in people
        ),
        AT_ONCE,
    )
    adults = Contact.objects.bulk_create(
        (
            Contact(school=school, title="Mrs", given_name=adult, family_name=family)
            for _, adult, family in people
        ),
        AT_ONCE,
    )
    StaffMember.objects.bulk_create(
        StaffMember(school=school, given_name="Sam", family_name=names.family())
        for _ in range(number // 15)
    )
    pairs = zip(children, adults, strict=True)
    return Tie.objects.bulk_create(
        (
            Tie(
                school=school,
                student=child,
                contact=adult,
                relationship=Relationship.MOTHER,
                responsibility=Responsibility.PARENTAL,
                starts_on=born,
            )
            for child, adult in pairs
        ),
        AT_ONCE,
    )


def _enquiries(
    cast: Any, ties: list[Any], number: int, draw: random.Random, at: datetime
) -> None:
    from schoolgate.domain.enquiries.actions.indexing import (  # noqa: PLC0415
        refresh_words,
    )
    from schoolgate.domain.enquiries.models import Enquiry  # noqa: PLC0415
    from schoolgate.domain.people.models import StaffMember  # noqa: PLC0415

    staff = list(StaffMember.objects.filter(given_name="Sam"))
    first = not Enquiry.objects.exists()
    rows = []
    for place in range(number):
        tie, holder = draw.choice(ties), draw.choice(staff)
        contact, student = tie.contact, tie.student
        if first and place < HIS:
            holder = cast.staff("byrne")
        elif first and place < HIS + HERS:
            contact, student = cast.contact("leila"), cast.student("amal")
        age = timedelta(minutes=draw.randrange(60 * 24 * 365))
        rows.append(_one(contact, student, holder, at - age, draw, place < HIS))
    there = Enquiry.objects.count()
    for place, row in enumerate(rows, start=there):
        row.reference = _reference(place)
    Enquiry.objects.bulk_create(rows, AT_ONCE)
    _say(rows, at)
    refresh_words()


def _reference(number: int) -> str:
    """Return one that no other has: drawn ones would meet among so many at once."""
    from schoolgate.foundation.ids import (  # noqa: PLC0415
        REFERENCE_ALPHABET,
        REFERENCE_LENGTH,
    )

    letters = []
    for _ in range(REFERENCE_LENGTH):
        number, place = divmod(number, len(REFERENCE_ALPHABET))
        letters.append(REFERENCE_ALPHABET[place])
    return "".join(letters)


def _one(
    contact: Any,
    student: Any,
    holder: Any,
    opened_at: datetime,
    draw: random.Random,
    is_his: bool,  # noqa: FBT001
) -> Any:
    from schoolgate.domain.enquiries.models import Enquiry  # noqa: PLC0415

    turn = 0.0 if is_his else draw.random()
    state = "closed"
    if turn < OPEN_SHARE:
        state = "open"
    elif turn < OPEN_SHARE + ANSWERED_SHARE:
        state = "answered"
    title = " ".join((draw.choice(ASKS), draw.choice(SUBJECTS), draw.choice(MORE)))
    return Enquiry(
        school_id=contact.school_id,
        contact=contact,
        student=student,
        channel="portal",
        concern=draw.choice(("academic", "pastoral", "general")),
        title=title,
        state=state,
        role=draw.choice(("subject_teacher", "form_teacher", "head_of_year")),
        step=1,
        holder=holder,
        opened_at=opened_at,
        closed_at=opened_at if state == "closed" else None,
        outcome="resolved" if state == "closed" else "",
        due_at=opened_at + timedelta(days=14) if state == "open" else None,
    )


def _say(rows: list[Any], at: datetime) -> None:
    """Give each a promise, a question, and an answer unless it is open."""
    from schoolgate.domain.enquiries.models import (  # noqa: PLC0415
        Enquiry,
        Message,
        Promise,
    )

    promises = Promise.objects.bulk_create(
        (
            Promise(
                school_id=row.school_id,
                enquiry=row,
                adoption_version=1,
                channel="portal",
                step=1,
                received_at=row.opened_at,
                answer_by=row.opened_at + timedelta(days=14),
                acknowledged_at=None if row.state == "open" else row.opened_at,
                answered_at=None if row.state == "open" else row.opened_at,
            )
            for row in rows
        ),
        AT_ONCE,
    )
    for row, promise in zip(rows, promises, strict=True):
        row.promise = promise
    Enquiry.objects.bulk_update(rows, ["promise"], 200)
    said = [("from_family", None, row) for row in rows]
    said += [("answer", row.holder, row) for row in rows if row.state != "open"]
    Message.objects.bulk_create(
        (
            Message(
                school_id=row.school_id,
                enquiry=row,
                kind=kind,
                staff=staff,
                text="As it was.",
                channel="portal",
                sent_at=min(row.opened_at, at),
            )
            for kind, staff, row in said
        ),
        AT_ONCE,
    )
