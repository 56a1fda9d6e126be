"""Whole questions that are in order; a test changes the one thing it is about."""

import copy

SCHOOL_DAY = ["08:45", "15:15"]

CALENDAR = {
    "timezone": "Europe/London",
    "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), SCHOOL_DAY),
    "hours_on": {"2026-12-18": ["08:45", "12:00"]},
    "terms": [["2026-09-01", "2026-10-23"], ["2026-11-02", "2026-12-18"]],
    "closed": ["2026-12-04"],
}

FOREVER = {"from": None, "until": None}
"""An override or a restriction without a beginning or an end."""


def due(received="2026-11-10T10:00:00+00:00", channel="letter", **changes):
    question = {
        "pack": "grammar-ni",
        "calendar": {**copy.deepcopy(CALENDAR), **changes.pop("calendar", {})},
        "channel": channel,
        "received": received,
    }
    return {**question, **changes}


def route(concern, unresolved_steps=0, pack="grammar-ni"):
    return {"pack": pack, "concern": concern, "unresolved_steps": unresolved_steps}


def student(**changes):
    """A student of 16 on a programme that runs for another year."""
    return {
        "born": "2010-05-01",
        "programme_started": "2026-09-01",
        "programme_ends": "2028-06-30",
        "objections": [],
        "consents": [],
        **changes,
    }


def contact(**changes):
    """A mother with parental responsibility, named for access."""
    return {
        "id": "mother",
        "responsibility": "parental",
        "named_for_access": True,
        "restrictions": [],
        **changes,
    }


def objection(**changes):
    return {
        "contact": "any",
        "category": "any",
        "made": "2026-01-10",
        "withdrawn": None,
        **changes,
    }


def consent(**changes):
    return {
        "contact": "any",
        "category": "any",
        "form": "written",
        "given": "2026-09-10",
        "withdrawn": None,
        **changes,
    }


def disclosure(**changes):
    question = {
        "pack": "fe-college",
        "on": "2026-11-23",
        "student": student(),
        "contact": contact(),
        "category": "attendance",
        "held": False,
    }
    return {**question, **changes}


def notice(**changes):
    return {
        "kind": "letter_home",
        "urgency": "routine",
        "sensitive": False,
        "languages": ["en", "ur"],
        **changes,
    }


def recipient(**changes):
    return {
        "mobile": "+447700900123",
        "email": "a@example.org",
        "address": True,
        "push": True,
        "restrictions": [],
        **changes,
    }


def passport(**changes):
    return {
        "language": "ur",
        "channels": ["text", "email"],
        "literacy_concern": False,
        "quiet": ["20:00", "07:30"],
        **changes,
    }


def delivery(**changes):
    question = {
        "pack": "special-school",
        "at": "2026-11-23T18:40:00+00:00",
        "timezone": "Europe/London",
        "notice": notice(),
        "contact": recipient(),
        "passport": passport(),
        "provider": {"text": "gsm7"},
    }
    return {**question, **changes}
