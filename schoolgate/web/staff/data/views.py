"""What waits for who answers for data, one of it, and the next step."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.actions.data_rights import (
    STAFF_STEPS,
    do_with_data,
    why_not_now,
)
from schoolgate.domain.enquiries.enums import DataStep
from schoolgate.domain.enquiries.models import DataMatter
from schoolgate.domain.enquiries.queries.data_matters import (
    Matter,
    matters_of,
    may_answer_data,
    visible_data_matters,
)
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import send_once
from schoolgate.web.staff.data.forms import StepForm
from schoolgate.web.staff.data.presenters import line_of, matter_of

MOST_SHOWN = 200


@page(Audience.STAFF)
def matters(request: StaffRequest) -> HttpResponse:
    """Show requests and complaints, what is due first first."""
    on = request.actor.day_of(request.at)
    may_answer_data(request.actor, on=on).require()
    rows = visible_data_matters(request.actor, on=on).order_by("-received_at")
    found = matters_of(list(rows[:MOST_SHOWN]), at=request.at)
    context = {
        "waiting": [line_of(each) for each in found if not each.row.closed_at],
        "answered": [line_of(each) for each in found if each.row.closed_at],
    }
    return render(request, "staff/data/matters.html", context)


@page(Audience.STAFF)
def matter(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show one request or complaint, whole."""
    [one] = matters_of([_found(request, public_id)], at=request.at)
    return _matter(request, one, StepForm(_steps(one)))


@page(Audience.STAFF, methods=("POST",))
def step(request: StaffRequest, public_id: str) -> HttpResponse:
    """Write down the next step, and tell them."""
    [one] = matters_of([_found(request, public_id)], at=request.at)
    form = StepForm(_steps(one), request.POST)

    def do() -> str:
        do_with_data(request.actor, one.row, form.doing, at=request.at)
        return reverse("staff:data_matter", args=[public_id])

    if form.is_valid():
        try:
            return send_once(request, form, do)
        except NotAllowedError as refused:
            form.add_error(None, str(refused))
    return _matter(request, one, form)


def _found(request: StaffRequest, public_id: str) -> DataMatter:
    on = request.actor.day_of(request.at)
    return visible_data_matters(request.actor, on=on).get(public_id=public_id)


def _steps(one: Matter) -> list[DataStep]:
    return [each for each in STAFF_STEPS if not why_not_now(one, each)]


def _matter(request: StaffRequest, one: Matter, form: StepForm) -> HttpResponse:
    context = {"matter": matter_of(one, now=request.at), "form": form}
    return render(request, "staff/data/matter.html", context)
