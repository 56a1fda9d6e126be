"""Reports and kept calls in words."""

from dataclasses import dataclass
from datetime import datetime

from schoolgate.domain.enquiries.models import Incident, KeptCall
from schoolgate.domain.schools.models import School
from schoolgate.kernel.vocabulary import Channel
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.staff.reports.forms import SeenForm


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report or kept call, with what happens next."""

    public_id: str
    title: str
    what: str
    text: str
    """What was said, for a kept call."""
    next_step: str
    seen: str
    form: SeenForm
    is_known: bool = False
    """Whether it is on record who called."""


def incident_of(
    incident: Incident, school: School, form: SeenForm, *, now: datetime
) -> Report:
    """Put into words what was reported."""
    reporter = incident.reported_by.polite_name
    when = moment_in_words(incident.reported_at, school, now=now)
    return Report(
        public_id=incident.public_id,
        title=f"{reporter} ended it because it turned angry or abusive",
        what=f"{when}. With {_with_whom(incident)}.",
        text="",
        next_step=incident.next_step,
        seen=_seen(incident, school, now),
        form=form,
    )


def kept_of(call: KeptCall, school: School, form: SeenForm, *, now: datetime) -> Report:
    """Put into words what was kept."""
    when = moment_in_words(call.kept_at, school, now=now)
    by = call.noted_by.polite_name
    return Report(
        public_id=call.public_id,
        title=f"{call.caller_name} about {call.student.full_name}",
        what=f"{Channel(call.channel).label.capitalize()}, {when}. Noted by {by}.",
        text=call.text,
        next_step=call.next_step,
        seen=_seen(call, school, now),
        form=form,
        is_known=call.contact_id is not None,
    )


def _with_whom(incident: Incident) -> str:
    if incident.enquiry:
        return incident.enquiry.contact.polite_name
    return incident.kept_call.caller_name if incident.kept_call else ""


def _seen(row: Incident | KeptCall, school: School, now: datetime) -> str:
    if row.seen_by is None or row.seen_at is None:
        return ""
    when = moment_in_words(row.seen_at, school, now=now)
    return f"{row.seen_by.polite_name}, {when}"
