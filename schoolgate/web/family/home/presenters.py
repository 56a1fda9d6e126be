"""Home and Me in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.accounts.access.actors import FamilyActor
from schoolgate.domain.disclosure.access import visible_ties
from schoolgate.domain.enquiries.enums import Begun, EnquiryState
from schoolgate.domain.enquiries.queries.lists import Listed
from schoolgate.domain.people.enums import CorrectionState, Detail
from schoolgate.domain.people.models import Contact, Correction, Tie
from schoolgate.domain.people.queries import own_corrections
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.moments import day_in_words, greeting, moment_in_words
from schoolgate.web.shared.shapes import Answer

LATEST = 5
"""How many wishes to be put right are shown."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One enquiry on the home page."""

    child: str
    title: str
    note: str
    detail: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Home:
    """The home page: what was answered, what is under way, what is settled."""

    greeting: str
    answered: list[Line]
    under_way: list[Line]
    settled: list[Line]
    may_ask: bool


@dataclass(frozen=True, kw_only=True)
class Record:
    """What one school has on record of this person, and what they asked to change."""

    school: str
    answers: list[Answer]
    waiting: list[str]
    href: str


@dataclass(frozen=True, kw_only=True)
class Me:
    """What is on record of this person, school by school, and their children."""

    name: str
    records: list[Record]
    children: list[Answer]


def home_of(actor: FamilyActor, enquiries: Sequence[Listed], *, now: datetime) -> Home:
    """Put the home page into words."""
    states: dict[EnquiryState, list[Line]] = {state: [] for state in EnquiryState}
    for enquiry in enquiries:
        states[enquiry.state].append(_line(enquiry, now))
    is_quiet = not (states[EnquiryState.OPEN] or states[EnquiryState.ANSWERED])
    ties = _ties_of(actor, now) if is_quiet else []
    return Home(
        greeting=f"{greeting(now, actor.contacts[0].school)}, {actor.name}",
        answered=states[EnquiryState.ANSWERED],
        under_way=states[EnquiryState.OPEN],
        settled=states[EnquiryState.CLOSED],
        may_ask=bool(ties) or not is_quiet,
    )


def me_of(actor: FamilyActor, *, now: datetime) -> Me:
    """Put into words what is on record of this person."""
    return Me(
        name=actor.name,
        records=[_record(contact, now) for contact in actor.contacts],
        children=[
            Answer(
                asks=tie.student.full_name,
                says=f"{tie.student.school.name}. You are on record as"
                f" {tie.get_relationship_display()}.",
            )
            for tie in _ties_of(actor, now)
        ],
    )


def _record(contact: Contact, now: datetime) -> Record:
    return Record(
        school=contact.school.name,
        answers=[
            Answer(asks="Name", says=f"{contact.title} {contact.full_name}".strip()),
            Answer(asks="E-mail", says=contact.email or "none on record"),
            Answer(asks="Mobile", says=contact.mobile or "none on record"),
        ],
        waiting=[_asked(each, now) for each in own_corrections(contact)[:LATEST]],
        href=address_of("family:me_correct", contact.public_id),
    )


def _asked(correction: Correction, now: datetime) -> str:
    """Say where one wish stands."""
    school = correction.contact.school
    detail = Detail(correction.detail).label
    day = day_in_words(correction.asked_at, school, now=now)
    asked = f"You asked {day} to change your {detail} to {correction.asked or 'none'}."
    if correction.state == CorrectionState.ASKED:
        return f"{asked} The office has not confirmed it yet."
    if correction.state == CorrectionState.CONFIRMED:
        return f"{asked} The office has changed it."
    return f"{asked} The office has not changed it. Ask them why."


def _line(enquiry: Listed, now: datetime) -> Line:
    who = enquiry.who.name or enquiry.who.post
    note, detail = f"with {who}", ""
    if enquiry.begun is Begun.BY_SCHOOL and enquiry.answered_at is None:
        note = f"from {who}"
    elif enquiry.state is not EnquiryState.OPEN:
        note = "answered"
        if enquiry.answered_at:
            day = day_in_words(enquiry.answered_at, enquiry.school, now=now)
            note = f"answered {day}"
    elif enquiry.due_at:
        by = moment_in_words(enquiry.due_at, enquiry.school, now=now)
        detail = _hearing(enquiry.is_overdue(now), by)
    return Line(
        child=enquiry.student,
        title=enquiry.title,
        note=note,
        detail=detail,
        href=address_of("family:ask_thread", enquiry.public_id),
    )


def _hearing(is_over: bool, by: str) -> str:  # noqa: FBT001
    return f"You should have heard by {by}." if is_over else f"You will hear by {by}."


def _ties_of(actor: FamilyActor, now: datetime) -> list[Tie]:
    return [
        tie
        for contact in actor.contacts
        for tie in visible_ties(contact, on=contact.school.day_of(now)).select_related(
            "student__school"
        )
    ]
