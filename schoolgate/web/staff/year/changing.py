"""From a changed year to a saved one: faults first, then the promises it moves."""

from datetime import datetime

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.actions.moving import (
    Moved,
    promises_moved_by,
    save_year_and_tell,
)
from schoolgate.domain.schools.actions.year import YearChangedMeanwhileError
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.rules import doubts_of, faults_of
from schoolgate.kernel.decision import permit
from schoolgate.kernel.school_year import Year
from schoolgate.kernel.vocabulary import Permission
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.year.carrying import packed_change, unpacked_change
from schoolgate.web.staff.year.forms_start import CheckForm
from schoolgate.web.staff.year.presenters import moved_page_of

NO_CHOICE = "Say what shall happen to the dates that were promised."


def propose(
    request: StaffRequest, form: SendingForm, seen: Year, year: Year
) -> HttpResponse | None:
    """Save a changed year, or show first which promises it moves.

    With a fault, None: the form has it and is shown again.
    """
    year = year.tidy()
    faults = faults_of(year)
    for fault in faults:
        form.add_error(None, f"{fault}.")
    if faults:
        return None
    school = request.actor.staff.school
    moved = promises_moved_by(school, year, at=request.at)
    new_doubts = [each for each in doubts_of(year) if each not in doubts_of(seen)]
    if moved or new_doubts:
        change = CheckForm(
            initial={"change": packed_change(seen, year), "promises": "tell"}
        )
        return _check_page(request, change, moved, new_doubts)
    try:
        return send_once(
            request,
            form,
            lambda: _save(request, seen, year, keep_promises=False),
        )
    except YearChangedMeanwhileError as changed:
        form.add_error(None, str(changed))
        return None


@page(Audience.STAFF, methods=("POST",))
def check(request: StaffRequest) -> HttpResponse:
    """Save the change that was shown, and tell the families whose dates move."""
    permit(request.actor, Permission.SET_UP_SCHOOL).require()
    form = CheckForm(request.POST)
    if not form.is_valid() and "change" not in form.cleaned_data:
        raise BadRequest("A change comes from the page that shows it.")
    seen, year = unpacked_change(form.cleaned_data["change"])
    school = request.actor.staff.school
    moved = promises_moved_by(school, year, at=request.at)
    choice = form.cleaned_data.get("promises", "")
    may_move = any(each.can_be_told for each in moved)
    if form.is_valid() and may_move and not choice:
        form.add_error("promises", NO_CHOICE)
    if form.is_valid():
        try:
            return send_once(
                request,
                form,
                lambda: _save(request, seen, year, keep_promises=choice == "keep"),
            )
        except YearChangedMeanwhileError as changed:
            form.add_error(None, str(changed))
    return _check_page(request, form, moved, list(doubts_of(year)))


def _save(request: StaffRequest, seen: Year, year: Year, *, keep_promises: bool) -> str:
    save_year_and_tell(
        request.actor.staff.school,
        year,
        seen=seen,
        keep_promises=keep_promises,
        by=request.actor,
        at=request.at,
    )
    return reverse("staff:year")


def _check_page(
    request: StaffRequest, form: CheckForm, moved: list[Moved], doubts: list[str]
) -> HttpResponse:
    school: School = request.actor.staff.school
    at: datetime = request.at
    shown = moved_page_of(moved, school, now=at)
    if not shown.moving:
        del form.fields["promises"]
    context = {"form": form, "shown": shown, "doubts": doubts}
    return render(request, "staff/year/check.html", context)
