"""A conversation on paper, for staff: as the family may read it, or with the notes."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.queries.confidence import open_reading
from schoolgate.domain.enquiries.queries.threads import (
    enquiry_seen_by,
    files_of,
    messages_for_family,
    messages_for_staff,
    where_it_goes_on,
)
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.printing import printed_of

FOR_FAMILY = "Without notes: what the family may read today."
FOR_STAFF = "With the notes for colleagues: for staff alone."


@page(Audience.STAFF)
def printed(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show it ready to be printed; without notes unless they are asked for.

    What was told in confidence only while it is open to who read it on record.
    """
    seen = enquiry_seen_by(request.actor, public_id, at=request.at)
    found, notes_too = where_it_goes_on(seen), request.GET.get("notes") == "yes"
    reading = open_reading(request.actor, found, at=request.at)
    if reading is None and found.readership == Readership.NAMED:
        return redirect("staff:desk_enquiry", found.public_id)
    if notes_too:
        messages = messages_for_staff(found, reading=reading)
    else:
        messages = messages_for_family(found, at=request.at)
    shown = printed_of(
        found,
        messages,
        files_of(messages),
        foot=FOR_STAFF if notes_too else FOR_FAMILY,
        now=request.at,
    )
    context = {"printed": shown, "found": found, "notes_too": notes_too}
    return render(request, "staff/desk/printed.html", context)
