"""The students somebody answers for, and the page of one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.actions.hearing import say_how_used
from schoolgate.domain.enquiries.queries.problems import (
    MOST_FOUND,
    close_students_called,
    visible_close_students,
    visible_problems,
)
from schoolgate.domain.enquiries.queries.tellings import shared_about, telling_seen_by
from schoolgate.domain.people.models import Student
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.students.forms import ProblemForm, UseForm
from schoolgate.web.staff.students.presenters import (
    heard_of,
    problem_line,
    student_line,
)

MOST_SHOWN = 50
LONGEST_SEARCH = 100


@page(Audience.STAFF)
def students(request: StaffRequest) -> HttpResponse:
    """Find one of the students this person answers for."""
    on = request.actor.day_of(request.at)
    said = request.GET.get("said", "")[:LONGEST_SEARCH]
    found = close_students_called(request.actor, said, on=on)
    waiting = visible_problems(request.actor, on=on).filter(closed_at=None)
    context = {
        "said": said,
        "found": [student_line(each) for each in found],
        "is_cut": len(found) == MOST_FOUND,
        "problems": [
            problem_line(each, now=request.at, names=True)
            for each in waiting[:MOST_SHOWN]
        ],
    }
    return render(request, "staff/students/students.html", context)


@page(Audience.STAFF)
def student(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show what parents shared of a student, and the problems on record."""
    return student_page(request, one_of(request, public_id))


@page(Audience.STAFF, methods=("POST",))
def used(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say how one used what a family told."""
    on = request.actor.day_of(request.at)
    telling = telling_seen_by(request.actor, public_id, on=on)
    form = UseForm(request.POST, prefix=public_id)
    about = telling.enquiry.student
    assert about is not None  # noqa: S101 (nothing is told about no child)

    def do() -> str:
        words = form.cleaned_data["text"]
        say_how_used(request.actor, telling, words, at=request.at)
        return reverse("staff:student", args=[about.public_id])

    if form.is_valid():
        try:
            return send_once(request, form, do)
        except NotAllowedError as refused:
            form.add_error(None, str(refused))
    return student_page(request, about, faulty=form)


def one_of(request: StaffRequest, public_id: str) -> Student:
    """Return a student this person answers for; raises Student.DoesNotExist."""
    on = request.actor.day_of(request.at)
    rows = visible_close_students(request.actor, on=on).select_related("school")
    return rows.get(public_id=public_id)


def student_page(
    request: StaffRequest, found: Student, *, faulty: SendingForm | None = None
) -> HttpResponse:
    """Show the page of one student; with a form that was filled in badly."""
    on = request.actor.day_of(request.at)
    shared = shared_about(found, request.actor, on=on)
    problems = visible_problems(request.actor, on=on).filter(student=found)
    cards = [heard_of(each, found.school, now=request.at) for each in shared]
    is_problem = isinstance(faulty, ProblemForm)
    context = {
        "student": found,
        "faulty": faulty,
        "heard": [
            (
                card,
                faulty
                if faulty and faulty.prefix == card.public_id
                else UseForm(prefix=card.public_id),
            )
            for card in cards
        ],
        "problems": [
            problem_line(each, now=request.at) for each in problems[:MOST_SHOWN]
        ],
        "problem_form": faulty if is_problem else ProblemForm(),
    }
    return render(request, "staff/students/student.html", context)
