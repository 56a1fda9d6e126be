"""Who is told of a child's safety, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from schoolgate.domain.enquiries.queries.safety import Lead
from schoolgate.domain.schools.models import School


@dataclass(frozen=True, kw_only=True)
class Told:
    """Who reads it at one school."""

    says: str
    number: str
    """To ring, if the school keeps one."""


def told_of(school: School, lead: Lead, *, names_school: bool) -> Told:
    """Say who reads it: by name and post, and at which school if there are several."""
    at = f" at {school.name}" if names_school else ""
    if lead.staff is None:
        return Told(
            says=f"Nobody can be named{at} now. Your words are kept for whoever answers"
            f" for children’s safety. You can also write to {school.office_address}.",
            number="",
        )
    who = f"{lead.staff.polite_name}, the {lead.role.label}{at}"
    says = f"Only {who}, reads this, or who stands in for them."
    return Told(says=says, number=lead.number)


def told_of_all(leads: Sequence[tuple[School, Lead]]) -> list[Told]:
    """Say it for each school, in order."""
    several = len(leads) > 1
    return [told_of(school, lead, names_school=several) for school, lead in leads]
