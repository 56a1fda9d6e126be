"""The gate, asked with what is on record: every page, mail and command asks here.

A fact that cannot be loaded closes the gate: the error goes up, and nothing leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BigAutoField, DateField, Exists, OuterRef, Q, QuerySet

from schoolgate.domain.disclosure.enums import (
    ANY,
    AnyOne,
    Category,
    ConsentForm,
    Reason,
)
from schoolgate.domain.disclosure.models import Consent, Hold, Objection, Restriction
from schoolgate.domain.disclosure.rules import (
    Consent as ConsentFact,
    ContactFacts,
    Facts,
    MissingFactError,
    Objection as ObjectionFact,
    Programme,
    Restriction as RestrictionFact,
    StudentFacts,
    decide,
)
from schoolgate.domain.people.models import Contact, Person, Student, Tie
from schoolgate.domain.people.queries import contacts_with_address, ties_in_force
from schoolgate.domain.policies.queries import policy_of
from schoolgate.foundation.prepared import Given, Prepared
from schoolgate.kernel.ages import Period
from schoolgate.kernel.decision import Decision, allow, refuse
from schoolgate.kernel.vocabulary import Responsibility, RestrictionKind


def may_be_told(
    contact: Contact, student: Student, *, on: date
) -> Mapping[Category, Decision]:
    """Decide, for each category, whether this contact may be told about this student.

    A policy that decides by a fact nobody recorded refuses (safety rule 15).
    """
    rules = policy_of(student.school_id).pack.disclosure
    loaded = snapshot(contact, student, on=on)
    decisions: dict[Category, Decision] = {}
    for category in Category:
        try:
            decisions[category] = decide(rules, loaded.facts(category, on), on)
        except MissingFactError as missing:
            decisions[category] = Decision(
                allowed=False,
                reason="fact_missing",
                clause=None,
                because=(str(missing),),
            )
    return decisions


def may_be_reached(contact: Contact, student: Student | None, *, on: date) -> Decision:
    """Decide whether anything at all may go to this contact about this student.

    A restriction stops every word, also one that tells nothing about the student; so
    does a tie that has ended. While nobody has said which student it is about, a
    restriction on any tie of this contact does: it may be that one.
    """
    ties = visible_ties(contact, on=on)
    if student is not None:
        ties = ties.filter(student=student)
        closed = Restriction.objects.none()
    else:
        closed = restrictions_in_force(on).filter(tie__contact=contact)
    if closed.exists() or not ties.exists():
        return Decision(
            allowed=False,
            reason=Reason.RESTRICTED,
            clause=None,
            because=("This contact is not to be reached about this student.",),
        )
    return Decision(
        allowed=True,
        reason="may_be_reached",
        clause=None,
        because=("This contact answers for this student.",),
    )


def visible_ties(contact: Contact, *, on: date) -> QuerySet[Tie]:
    """Return this contact's ties to the students they may raise something about.

    Without those under a restriction, and those that carry no responsibility: a
    restricted contact's pages look as if the student was not there.
    """
    return (
        ties_in_force(on)
        .filter(contact=contact)
        .filter(~Q(responsibility=Responsibility.NONE) | Q(is_prime_carer=True))
        .exclude(Exists(restrictions_in_force(on).filter(_of_the_same_pair())))
    )


def may_join(person: Person, *, on: date, address: str = "") -> Decision:
    """Decide whether somebody may be asked in, and come in when they were asked.

    A contact has to be tied to a student, and not be restricted on every tie; and the
    address they come with (the one on record, unless another is given) must not be
    that of somebody kept from one of these students. Asked when the invitation is
    made, when its mail goes, and when it is used.
    """
    if not isinstance(person, Contact):
        return allow("may_join", "Nothing stands against it.")
    ties = ties_in_force(on).filter(contact=person)
    if not ties.exists():
        return refuse(
            "not_tied", f"{person.full_name} is tied to no student here any more."
        )
    closed = Exists(restrictions_in_force(on).filter(_of_the_same_pair()))
    if not ties.exclude(closed).exists():
        return refuse(
            Reason.RESTRICTED,
            f"Every tie of {person.full_name} to a student is under a restriction. Look"
            " at the restriction before you change anything.",
        )
    if is_of_somebody_kept_away(person, address or person.email, on):
        return refuse(
            Reason.RESTRICTED,
            f"The address of {person.full_name} is also that of somebody who is kept"
            " from one of these students. Put the address right first.",
        )
    return allow("may_join", "Nothing stands against it.")


def is_of_somebody_kept_away(contact: Contact, address: str, on: date) -> bool:
    """Answer whether an address is that of somebody kept from one of their students."""
    students = ties_in_force(on).filter(contact=contact).values("student")
    kept_away = restrictions_in_force(on).filter(tie__student__in=students)
    others = contacts_with_address(address).exclude(pk=contact.pk)
    return (
        bool(address)
        and others.filter(pk__in=kept_away.values("tie__contact")).exists()
    )


def restrictions_in_force(on: date | Given) -> QuerySet[Restriction]:
    """Return the restrictions that hold on this day."""
    return Restriction.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on
    )


def _of_the_same_pair() -> Q:
    return Q(tie__contact=OuterRef("contact_id"), tie__student=OuterRef("student_id"))


def who_may_be_told(
    student: Student, *, on: date
) -> list[tuple[Tie, Mapping[Category, Decision]]]:
    """Return each adult tied to a student, with the gate's answer for each category."""
    ties = ties_in_force(on).filter(student=student).order_by("pk")
    return [(tie, may_be_told(tie.contact, student, on=on)) for tie in ties]


