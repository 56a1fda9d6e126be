"""Riverside College: about 1,500 students in England, on fe-college."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from schoolgate.cli.demo.families import Adult, birthday, contact, tie
from schoolgate.cli.demo.governors import appoint_to_the_college
from schoolgate.cli.demo.names import Names
from schoolgate.cli.demo.people import Crowd
from schoolgate.cli.demo.personas import Personas
from schoolgate.cli.demo.running import administrator
from schoolgate.cli.demo.years import NEW_YEAR_MONTH, make_year
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.disclosure.enums import ConsentForm
from schoolgate.domain.disclosure.models import Consent, Objection
from schoolgate.domain.people.enums import Relationship
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.domain.policies.actions import adopt_pack
from schoolgate.domain.schools.enums import GroupKind, Nation, SchoolKind, Weekday
from schoolgate.domain.schools.models import School
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.school_year import WeekdayHours

TUTOR_GROUPS = 75
PLACES_IN_A_GROUP = 20
AGES = (16, 17, 18, 19)
COURSES = ("Health", "Engineering", "Art", "Business", "Computing")

COME_IN = (
    WeekdayHours(
        Weekday.TUE, time(17, 0), time(18, 30), "tutors, in the student centre"
    ),
)


@dataclass
class College:
    """The college while it is made."""

    crowd: Crowd
    posts: list[Post]
    tutors: list[StaffMember]
    started: date
    cast: dict[str, Contact]
    children: dict[str, Student]


def make_college(personas: Personas, *, at: datetime) -> College:
    """Make the college with its year, its people, its posts and its cast."""
    school = School.objects.create(
        name="Riverside College",
        nation=Nation.ENGLAND,
        kind=SchoolKind.COLLEGE,
        mail_domain="riverside.example",
        office_mailbox="studentservices",
    )
    crowd = Crowd(school, Names(seed=16), at.date())
    make_year(school, opens=time(9, 0), closes=time(17, 0), visits=COME_IN, at=at)
    adopt_pack(
        school,
        "fe-college",
        by=SYSTEM,
        at=at - timedelta(days=300),
        why="Approved by the corporation",
    )
    year = at.year if at.month >= NEW_YEAR_MONTH else at.year - 1
    made = College(crowd, [], [], date(year, 9, 1), {}, {})
    _staff(made, personas)
    _fill(made)
    _cast(made, personas)
    appoint_to_the_college(school, personas, on=crowd.today)
    Post.objects.bulk_create(made.posts)
    return made


def _staff(made: College, personas: Personas) -> None:
    hire, post = made.crowd.hire, made.crowd.post
    shaw, grant = hire("Dr", "Miriam", "Shaw"), hire("Mr", "Owen", "Grant")
    patel = hire("Ms", "Nisha", "Patel")
    made.posts += [
        post(Role.PRINCIPAL, shaw),
        post(Role.SCHOOL_OFFICE, grant),
        post(Role.STUDENT_SERVICES, grant),
        administrator(made.crowd, "Mr", "Viktor", "Nowak"),
    ]
    made.tutors = [patel, *made.crowd.hire_many(TUTOR_GROUPS - 1)]
    personas.staff(patel, "Tutor and trusted contact", "One name for each family")
    personas.staff(grant, "Student services", "Knows who may be told what")
    personas.staff(shaw, "Principal", "Sees the whole college")


def _fill(made: College) -> None:
    crowd = made.crowd
    for number, tutor in enumerate(made.tutors):
        course = COURSES[number % len(COURSES)]
        group = crowd.group(GroupKind.FORM, f"{course} {number // len(COURSES) + 1}")
        made.posts.append(crowd.post(Role.TUTOR, tutor, group=group))
        students = []
        for _ in range(PLACES_IN_A_GROUP):
            student = crowd.enrol(crowd.names.family(), AGES[number % len(AGES)])
            _programme(made, student)
            students.append(student)
        crowd.add_students(students)
        crowd.place(students, group)
        made.posts += [
            crowd.post(Role.TRUSTED_CONTACT, tutor, student=one) for one in students
        ]


def _cast(made: College, personas: Personas) -> None:
    """Add the students whose own say decides, and their parents."""
    today, school = made.crowd.today, made.crowd.school
    zainab = _child(made, "Zainab", "Ali", birthday(today, 17), "Mrs", "Farida", "Ali")
    Objection.objects.create(
        school=school, student=zainab, made_on=today - timedelta(days=60)
    )
    # Turned 18 since the programme started, and said yes to her father.
    marcus = _child(
        made, "Marcus", "Bell", birthday(today, 18, days_ago=20), "Mr", "Errol", "Bell"
    )
    Consent.objects.create(
        school=school,
        student=marcus,
        contact=made.cast["Errol"],
        form=ConsentForm.SPOKEN,
        given_on=today - timedelta(days=15),
    )
    chloe = _child(made, "Chloe", "Evans", birthday(today, 19), "Mrs", "Gwen", "Evans")
    personas.student(zainab, "Student, 17", "Said no: her mother is told nothing")
    personas.student(marcus, "Student, 18, started at 17", "Said yes to his father")
    personas.student(chloe, "Student, 19, started at 18", "Nothing without her yes")
    for name, who, story in (
        ("Farida", "Mother of Zainab, 17", "May ask; is told nothing about Zainab"),
        ("Errol", "Father of Marcus, 18", "Marcus agreed, so he may be told"),
        ("Gwen", "Mother of Chloe, 19", "Chloe has not agreed in writing"),
    ):
        personas.parent(school, made.cast[name], who, story)


def _child(
    made: College,
    given: str,
    family: str,
    born_on: date,
    title: str,
    parent: str,
    parent_family: str,
) -> Student:
    crowd = made.crowd
    relationship = Relationship.FATHER if title == "Mr" else Relationship.MOTHER
    student = Student(
        school=crowd.school, given_name=given, family_name=family, born_on=born_on
    )
    _programme(made, student)
    student.save()
    adult = Adult(title, parent, parent_family, relationship)
    made.cast[parent] = contact(crowd.school, adult)
    tie(student, made.cast[parent], adult)
    patel = made.tutors[0]
    made.posts.append(crowd.post(Role.TRUSTED_CONTACT, patel, student=student))
    made.children[given] = student
    return student


def _programme(made: College, student: Student) -> None:
    student.programme_starts_on = made.started
    student.programme_ends_on = date(made.started.year + 2, 6, 30)
