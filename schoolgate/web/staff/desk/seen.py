"""What somebody sees in an enquiry: that it asks for data; how they were treated."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.urls import reverse

from schoolgate.domain.enquiries.actions.agreeing import say_respect
from schoolgate.domain.enquiries.actions.data_rights import recognise_data
from schoolgate.domain.enquiries.enums import DataKind, Treated
from schoolgate.domain.enquiries.queries.threads import enquiry_seen_by
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import send_once
from schoolgate.web.shared.treated import TreatedForm
from schoolgate.web.staff.data.forms import DataSeenForm


@page(Audience.STAFF, methods=("POST",))
def data(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say in one tap that it asks for data, or complains about it."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = DataSeenForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A form without its key is not one of ours.")

    def do() -> str:
        kind = DataKind(form.cleaned_data["kind"])
        recognise_data(request.actor, found, kind, at=request.at)
        return reverse("staff:desk_enquiry", args=[public_id])

    return send_once(request, form, do)


@page(Audience.STAFF, methods=("POST",))
def respect(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say whether one was treated with respect."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = TreatedForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A form without its key is not one of ours.")

    def do() -> str:
        answer = Treated(form.cleaned_data["answer"])
        say_respect(found, answer, by=request.actor, at=request.at)
        return reverse("staff:desk_enquiry", args=[public_id])

    return send_once(request, form, do)
