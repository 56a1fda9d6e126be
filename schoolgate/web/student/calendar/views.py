"""The calendar of a student's school."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolgate.domain.schools.queries import year_of
from schoolgate.web.shared.page import Audience, StudentRequest, page
from schoolgate.web.shared.school_year import school_year_in_words


@page(Audience.STUDENT)
def calendar(request: StudentRequest) -> HttpResponse:
    """Show the next closed days and the terms."""
    school = request.actor.student.school
    on = school.day_of(request.at)
    shown = school_year_in_words(school, year_of(school), on=on)
    return render(request, "student/calendar/calendar.html", {"shown": shown})
