"""Loading what the gate is asked with. A fact that cannot be loaded closes the gate:
the error goes up, and nothing leaves."""

from dataclasses import dataclass
from datetime import date

from schoolgate.domain.disclosure.enums import ANY, AnyOne, Category, ConsentForm
from schoolgate.domain.disclosure.models import Consent, Hold, Objection, Restriction
from schoolgate.domain.disclosure.rules import (
    Consent as ConsentFact,
    ContactFacts,
    Facts,
    Objection as ObjectionFact,
    Programme,
    Restriction as RestrictionFact,
    StudentFacts,
)
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.domain.people.queries import ties_in_force
from schoolgate.kernel.ages import Period
from schoolgate.kernel.vocabulary import Responsibility, RestrictionKind


@dataclass(frozen=True)
class Snapshot:
    """Everything the gate needs for one contact and one student, every category."""

    student: StudentFacts
    contact: ContactFacts
    holds: tuple[tuple[str, Period], ...]

    def facts(self, category: Category, on: date) -> Facts:
        """Return the one question: may this category be told, on this day?"""
        held = any(
            kind in {"", category.value} and period.covers(on)
            for kind, period in self.holds
        )
        return Facts(self.student, self.contact, category, held)


def snapshot(contact: Contact, student: Student, *, on: date) -> Snapshot:
    """Load the facts about one contact and one student, in five queries."""
    ties = list(ties_in_force(on).filter(contact=contact, student=student))
    return Snapshot(
        student=_student_facts(student, contact),
        contact=_contact_facts(contact, student, ties),
        holds=tuple(
            (hold.category, Period(hold.from_on, hold.until_on))
            for hold in Hold.objects.filter(student=student)
        ),
    )


def _contact_facts(contact: Contact, student: Student, ties: list[Tie]) -> ContactFacts:
    restrictions = Restriction.objects.filter(
        tie__contact=contact, tie__student=student
    )
    order = list(Responsibility)
    responsibilities = sorted(
        (tie.effective_responsibility for tie in ties), key=order.index
    )
    return ContactFacts(
        id=contact.public_id,
        responsibility=responsibilities[0] if ties else Responsibility.NONE,
        named_for_access=any(tie.is_named_for_access for tie in ties),
        restrictions=tuple(
            RestrictionFact(RestrictionKind(row.kind), Period(row.from_on, row.until_on))
            for row in restrictions
        ),
    )


def _student_facts(student: Student, contact: Contact) -> StudentFacts:
    objections = Objection.objects.filter(student=student).prefetch_related("overrides")
    consents = Consent.objects.filter(student=student)
    starts, ends = student.programme_starts_on, student.programme_ends_on
    return StudentFacts(
        born=student.born_on,
        programme=Programme(starts, ends) if starts and ends else None,
        objections=tuple(
            ObjectionFact(
                contact=_whom(row, contact),
                category=_what(row.category),
                period=Period(row.made_on, row.withdrawn_on),
                overridden=tuple(
                    Period(each.from_on, each.until_on) for each in row.overrides.all()
                ),
            )
            for row in objections
        ),
        consents=tuple(
            ConsentFact(
                contact=_whom(row, contact),
                category=_what(row.category),
                form=ConsentForm(row.form),
                period=Period(row.given_on, row.withdrawn_on),
            )
            for row in consents
        ),
    )


def _whom(row: Objection | Consent, contact: Contact) -> str:
    if row.contact_id is None:
        return ANY
    return contact.public_id if row.contact_id == contact.pk else ""


def _what(category: str) -> Category | AnyOne:
    return Category(category) if category else ANY
