"""`schoolgate explain disclosure`: may this contact be told, and why."""

from dataclasses import dataclass, replace
from datetime import date

from schoolgate.cli.explain.shapes import OPEN_DAY, PACK, PERIOD, RESTRICTIONS
from schoolgate.cli.explain.topic import Json, Topic
from schoolgate.domain.disclosure.enums import (
    ANY,
    AdultSharing,
    AnyOne,
    Category,
    ConsentForm,
    Responsibility,
)
from schoolgate.domain.disclosure.rules import (
    Consent,
    ContactFacts,
    Facts,
    Objection,
    Programme,
    StudentFacts,
    decide,
)
from schoolgate.kernel.ages import Period
from schoolgate.kernel.packs import DisclosureRules, Pack
from schoolgate.kernel.plain_shapes import boolean, day, one_of, text
from schoolgate.kernel.shapes import (
    Fault,
    Field,
    ShapeError,
    list_of,
    nullable,
    one_more,
    optional,
    record,
)


@dataclass(frozen=True, slots=True)
class Student:
    """The student as asked about: the programme's days may be unknown."""

    born: date
    programme_started: date | None
    programme_ends: date | None
    objections: tuple[Objection, ...]
    consents: tuple[Consent, ...]

    def facts(self) -> StudentFacts:
        """Return what the gate needs; both days of a programme, or none."""
        programme = None
        if self.programme_started and self.programme_ends:
            programme = Programme(self.programme_started, self.programme_ends)
        return StudentFacts(self.born, programme, self.objections, self.consents)


@dataclass(frozen=True, slots=True)
class Question:
    """A question whether a contact may be told something on a day."""

    rules: DisclosureRules
    facts: Facts
    on: date


def _question(
    pack: Pack,
    on: date,
    student: Student,
    contact: ContactFacts,
    category: Category,
    held: bool,  # noqa: FBT001 - a key of the question, always given by name
    settings: AdultSharing | None,
) -> Question:
    rules = pack.disclosure
    if rules.ages:
        _require_programme(student)
        if settings:
            rules = replace(rules, ages=replace(rules.ages, adult_sharing=settings))
    return Question(rules, Facts(student.facts(), contact, category, held), on)


def _require_programme(student: Student) -> None:
    faults = [
        Fault(f"student.{key}", "nothing", day().allowed)
        for key in ("programme_started", "programme_ends")
        if getattr(student, key) is None
    ]
    if faults:
        raise ShapeError(*faults)


def _settings(adult_sharing: AdultSharing | None) -> AdultSharing | None:
    return adult_sharing


def _objection(
    contact: str,
    category: Category | AnyOne,
    made: date | None,
    withdrawn: date | None,
    overridden: tuple[Period, ...],
) -> Objection:
    return Objection(contact, category, Period(made, withdrawn), overridden)


def _consent(
    contact: str,
    category: Category | AnyOne,
    form: ConsentForm,
    given: date | None,
    withdrawn: date | None,
) -> Consent:
    return Consent(contact, category, form, Period(given, withdrawn))


_CATEGORY_OR_ANY = one_more(one_of(Category), ANY, ANY)
_CONTACT_ID = text("the id of a contact")
_CONTACT_OR_ANY = text(f"the id of a contact, or {ANY}")

_OBJECTION = record(
    "an objection",
    _objection,
    Field("contact", _CONTACT_OR_ANY),
    Field("category", _CATEGORY_OR_ANY),
    Field("made", OPEN_DAY),
    Field("withdrawn", OPEN_DAY),
    optional("overridden", list_of(PERIOD), default=()),
)

_CONSENT = record(
    "a consent",
    _consent,
    Field("contact", _CONTACT_OR_ANY),
    Field("category", _CATEGORY_OR_ANY),
    Field("form", one_of(ConsentForm)),
    Field("given", OPEN_DAY),
    Field("withdrawn", OPEN_DAY),
)

_STUDENT = record(
    "a student",
    Student,
    Field("born", day()),
    optional("programme_started", nullable(day())),
    optional("programme_ends", nullable(day())),
    Field("objections", list_of(_OBJECTION)),
    Field("consents", list_of(_CONSENT)),
)

_CONTACT = record(
    "a contact",
    ContactFacts,
    Field("id", _CONTACT_ID),
    Field("responsibility", one_of(Responsibility)),
    Field("named_for_access", boolean()),
    Field("restrictions", RESTRICTIONS),
)

_SETTINGS = record(
    "an object with adult_sharing",
    _settings,
    optional("adult_sharing", one_of(AdultSharing)),
)


def _answer(question: Question) -> Json:
    decision = decide(question.rules, question.facts, question.on)
    return {
        "allowed": decision.allowed,
        "reason": decision.reason,
        "clause": decision.clause,
        "because": list(decision.because),
    }


TOPIC = Topic(
    asks="may this contact be told this about this student?",
    question=record(
        "a question about disclosure",
        _question,
        Field("pack", PACK),
        Field("on", day()),
        Field("student", _STUDENT),
        Field("contact", _CONTACT),
        Field("category", one_of(Category)),
        Field("held", boolean()),
        optional("settings", _SETTINGS),
    ),
    answer=_answer,
    example="""{"pack": "fe-college", "on": "2026-11-23",
 "student": {"born": "2008-05-01",
             "programme_started": "2025-09-01", "programme_ends": "2027-06-30",
             "objections": [{"contact": "any", "category": "any",
                             "made": "2026-01-10", "withdrawn": null}],
             "consents": [{"contact": "c1", "category": "any", "form": "written",
                           "given": "2026-09-10", "withdrawn": null}]},
 "contact": {"id": "c1", "responsibility": "parental", "named_for_access": true,
             "restrictions": [{"kind": "no_contact",
                               "from": "2026-01-01", "until": "2026-06-01"}]},
 "category": "attendance", "held": false}""",
)
