"""The gate against an oracle, over every combination; and the oracle against mutants.

The control: the gate with any one of its conditions taken out is told apart.
"""

import inspect
import sys
import types
from itertools import islice, product

import pytest

from schoolgate.cli.explain.disclosure import TOPIC
from schoolgate.domain.disclosure import rules as gate
from tests.domain.disclosure.gate_oracle import oracle
from tests.domain.disclosure.gate_space import ON, all_parts, contacts

COLLEGE_STUDENTS = 4 * 3 * 2 * 10 * 8
OTHER_STUDENTS = 2 * 10 * 8
COMBINATIONS = 40 * 2 * (COLLEGE_STUDENTS * 2 + OTHER_STUDENTS * 8)


def every_case():
    """Yield every combination as plain facts, with what the gate takes for them."""
    for pack, students, settings in all_parts():
        for student, setting in product(students, settings):
            question = {
                "pack": pack,
                "on": ON,
                "student": student,
                "contact": next(contacts()),
                "category": "health",
                "held": False,
                "settings": setting,
            }
            read = TOPIC.question.read(question, "")
            for contact, held in READ_CONTACTS:
                facts = gate.Facts(
                    read.facts.student, contact.facts.contact, read.facts.category, held
                )
                plain = {**question, "contact": contact.plain, "held": held}
                yield plain, read.rules, facts, read.on


class ReadContact:
    """A contact as plain facts and as the gate takes it."""

    def __init__(self, plain):
        student = {
            "born": "2010-01-01",
            "programme_started": "2026-09-01",
            "programme_ends": "2027-06-30",
            "objections": [],
            "consents": [],
        }
        question = {
            "pack": "fe-college",
            "on": ON,
            "student": student,
            "contact": plain,
            "category": "health",
            "held": False,
        }
        self.plain = plain
        self.facts = TOPIC.question.read(question, "").facts


READ_CONTACTS = [
    (ReadContact(contact), held) for contact in contacts() for held in (False, True)
]


def answer_of(decision):
    return decision.allowed, decision.reason, decision.clause


@pytest.fixture(scope="module")
def some_cases():
    """Every 37th combination with the oracle's answer: enough to catch each mutant."""
    return [
        (rules, facts, on, oracle(plain))
        for plain, rules, facts, on in islice(every_case(), 0, None, 37)
    ]


def test_the_gate_agrees_with_the_oracle_on_every_combination(capsys):
    agreed = 0
    for plain, rules, facts, on in every_case():
        decision = gate.decide(rules, facts, on)
        assert answer_of(decision) == oracle(plain), plain
        assert decision.because
        agreed += 1

    with capsys.disabled():
        sys.stdout.write(f"\n  gate against oracle: {agreed:,} combinations, equal\n")
    assert agreed == COMBINATIONS
    assert agreed > 400_000


MUTANTS = {
    "restrictions are not asked": ("if is_restricted(", "if False and is_restricted("),
    "held is not asked": ("if facts.held:", "if False:"),
    "responsibility is not asked": (
        "if contact.responsibility not in rules.responsibilities:",
        "if False:",
    ),
    "naming is not asked": ("if rules.naming_clause and not", "if False and not"),
    "naming is asked everywhere": ("if rules.naming_clause and not", "if not"),
    "objections are not asked": ("if _has_objection(facts, on):", "if False:"),
    "age is not asked": ("    if rules.ages:\n", "    if False:\n"),
    "everybody is a child": ("if not is_adult(facts.student.born, on):", "if True:"),
    "nobody is a child": ("if not is_adult(facts.student.born, on):", "if False:"),
    "the end of the programme is not asked": ("if on > programme.last_day:", "if 0:"),
    "the last day is already over": (
        "on > programme.last_day",
        "on >= programme.last_day",
    ),
    "all started as adults": ("if _started_as_adult(facts.student):", "if True:"),
    "none started as adults": ("if _started_as_adult(facts.student):", "if False:"),
    "consent is not asked before 18": (
        "if _has_consent(facts, on, set(ConsentForm)):",
        "if True:",
    ),
    "either is always enough": (
        "if ages.adult_sharing is AdultSharing.EITHER:",
        "if True:",
    ),
    "either is never enough": (
        "if ages.adult_sharing is AdultSharing.EITHER:",
        "if False:",
    ),
    "written consent is not asked": (
        "if _has_consent(facts, on, {ConsentForm.WRITTEN}):",
        "if True:",
    ),
    "spoken consent is enough": ("{ConsentForm.WRITTEN}", "set(ConsentForm)"),
    "the form of consent is not asked": ("and consent.form in forms", ""),
    "consent never ends": ("consent.period.covers(on)\n        and ", ""),
    "objections never end": ("return self.period.covers(on) and not", "return not"),
    "overrides do not count": (" and not is_overridden", ""),
    "another contact counts": ("return is_this_contact and ", "return "),
    "another category counts": (" and is_this_category", ""),
    "restrictions never end": (
        "any(restriction.period.covers(on) for restriction in restrictions)",
        "any(True for restriction in restrictions)",
    ),
    "a child's objection cites the adult's clause": (
        "return rules.ages.objection_under_18",
        "return _adult_clause(rules.ages, student)",
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_gate_with_a_condition_taken_out_is_told_apart(name, some_cases, monkeypatch):
    old, new = MUTANTS[name]
    source = inspect.getsource(gate)
    assert source.count(old) == 1
    mutant = types.ModuleType(f"{gate.__name__}_{name}")
    exec(source.replace(old, new), mutant.__dict__)  # noqa: S102 - the control itself
    # The facts were read by the real module, so its objections answer for themselves.
    monkeypatch.setattr(gate.Objection, "is_in_force", mutant.Objection.is_in_force)

    caught = sum(
        answer_of(mutant.decide(rules, facts, on)) != expected
        for rules, facts, on, expected in some_cases
    )

    assert caught
