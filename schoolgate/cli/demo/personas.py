"""The people one can be in the demo, collected while the schools are made."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from schoolgate.cli.demo.people import account_for
from schoolgate.domain.people.models import Contact, Governor, StaffMember, Student
from schoolgate.domain.schools.models import School


@dataclass(frozen=True)
class Persona:
    """Somebody to be, as the picker shows them."""

    email: str
    name: str
    who: str
    story: str
    school: str


@dataclass
class Personas:
    """The picker's list."""

    known: list[Persona] = field(default_factory=list)

    def parent(self, school: School, contact: Contact, who: str, story: str) -> None:
        """Let the reader be this contact."""
        account_for(contact.email, school, contact=contact)
        self._add(contact.email, contact.polite_name, who, story, school)

    def staff(self, member: StaffMember, who: str, story: str) -> None:
        """Let the reader be this member of staff."""
        account_for(member.email, member.school, staff=member)
        self._add(member.email, member.polite_name, who, story, member.school)

    def student(self, student: Student, who: str, story: str) -> None:
        """Let the reader be this student."""
        email = f"{student.given_name}.{student.family_name}@student.example".lower()
        account_for(email, student.school, student=student)
        self._add(email, student.full_name, who, story, student.school)

    def governor(self, governor: Governor, who: str, story: str) -> None:
        """Let the reader be this governor."""
        account_for(governor.email, governor.school, governor=governor)
        name = governor.polite_name
        self._add(governor.email, name, who, story, governor.school)

    def write(self, path: Path) -> None:
        """Write the list in one step: from now on the folder holds the demo."""
        half = path.with_suffix(".half")
        half.write_text(json.dumps([asdict(each) for each in self.known], indent=1))
        half.rename(path)

    def _add(self, email: str, name: str, who: str, story: str, school: School) -> None:
        self.known.append(Persona(email, name, who, story, school.name))
