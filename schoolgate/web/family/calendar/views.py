"""The calendar of each school of a family's children."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolgate.domain.schools.queries import year_of, years_of
from schoolgate.web.shared.page import Audience, FamilyRequest, page
from schoolgate.web.shared.school_year import school_year_in_words
from schoolgate.web.shared.year_files import as_download, the_school


@page(Audience.FAMILY)
def calendar(request: FamilyRequest) -> HttpResponse:
    """Show the next closed days, when parents may come in, and the terms."""
    schools = list(
        {each.school_id: each.school for each in request.actor.contacts}.values()
    )
    years = years_of(schools)
    shown = [
        school_year_in_words(each, years[each.pk], on=each.day_of(request.at))
        for each in schools
    ]
    return render(request, "family/calendar/calendar.html", {"schools": shown})


@page(Audience.FAMILY)
def calendar_file(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Give the school's own public days as a file for a calendar."""
    schools = [each.school for each in request.actor.contacts]
    school = the_school(schools, public_id)
    return as_download(school, year_of(school), at=request.at)
