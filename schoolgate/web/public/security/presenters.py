"""Sessions and second factors in words."""

from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.accounts.access.actors import (
    AnyActor,
    FamilyActor,
    GovernorActor,
    StaffActor,
    StudentActor,
)
from schoolgate.domain.accounts.queries.sign_ins import OpenSession
from schoolgate.domain.schools.models import School
from schoolgate.web.shared.moments import moment_in_words

BROWSERS = (
    *(("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet")),
    *(("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome")),
    *(("Chrome", "Chrome"), ("Safari", "Safari")),
)
SYSTEMS = (
    *(("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "an Android device")),
    *(("Windows", "a Windows computer"), ("CrOS", "a Chromebook")),
    *(("Mac OS X", "a Mac"), ("Linux", "a Linux computer")),
)
"""What a browser says of itself, and how people say it; the first that fits."""


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """One place where somebody is signed in."""

    name: str
    device: str
    since: str
    is_this_one: bool


def session_lines(
    sessions: list[OpenSession], actor: AnyActor, *, now: datetime
) -> list[SessionLine]:
    """Put sessions into words, this one first."""
    school = school_of(actor)
    lines = [
        SessionLine(
            name=each.name,
            device=device_in_words(each.user_agent),
            since=moment_in_words(each.since, school, now=now),
            is_this_one=each.is_this_one,
        )
        for each in sessions
    ]
    return sorted(lines, key=lambda line: not line.is_this_one)


def device_in_words(user_agent: str) -> str:
    """Return "Firefox on a Mac", or what little is known."""
    browser = _first(BROWSERS, user_agent) or "A browser"
    system = _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def school_of(actor: AnyActor) -> School:
    """Return the school whose clock this person goes by."""
    match actor:
        case StaffActor():
            return actor.staff.school
        case FamilyActor():
            return actor.contacts[0].school
        case StudentActor():
            return actor.student.school
        case GovernorActor():
            return actor.governor.school


def _first(known: tuple[tuple[str, str], ...], said: str) -> str:
    return next((words for sign, words in known if sign in said), "")
