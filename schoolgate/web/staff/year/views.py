"""The picture of the year, and the forms that change it."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from schoolgate.domain.schools.enums import Nation
from schoolgate.domain.schools.queries import missing_year, year_of
from schoolgate.domain.schools.rules import (
    bank_holidays,
    school_year_of,
    term_on,
    typical_terms,
)
from schoolgate.kernel.decision import permit
from schoolgate.kernel.school_year import OtherDay, Year
from schoolgate.kernel.vocabulary import Permission
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.school_year import stretches
from schoolgate.web.shared.sending import SendingForm
from schoolgate.web.staff.year.changing import propose
from schoolgate.web.staff.year.forms import (
    DayForm,
    DaysOffForm,
    HoursForm,
    TermForm,
    VisitsForm,
)
from schoolgate.web.staff.year.forms_start import StartForm
from schoolgate.web.staff.year.presenters import year_page_of

Change = Callable[[], Year]


@page(Audience.STAFF)
def year(request: StaffRequest) -> HttpResponse:
    """Show one school year: its picture, why days are closed, terms and hours."""
    school = request.actor.staff.school
    on = school.day_of(request.at)
    asked = request.GET.get("from", "")
    begins_in = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    shown = year_page_of(
        year_of(school), missing_year(school, on=on), on=on, begins_in=begins_in or None
    )
    may_change = permit(request.actor, Permission.SET_UP_SCHOOL).allowed
    context = {"shown": shown, "may_change": may_change}
    return render(request, "staff/year/year.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def term(request: StaffRequest, first: str = "") -> HttpResponse:
    """Add, change or remove a term."""
    seen = _mine_to_change(request)
    found = next((t for t in seen.terms if t.first.isoformat() == first), None)
    if first and found is None:
        raise Http404
    form = TermForm(request.POST or None, initial=asdict(found) if found else {})
    title = f"Change {found.name}" if found else "Add a term"
    if found and "remove" in request.POST:
        return _removed(request, form, title, seen, seen.without_term(found.first))
    instead_of = found.first if found else None
    return _changed(
        request,
        form,
        title,
        seen,
        lambda: seen.with_term(form.term(), instead_of=instead_of),
        may_remove=found is not None,
    )


@page(Audience.STAFF, methods=("GET", "POST"))
def day(request: StaffRequest, on: str = "") -> HttpResponse:
    """Add, change or remove a training day, a closure, a half day."""
    seen = _mine_to_change(request)
    found = _days_from(seen, on)
    if on and not found:
        raise Http404
    form = DayForm(request.POST or None, initial=_initial(found))
    title = f"Change {found[0].why}" if found else "Add a day unlike others"
    base = seen.without_days(*(each.on for each in found))
    if found and "remove" in request.POST:
        return _removed(request, form, title, seen, base)
    return _changed(
        request,
        form,
        title,
        seen,
        lambda: base.with_days(form.days(seen)),
        may_remove=bool(found),
    )


@page(Audience.STAFF, methods=("GET", "POST"))
def hours(request: StaffRequest) -> HttpResponse:
    """Set when the school day begins and ends on each day of the week."""
    seen = _mine_to_change(request)
    form = HoursForm(request.POST or None, year=seen)

    def change() -> Year:
        return Year(seen.terms, seen.days, form.hours(), seen.visits)

    return _changed(request, form, "Opening hours", seen, change, template="hours")


@page(Audience.STAFF, methods=("GET", "POST"))
def visits(request: StaffRequest) -> HttpResponse:
    """Set when parents may come in."""
    seen = _mine_to_change(request)
    form = VisitsForm(request.POST or None, year=seen)

    def change() -> Year:
        return Year(seen.terms, seen.days, seen.hours, form.visits())

    title = "When parents may come in"
    return _changed(request, form, title, seen, change, template="visits")


@page(Audience.STAFF, methods=("GET", "POST"))
def days_off(request: StaffRequest) -> HttpResponse:
    """Fill in the nation's bank holidays that fall into a term."""
    seen = _mine_to_change(request)
    offered = _bank_holidays_missing(request, seen)
    form = DaysOffForm(request.POST or None, offered=offered)

    def change() -> Year:
        chosen = form.cleaned_data["days"]
        return seen.with_days([d for d in offered if d.on.isoformat() in chosen])

    context: dict[str, object] = {"offered": offered}
    nation = Nation(request.actor.staff.school.nation).label
    title = f"Bank holidays in {nation}"
    return _changed(
        request, form, title, seen, change, template="days_off", more=context
    )


@page(Audience.STAFF, methods=("GET", "POST"))
def start(request: StaffRequest) -> HttpResponse:
    """Give the school a year: what is usual in its nation, to correct."""
    seen = _mine_to_change(request)
    school = request.actor.staff.school
    on = school.day_of(request.at)
    begins_in = school_year_of(on)[0].year
    if seen.terms:
        last = school_year_of(seen.terms[-1].last)[0].year
        begins_in = max(begins_in, last + 1)
    usual = typical_terms(Nation(school.nation), begins_in)
    form = StartForm(request.POST or None, usual=usual, has_hours=bool(seen.hours))

    def change() -> Year:
        week = seen.hours or form.hours()
        return Year((*seen.terms, *form.terms()), seen.days, week, seen.visits)

    title = f"The school year {begins_in}/{(begins_in + 1) % 100:02}"
    return _changed(request, form, title, seen, change, template="start")


def _mine_to_change(request: StaffRequest) -> Year:
    permit(request.actor, Permission.SET_UP_SCHOOL).require()
    return year_of(request.actor.staff.school)


def _changed(
    request: StaffRequest,
    form: SendingForm,
    title: str,
    seen: Year,
    change: Change,
    *,
    template: str = "change",
    may_remove: bool = False,
    more: dict[str, object] | None = None,
) -> HttpResponse:
    """Propose the change that a form asks for; show the form until it can be."""
    if form.is_valid():
        response = propose(request, form, seen, change())
        if response is not None:
            return response
    context = {"form": form, "title": title, "may_remove": may_remove, **(more or {})}
    return render(request, f"staff/year/{template}.html", context)


def _removed(
    request: StaffRequest, form: SendingForm, title: str, seen: Year, year: Year
) -> HttpResponse:
    """Propose a removal; for it only the form's key counts."""
    bare = SendingForm(request.POST)
    if bare.is_valid():
        response = propose(request, bare, seen, year)
        if response is not None:
            return response
    context = {"form": form, "title": title, "may_remove": True, "bare": bare}
    return render(request, "staff/year/change.html", context)


def _days_from(seen: Year, on: str) -> list[OtherDay]:
    """Return the days of the stretch that begins on this day; none without one."""
    for line in stretches(seen, in_terms_only=False):
        days = [day for day in seen.days if line.first <= day.on <= line.last]
        if days and line.first == days[0].on and on == line.first.isoformat():
            return days
    return []


def _initial(found: list[OtherDay]) -> dict[str, object]:
    if not found:
        return {}
    first, last = found[0], found[-1]
    return {**asdict(first), "first": first.on, "last": last.on if found[1:] else None}


def _bank_holidays_missing(request: StaffRequest, seen: Year) -> list[OtherDay]:
    """Return the bank holidays in a term, from today on, that are not yet entered."""
    school = request.actor.staff.school
    on: date = school.day_of(request.at)
    if not seen.terms or seen.terms[-1].last < on:
        return []
    known = {each.on for each in seen.days}
    every = bank_holidays(Nation(school.nation), on, seen.terms[-1].last)
    return [d for d in every if d.on not in known and term_on(seen, d.on)]
