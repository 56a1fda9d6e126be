"""Building the families of the cast, adult by adult."""

from dataclasses import dataclass
from datetime import date, timedelta

from schoolgate.domain.people.enums import Relationship, Responsibility
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.domain.schools.models import School


@dataclass(frozen=True)
class Adult:
    """One adult of the cast and what they are to a student."""

    title: str
    given: str
    family: str
    relationship: Relationship
    responsibility: Responsibility = Responsibility.PARENTAL
    is_prime_carer: bool = False

    @property
    def email(self) -> str:
        """Return this person's private address."""
        local = f"{self.given}.{self.family}".lower().replace("’", "")
        return f"{local}@family.example"


def birthday(today: date, age: int, *, days_ago: int = 100) -> date:
    """Return the birthday of somebody who turned this age some days ago."""
    turned = today - timedelta(days=days_ago)
    if (turned.month, turned.day) == (2, 29):
        turned -= timedelta(days=1)
    return turned.replace(year=turned.year - age)


def contact(school: School, adult: Adult) -> Contact:
    """Add an adult of the cast."""
    return Contact.objects.create(
        school=school,
        title=adult.title,
        given_name=adult.given,
        family_name=adult.family,
        email=adult.email,
    )


def tie(student: Student, person: Contact, adult: Adult) -> Tie:
    """Tie an adult to a student, since the student's birth."""
    return Tie.objects.create(
        school=student.school,
        student=student,
        contact=person,
        relationship=adult.relationship,
        responsibility=adult.responsibility,
        is_prime_carer=adult.is_prime_carer,
        starts_on=student.born_on,
    )
