"""The student's home, and who is told what about them."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolgate.domain.accounts.queries.posts import subjects_of
from schoolgate.domain.disclosure.access import who_may_be_told
from schoolgate.web.shared.page import Audience, StudentRequest, page
from schoolgate.web.student.home.presenters import adults_of, home_of


@page(Audience.STUDENT)
def home(request: StudentRequest) -> HttpResponse:
    """Show whom to go to."""
    student = request.actor.student
    shown = home_of(student, subjects_of(student), now=request.at)
    return render(request, "student/home/home.html", {"home": shown})


@page(Audience.STUDENT)
def audience(request: StudentRequest) -> HttpResponse:
    """Show which adult may be told what, and why."""
    student = request.actor.student
    told = who_may_be_told(student, on=student.school.day_of(request.at))
    return render(request, "student/home/audience.html", {"adults": adults_of(told)})
