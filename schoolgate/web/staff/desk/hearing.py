"""What stands beside an enquiry: what parents shared, rights to data, how it ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.enquiries.enums import Begun, Clock, DataKind, EnquiryState
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.data_matters import (
    data_matters_of,
    is_closed,
    matters_of,
    visible_data_matters,
)
from schoolgate.domain.enquiries.queries.tellings import shared_about
from schoolgate.domain.enquiries.queries.views import (
    is_differing_view,
    may_say_respect,
)
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.vocabulary import Category
from schoolgate.kernel.words import say_count, say_day_and_year
from schoolgate.web.shared.treated import TreatedForm
from schoolgate.web.staff.data.forms import DataSeenForm
from schoolgate.web.staff.desk.forms import CloseForm
from schoolgate.web.staff.students.presenters import heard_of


def close_form_for(
    found: Enquiry,
    told: Mapping[Category, Decision],
    *args: Any,
    is_told: bool,
    **kwargs: Any,
) -> CloseForm:
    """Return the form that closes it: as an answer, a telling, or a differing view."""
    return CloseForm(
        dict(told),
        *args,
        is_told=is_told,
        begun=Begun(found.begun),
        is_view=is_differing_view(found),
        **kwargs,
    )


def heard_offered(actor: StaffActor, found: Enquiry, *, at: datetime) -> dict[str, Any]:
    """Return what parents shared of this child, and what can be said of the enquiry."""
    on = found.school.day_of(at)
    context: dict[str, Any] = {
        "data_form": DataSeenForm(),
        "data_lines": _data_lines(found, at),
    }
    if found.state == EnquiryState.CLOSED:
        may = may_say_respect(actor, found, on=on).allowed
        context["treated_form"] = TreatedForm() if may else None
    if found.student is not None:
        shared = shared_about(found.student, actor, on=on)
        context |= {
            "heard": [heard_of(each, found.school, now=at) for each in shared],
            "heard_child": found.student.given_name,
            "heard_id": found.student.public_id,
        }
    return context


def data_waiting(actor: StaffActor, *, at: datetime) -> dict[str, str] | None:
    """Return what waits for who answers for data, in a line; None for the others."""
    if not actor.roles & {Role.DATA_PROTECTION_LEAD, Role.PRINCIPAL}:
        return None
    rows = visible_data_matters(actor, on=actor.day_of(at)).filter(closed_at=None)
    open_ones = [each for each in matters_of(list(rows), at=at) if not is_closed(each)]
    if not open_ones:
        return None
    first = open_ones[0].clock
    late = any(each.clock.state is Clock.OVERDUE for each in open_ones)
    by = f", the first by {say_day_and_year(first.due_on)}" if first.due_on else ""
    says = f"{say_count(len(open_ones), 'request or complaint')} to answer{by}"
    return {"kind": "late" if late else "care", "says": says}


def _data_lines(found: Enquiry, at: datetime) -> list[str]:
    """Say that it goes its own way as well, and by when; with the law as reason."""
    lines = []
    for each in matters_of(data_matters_of(found), at=at):
        kind = DataKind(each.row.kind).label
        by = each.clock.due_on
        when = f", by {say_day_and_year(by)}" if by and not is_closed(each) else ""
        done = " It was answered." if is_closed(each) else ""
        lines.append(
            f"This is also a {kind}, with who answers for data{when}."
            f" {each.clock.because[0]}{done} What was asked here keeps its promise."
        )
    return lines
