"""Every combination of facts the gate tells apart, around one Monday in November."""

from itertools import product

from schoolgate.kernel.packs import PACK_IDS

ON = "2026-11-23"
YESTERDAY, TOMORROW = "2026-11-22", "2026-11-24"

BIRTHS = {
    "turns 18 tomorrow": "2008-11-24",
    "turns 18 today": "2008-11-23",
    "18 since the spring": "2008-05-01",
    "a child": "2012-02-29",
}
ADULT_AT_THE_START, DAY_BEFORE, LATER = "2026-05-01", "2026-04-30", "2026-11-24"
STARTS = [ADULT_AT_THE_START, DAY_BEFORE, LATER]
"""Around the 18th birthday of the one who is 18 since the spring."""

ENDS = [YESTERDAY, ON]


def _objection(contact="any", category="any", made=None, withdrawn=None, **more):
    said = {"contact": contact, "category": category}
    return [{**said, "made": made, "withdrawn": withdrawn, **more}]


def _override(first, until):
    return {"overridden": [{"from": first, "until": until}]}


OBJECTIONS = [
    [],
    _objection(),
    _objection(contact="c1", category="health", made=ON),
    _objection(contact="c2"),
    _objection(category="behaviour"),
    _objection(made=TOMORROW),
    _objection(made=YESTERDAY, withdrawn=ON),
    _objection(**_override(YESTERDAY, None)),
    _objection(**_override(None, ON)),
    [*_objection(**_override(ON, TOMORROW)), *_objection(contact="c1", made=ON)],
]


def _consent(form, contact="c1", category="any", given="2026-09-10", withdrawn=None):
    said = {"contact": contact, "category": category, "form": form}
    return [{**said, "given": given, "withdrawn": withdrawn}]


CONSENTS = [
    [],
    _consent("written"),
    _consent("spoken", contact="any", category="health", given=ON),
    _consent("written", contact="c2"),
    _consent("written", category="behaviour"),
    _consent("spoken", withdrawn=ON),
    _consent("written", given=TOMORROW),
    [*_consent("spoken"), *_consent("written", given=None, withdrawn=ON)],
]

RESTRICTIONS = [
    [],
    [{"kind": "no_contact", "from": "2026-01-01", "until": None}],
    [{"kind": "no_information", "from": ON, "until": TOMORROW}],
    [{"kind": "no_information", "from": None, "until": ON}],
    [{"kind": "no_contact", "from": TOMORROW, "until": None}],
]


def contacts():
    for responsibility, named, restrictions in product(
        ("parental", "care", "professional", "none"), (True, False), RESTRICTIONS
    ):
        yield {
            "id": "c1",
            "responsibility": responsibility,
            "named_for_access": named,
            "restrictions": restrictions,
        }


def students():
    for born, started, ends, objections, consents in product(
        BIRTHS.values(), STARTS, ENDS, OBJECTIONS, CONSENTS
    ):
        yield {
            "born": born,
            "programme_started": started,
            "programme_ends": ends,
            "objections": objections,
            "consents": consents,
        }


def other_students():
    """Students for the packs in which age and consent decide nothing."""
    return (
        student
        for student in students()
        if student["born"] in ("2008-05-01", "2012-02-29")
        and student["programme_ends"] == YESTERDAY
        and student["programme_started"] == ADULT_AT_THE_START
    )


SETTINGS: tuple[dict[str, str], ...] = ({}, {"adult_sharing": "either"})


def all_parts():
    """Yield pack, students, settings: the parts of which questions are made."""
    for pack in PACK_IDS:
        college = pack == "fe-college"
        yield (
            pack,
            list(students() if college else other_students()),
            SETTINGS if college else SETTINGS[-1:],
        )
