"""Notes about a child's safety, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.enquiries.enums import SafetySource
from schoolgate.domain.enquiries.models import SafetyNote
from schoolgate.domain.enquiries.queries.safety import Lead
from schoolgate.domain.schools.models import School
from schoolgate.kernel.vocabulary import Role
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.moments import moment_in_words


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """One note in the list: when, from whom, and whether somebody has it."""

    href: str
    title: str
    what: str
    is_taken: bool


@dataclass(frozen=True, kw_only=True)
class NotePage:
    """One note as the lead reads it."""

    public_id: str
    title: str
    what: str
    text: str
    enquiry: str
    """Where the conversation stands that was passed on; empty: none was."""
    taken: str


def line_of(note: SafetyNote, school: School, *, now: datetime) -> NoteLine:
    """Put one note of the list into words."""
    return NoteLine(
        href=address_of("staff:safety_note", note.public_id),
        title=note.child or "A child",
        what=_what(note, school, now),
        is_taken=note.taken_at is not None,
    )


def page_of(note: SafetyNote, school: School, *, now: datetime) -> NotePage:
    """Put one note into words."""
    return NotePage(
        public_id=note.public_id,
        title=note.child or "A child",
        what=_what(note, school, now),
        text=note.text,
        enquiry=address_of("staff:desk_enquiry", note.enquiry.public_id)
        if note.enquiry
        else "",
        taken=_taken(note, school, now),
    )


def told_in_words(
    told: Sequence[datetime], school: School, *, now: datetime
) -> list[str]:
    """Say when somebody told the lead something: nothing else is left with them."""
    return [moment_in_words(each, school, now=now) for each in told]


def lead_in_words(lead: Lead) -> str:
    """Say who will read it: "Only Ms Devlin reads it, or who stands in."."""
    if lead.staff is None:
        return "Nobody has the post of safeguarding lead now. Tell the head yourself."
    name = lead.staff.polite_name
    number = f" Their number is {lead.number}." if lead.number else ""
    if lead.role is Role.PRINCIPAL:
        return f"Nobody has the post of safeguarding lead now, so {name} reads it."
    return f"Only {name} reads it, or who stands in.{number}"


def _what(note: SafetyNote, school: School, now: datetime) -> str:
    person = note.contact or note.staff
    who = person.polite_name if person else ""
    when = moment_in_words(note.told_at, school, now=now)
    return f"{who}, {when}: {SafetySource(note.source).label}"


def _taken(note: SafetyNote, school: School, now: datetime) -> str:
    if note.taken_by is None or note.taken_at is None:
        return ""
    when = moment_in_words(note.taken_at, school, now=now)
    return f"{note.taken_by.polite_name} took it {when}."
