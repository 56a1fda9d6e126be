"""Filling a demo school with people, and putting them into posts."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from schoolgate.cli.demo.names import Names
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Account, Membership, Post
from schoolgate.domain.people.enums import Relationship, Responsibility
from schoolgate.domain.people.models import (
    Contact,
    Governor,
    GroupPlace,
    StaffMember,
    Student,
    Tie,
)
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.domain.schools.models import Group, School

SECOND_CONTACT_SHARE = 0.6


@dataclass
class Crowd:
    """Everybody at one demo school who is not in the cast."""

    school: School
    names: Names
    today: date
    staff: list[StaffMember] = field(default_factory=list)
    students: list[Student] = field(default_factory=list)

    def hire(self, title: str, given: str, family: str) -> StaffMember:
        """Add a member of staff, with an address at the school."""
        local = f"{given[0]}.{family}".lower().replace("’", "").replace(" ", "")
        member = StaffMember.objects.create(
            school=self.school,
            title=title,
            given_name=given,
            family_name=family,
            email=f"{local}@{self.school.mail_domain}",
            is_qualified_teacher=True,
        )
        self.staff.append(member)
        return member

    def hire_many(self, number: int) -> list[StaffMember]:
        """Add staff with drawn names."""
        names, hired = self.names, []
        for number_left in range(number):
            given, family = names.given(), names.family()
            hired.append(
                StaffMember(
                    school=self.school,
                    title=names.title(),
                    given_name=given,
                    family_name=family,
                    email=f"staff{number_left}@{self.school.mail_domain}",
                    is_qualified_teacher=True,
                )
            )
        self.staff += StaffMember.objects.bulk_create(hired)
        return self.staff[-number:]

    def group(self, kind: GroupKind, name: str, subject: str = "") -> Group:
        """Add a group."""
        return Group.objects.create(
            school=self.school, kind=kind, name=name, subject=subject
        )

    def post(
        self,
        role: Role,
        holder: StaffMember,
        *,
        group: Group | None = None,
        student: Student | None = None,
    ) -> Post:
        """Put somebody into a post."""
        return Post(
            school=self.school, role=role, holder=holder, group=group, student=student
        )

    def enrol(self, family: str, age: int) -> Student:
        """Return a student of this age, not yet saved."""
        days = self.names.random.randrange(20, 340)
        born = date(self.today.year - age, self.today.month, 1) - timedelta(days=days)
        return Student(
            school=self.school,
            given_name=self.names.given(),
            family_name=family,
            born_on=born,
        )

    def add_students(self, students: list[Student]) -> None:
        """Save students, each with one or two contacts."""
        self.students += Student.objects.bulk_create(students)
        contacts: list[Contact] = []
        ties: list[tuple[Student, Contact, Relationship]] = []
        for number, student in enumerate(students):
            for relationship in self._contacts_of():
                contact = Contact(
                    school=self.school,
                    title="Mrs" if relationship is Relationship.MOTHER else "Mr",
                    given_name=self.names.given(),
                    family_name=student.family_name,
                    email=f"{relationship}{number}.{student.family_name}".lower()
                    .replace("’", "")
                    .encode("ascii", "ignore")
                    .decode()
                    + "@family.example",
                )
                contacts.append(contact)
                ties.append((student, contact, relationship))
        Contact.objects.bulk_create(contacts)
        Tie.objects.bulk_create(
            Tie(
                school=self.school,
                student=student,
                contact=contact,
                relationship=relationship,
                responsibility=Responsibility.PARENTAL,
                starts_on=student.born_on,
            )
            for student, contact, relationship in ties
        )

    def place(self, students: list[Student], *groups: Group) -> None:
        """Put students into groups."""
        GroupPlace.objects.bulk_create(
            GroupPlace(school=self.school, student=student, group=group)
            for student in students
            for group in groups
        )

    def _contacts_of(self) -> list[Relationship]:
        both = self.names.random.random() < SECOND_CONTACT_SHARE
        return (
            [Relationship.MOTHER, Relationship.FATHER]
            if both
            else [Relationship.MOTHER]
        )


def account_for(
    email: str,
    school: School,
    *,
    contact: Contact | None = None,
    staff: StaffMember | None = None,
    student: Student | None = None,
    governor: Governor | None = None,
) -> Account:
    """Give somebody an account, or their account one more membership."""
    account, _ = Account.objects.get_or_create(email=email)
    Membership.objects.create(
        school=school,
        account=account,
        contact=contact,
        staff=staff,
        student=student,
        governor=governor,
    )
    return account
