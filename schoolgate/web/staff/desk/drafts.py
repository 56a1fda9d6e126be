"""An answer begun and kept, on the desk of who began it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from schoolgate.domain.enquiries.access.moves import may_answer_enquiry
from schoolgate.domain.enquiries.actions.drafting import keep_draft
from schoolgate.domain.enquiries.queries.threads import (
    draft_of,
    enquiry_seen_by,
    what_may_be_told,
)
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.staff.desk.forms import LONGEST_ANSWER
from schoolgate.web.staff.desk.views import reply_form_of, show_with

KEPT = ("text", "category", "meet_on", "meet_at", "where")
"""Of the form of an answer; files are not kept."""


@page(Audience.STAFF, methods=("POST",))
def keep(request: StaffRequest, public_id: str) -> HttpResponse:
    """Keep what is begun; it is sent to nobody."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    on = found.school.day_of(request.at)
    may_answer_enquiry(request.actor, found, on=on).require()
    filled = {name: request.POST.get(name, "")[:LONGEST_ANSWER] for name in KEPT}
    has_one = draft_of(request.actor, found) is not None
    if not filled["text"].strip() and not has_one:
        told = what_may_be_told(found, at=request.at)
        form = reply_form_of(found)(told, request.POST.copy())
        return show_with(request, found, "reply", form)
    keep_draft(request.actor, found, filled, at=request.at)
    return HttpResponseRedirect(reverse("staff:desk_enquiry", args=[public_id]))
