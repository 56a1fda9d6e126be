"""How quickly we answer."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolgate.domain.governance.access import may_see_speed
from schoolgate.domain.governance.queries.speed import speed_of
from schoolgate.domain.policies.queries import NoPolicyAdoptedError
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.staff.figures.presenters import page_of


@page(Audience.STAFF)
def figures(request: StaffRequest) -> HttpResponse:
    """Show what fell due in the last school weeks, and how it came out."""
    may_see_speed(request.actor).require()
    school = request.actor.staff.school
    try:
        speed = speed_of(request.actor, school, at=request.at)
    except NoPolicyAdoptedError:
        speed = None
    counted = moment_in_words(request.at, school, now=request.at)
    return render(
        request,
        "staff/figures/figures.html",
        {"figures": page_of(speed), "counted": counted},
    )
