"""What few may read: passing it to the safeguarding lead, and reading a confidence."""

from django.http import HttpResponse
from django.urls import reverse

from schoolgate.domain.enquiries.actions.confiding import read_in_confidence
from schoolgate.domain.enquiries.actions.safety import pass_to_the_lead
from schoolgate.domain.enquiries.queries.threads import enquiry_seen_by
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm
from schoolgate.web.staff.desk.forms import PassToLeadForm
from schoolgate.web.staff.desk.views import do_or_show


@page(Audience.STAFF, methods=("POST",))
def pass_on(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say that an enquiry is about a child's safety: at once it is the lead's."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = PassToLeadForm(request.POST)

    def do() -> str:
        why = form.cleaned_data["why"]
        pass_to_the_lead(request.actor, found, why, at=request.at)
        return reverse("staff:safety")

    return do_or_show(request, found, "safety", form, do)


@page(Audience.STAFF, methods=("POST",))
def read(request: StaffRequest, public_id: str) -> HttpResponse:
    """Write down that this person reads what was told in confidence; then show it."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = SendingForm(request.POST)

    def do() -> str:
        read_in_confidence(request.actor, found, at=request.at)
        return reverse("staff:desk_enquiry", args=[public_id])

    return do_or_show(request, found, "read", form, do)
