"""A conversation on paper, for the family whose it is."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolgate.domain.enquiries.queries.threads import (
    enquiry_seen_by,
    files_of,
    messages_for_family,
    where_it_goes_on,
)
from schoolgate.web.shared.page import Audience, FamilyRequest, page
from schoolgate.web.shared.printing import printed_of


@page(Audience.FAMILY)
def printed(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Show what they may read today, ready to be printed."""
    seen = enquiry_seen_by(request.actor, public_id, at=request.at)
    found = where_it_goes_on(seen)
    messages = messages_for_family(found, at=request.at)
    shown = printed_of(found, messages, files_of(messages), foot="", now=request.at)
    context = {"printed": shown, "found": found}
    return render(request, "family/enquiries/printed.html", context)
