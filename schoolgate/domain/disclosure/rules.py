"""The one gate: whether a contact may be told something about a student, on a day.

Pure, on facts already loaded. Each condition stands on its own line, the first that
refuses decides, and whatever nobody allowed is refused (FE-1.7a). What a family sees
of a refusal is one neutral sentence; the full answer is for authorised staff.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schoolgate.domain.disclosure.enums import (
    ANY,
    AdultSharing,
    AnyOne,
    Category,
    ConsentForm,
    Reason,
    Responsibility,
    RestrictionKind,
)
from schoolgate.kernel.ages import Period, age_on, is_adult
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.packs import AgeRules, DisclosureRules
from schoolgate.kernel.words import say_day_and_year


class MissingFactError(ValueError):
    """The policy decides by a fact that was not given; nothing may be shown."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """A court order or a hold on a contact, for some days."""

    kind: RestrictionKind
    period: Period


@dataclass(frozen=True, slots=True)
class Objection:
    """The student's no, to a contact (an id or ANY) and a category (or ANY).

    It binds at every age until withdrawn, also against a later consent.
    `overridden` are recorded safeguarding overrides, under which it does not count.
    """

    contact: str
    category: Category | AnyOne
    period: Period
    overridden: tuple[Period, ...] = ()

    def is_in_force(self, on: date) -> bool:
        """Say whether it counts on a day."""
        is_overridden = any(period.covers(on) for period in self.overridden)
        return self.period.covers(on) and not is_overridden


@dataclass(frozen=True, slots=True)
class Consent:
    """The student's yes, to a contact (an id or ANY) and a category (or ANY)."""

    contact: str
    category: Category | AnyOne
    form: ConsentForm
    period: Period