@dataclass(frozen=True)
class Snapshot:
    """Everything the gate needs for one contact and one student, every category."""

    student: StudentFacts
    contact: ContactFacts
    holds: tuple[tuple[str, Period], ...]

    def facts(self, category: Category, on: date) -> Facts:
        """Return the one question: whether this category may be told on this day."""
        held = any(
            kind in {"", category.value} and period.covers(on)
            for kind, period in self.holds
        )
        return Facts(self.student, self.contact, category, held)


def snapshot(contact: Contact, student: Student, *, on: date) -> Snapshot:
    """Load the facts about one contact and one student, in five queries."""
    ties = _TIES(contact=contact.pk, student=student.pk, on=on)
    return Snapshot(
        student=_student_facts(student, contact),
        contact=_contact_facts(contact, student, ties),
        holds=tuple(
            (hold.category, Period(hold.from_on, hold.until_on))
            for hold in _HOLDS(student=student.pk)
        ),
    )


_TIES = Prepared(
    lambda contact, student, on: ties_in_force(on).filter(
        contact=contact, student=student
    ),
    contact=BigAutoField(),
    student=BigAutoField(),
    on=DateField(),
)
_RESTRICTIONS = Prepared(
    lambda contact, student: Restriction.objects.filter(
        tie__contact=contact, tie__student=student
    ),
    contact=BigAutoField(),
    student=BigAutoField(),
)
_HOLDS = Prepared(
    lambda student: Hold.objects.filter(student=student), student=BigAutoField()
)
_OBJECTIONS = Prepared(
    lambda student: Objection.objects.filter(student=student).prefetch_related(
        "overrides"
    ),
    student=BigAutoField(),
)
_CONSENTS = Prepared(
    lambda student: Consent.objects.filter(student=student), student=BigAutoField()
)


def _contact_facts(contact: Contact, student: Student, ties: list[Tie]) -> ContactFacts:
    restrictions = _RESTRICTIONS(contact=contact.pk, student=student.pk)
    order = list(Responsibility)
    responsibilities = sorted(
        (tie.effective_responsibility for tie in ties), key=order.index
    )
    return ContactFacts(
        id=contact.public_id,
        responsibility=responsibilities[0] if ties else Responsibility.NONE,
        named_for_access=any(tie.is_named_for_access for tie in ties),
        restrictions=tuple(
            RestrictionFact(
                RestrictionKind(row.kind), Period(row.from_on, row.until_on)
            )
            for row in restrictions
        ),
    )


def _student_facts(student: Student, contact: Contact) -> StudentFacts:
    objections = _OBJECTIONS(student=student.pk)
    consents = _CONSENTS(student=student.pk)
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
