"""Who may read what is told in confidence, before it is sent and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from schoolgate.domain.enquiries.models import Reading
from schoolgate.domain.enquiries.queries.confidence import Confidence, confidants
from schoolgate.domain.enquiries.queries.desks import Foreseen
from schoolgate.domain.schools.models import School
from schoolgate.kernel.words import say_list
from schoolgate.web.family.enquiries.forms import AskForm
from schoolgate.web.shared.moments import moment_in_words


@dataclass(frozen=True)
class Readers:
    """Who would read it, and the same as a form carries it; none if it is no secret."""

    names: list[str]
    key: str


@dataclass(frozen=True, kw_only=True)
class Trust:
    """Who may read it, and who has, as the family's page says it."""

    says: str
    readings: list[str]


def readers_of(form: AskForm, foreseen: Foreseen, *, on: date) -> Readers:
    """Return who would read it, by name. Only for a form without errors."""
    if not form.is_in_confidence:
        return Readers([], "")
    people = confidants(
        foreseen.desk, student=form.student, subject=form.chosen_subject, on=on
    )
    names = [each.polite_name for each in people]
    return Readers(names, " ".join(each.public_id for each in people))


def trust_of(confidence: Confidence, school: School, *, now: datetime) -> Trust:
    """Put into words who may read it and who has."""
    return Trust(
        says=only_they_read([each.polite_name for each in confidence.readers]),
        readings=[_read(each, school, now) for each in confidence.readings],
    )


def only_they_read(names: Sequence[str]) -> str:
    """Return "Only Mr Byrne and Dr Osei may read this."."""
    return f"Only {say_list(list(names))} may read this." if names else ""


def _read(reading: Reading, school: School, now: datetime) -> str:
    when = moment_in_words(reading.read_at, school, now=now)
    return f"{reading.staff.polite_name}, {when}"