@dataclass(frozen=True, slots=True)
class Programme:
    """The student's time on the programme; both days belong to it."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class StudentFacts:
    """What the gate needs to know of the student."""

    born: date
    programme: Programme | None = None
    objections: tuple[Objection, ...] = ()
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What the gate needs to know of the one who would be told."""

    id: str
    responsibility: Responsibility
    named_for_access: bool
    restrictions: tuple[Restriction, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """One question to the gate; `held` means the information itself is held back."""

    student: StudentFacts
    contact: ContactFacts
    category: Category
    held: bool


def decide(rules: DisclosureRules, facts: Facts, on: date) -> Decision:
    """Decide whether the contact may be told, on a day.

    Raises MissingFactError where the policy decides by age and the programme's days
    are not known: the caller shows nothing.
    """
    contact = facts.contact
    if is_restricted(contact.restrictions, on):
        return _refuse(Reason.RESTRICTED, None, _RESTRICTED)
    if facts.held:
        return _refuse(Reason.HELD, rules.held_clause, _HELD)
    if contact.responsibility not in rules.responsibilities:
        clause = rules.no_responsibility_clause
        return _refuse(Reason.NO_RESPONSIBILITY, clause, _no_responsibility(contact))
    if rules.naming_clause and not contact.named_for_access:
        return _refuse(Reason.NOT_NAMED_FOR_ACCESS, rules.naming_clause, _NOT_NAMED)
    if _has_objection(facts, on):
        clause = _objection_clause(rules, facts.student, on)
        return _refuse(Reason.STUDENT_OBJECTS, clause, _objects(facts.category))
    if rules.ages:
        return _decide_by_age(rules.ages, facts, on)
    return _allow(
        Reason.ALLOWED_BY_RESPONSIBILITY,
        rules.allowed_clause,
        _responsible(contact),
    )


def is_restricted(restrictions: Iterable[Restriction], on: date) -> bool:
    """Say whether any restriction is in force; both kinds stop all information."""
    return any(restriction.period.covers(on) for restriction in restrictions)


def _decide_by_age(ages: AgeRules, facts: Facts, on: date) -> Decision:
    programme = _programme(facts.student)
    age = _age(facts.student, on)
    if not is_adult(facts.student.born, on):
        return _allow(Reason.ALLOWED_UNDER_18, ages.under_18, age, _NOBODY_OBJECTS)
    if on > programme.last_day:
        clause = _adult_clause(ages, facts.student)
        return _refuse(Reason.PROGRAMME_ENDED, clause, age, _ended(programme))
    if _started_as_adult(facts.student):
        return _decide_started_as_adult(ages, facts, on)
    return _decide_started_before_18(ages, facts, on)


def _decide_started_before_18(ages: AgeRules, facts: Facts, on: date) -> Decision:
    clause = ages.started_before_18
    why = (_age(facts.student, on), "They started the programme before they were 18.")
    if _has_consent(facts, on, set(ConsentForm)):
        return _allow(Reason.ALLOWED_ADULT_WITH_CONSENT, clause, *why, _CONSENTS)
    if ages.adult_sharing is AdultSharing.EITHER:
        return _allow(Reason.ALLOWED_ADULT_STARTED_BEFORE_18, clause, *why, _RUNNING)
    return _refuse(Reason.ADULT_HAS_NOT_CONSENTED, clause, *why, _NO_CONSENT)


def _decide_started_as_adult(ages: AgeRules, facts: Facts, on: date) -> Decision:
    clause = ages.started_at_18
    why = (_age(facts.student, on), "They were 18 or over when the programme started.")
    if _has_consent(facts, on, {ConsentForm.WRITTEN}):
        reason = Reason.ALLOWED_ADULT_WITH_WRITTEN_CONSENT
        return _allow(reason, clause, *why, _CONSENTS_IN_WRITING)
    reason = Reason.ADULT_HAS_NOT_CONSENTED_IN_WRITING
    return _refuse(reason, clause, *why, _NO_CONSENT_IN_WRITING)


def _objection_clause(
    rules: DisclosureRules, student: StudentFacts, on: date
) -> str | None:
    if rules.ages is None:
        return None
    if not is_adult(student.born, on):
        return rules.ages.objection_under_18
    return _adult_clause(rules.ages, student)


def _adult_clause(ages: AgeRules, student: StudentFacts) -> str:
    return ages.started_at_18 if _started_as_adult(student) else ages.started_before_18


def _started_as_adult(student: StudentFacts) -> bool:
    return is_adult(student.born, _programme(student).first_day)


def _programme(student: StudentFacts) -> Programme:
    if student.programme is None:
        raise MissingFactError(
            "This policy decides by age at the start of the programme:"
            " record the programme's first and last day."
        )
    return student.programme


def _has_objection(facts: Facts, on: date) -> bool:
    return any(
        objection.is_in_force(on) and _is_about(objection, facts)
        for objection in facts.student.objections
    )


def _has_consent(facts: Facts, on: date, forms: set[ConsentForm]) -> bool:
    return any(
        consent.period.covers(on)
        and consent.form in forms
        and _is_about(consent, facts)
        for consent in facts.student.consents
    )


def _is_about(said: Objection | Consent, facts: Facts) -> bool:
    is_this_contact = said.contact in {ANY, facts.contact.id}
    is_this_category = said.category in {ANY, facts.category}
    return is_this_contact and is_this_category


def _allow(reason: Reason, clause: str | None, *because: str) -> Decision:
    return Decision(allowed=True, reason=reason, clause=clause, because=because)


def _refuse(reason: Reason, clause: str | None, *because: str) -> Decision:
    return Decision(allowed=False, reason=reason, clause=clause, because=because)


_RESTRICTED = "A restriction on this contact is in force, so nothing is shared."
_HELD = "This information is held back for now, so it is shared with no family member."
_NOT_NAMED = (
    "This contact was not named for access. Student services can change that,"
    " and the change is put on record."
)
_NOBODY_OBJECTS = "The policy shares information while a student is under 18."
_CONSENTS = "The student agrees to it."
_CONSENTS_IN_WRITING = "The student agrees to it in writing."
_RUNNING = "The programme is still running, which is enough at this college."
_NO_CONSENT = "The student has not agreed to it; they can at any time."
_NO_CONSENT_IN_WRITING = (
    "The student has not agreed to it in writing; they can at any time."
)


def _age(student: StudentFacts, on: date) -> str:
    age = age_on(student.born, on)
    return f"The student is {age} on {say_day_and_year(on)}."


def _ended(programme: Programme) -> str:
    return f"The programme ended on {say_day_and_year(programme.last_day)}."


def _objects(category: Category) -> str:
    return f"The student has said no to sharing this here ({category.label})."


def _no_responsibility(contact: ContactFacts) -> str:
    return (
        f"The policy shares nothing on the ground of {contact.responsibility.label}."
        if contact.responsibility is not Responsibility.NONE
        else "This contact is not recorded as answering for the student."
    )


def _responsible(contact: ContactFacts) -> str:
    return (
        f"This contact answers for the student ({contact.responsibility.label}),"
        f" and nothing stands against it."
    )
