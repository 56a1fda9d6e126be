"""A problem of a student: recorded, told to each parent, closed."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.actions.problems import (
    close_problem,
    hold_ground,
    record_problem,
    tell_parent,
)
from schoolgate.domain.enquiries.enums import ProblemKind
from schoolgate.domain.enquiries.models import Problem
from schoolgate.domain.enquiries.queries.problems import (
    may_close_problem,
    parents_told,
    visible_problems,
)
from schoolgate.domain.people.models import Contact
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.students.forms import (
    EndForm,
    GroundForm,
    ProblemForm,
    TellForm,
)
from schoolgate.web.staff.students.presenters import problem_of
from schoolgate.web.staff.students.views import one_of, student_page


@page(Audience.STAFF, methods=("POST",))
def record(request: StaffRequest, public_id: str) -> HttpResponse:
    """Record a problem of a student."""
    student, form = one_of(request, public_id), ProblemForm(request.POST)
    if not form.is_valid():
        return student_page(request, student, faulty=form)

    def do() -> str:
        data = form.cleaned_data
        kind = ProblemKind(data["kind"])
        made = record_problem(request.actor, student, kind, data["text"], at=request.at)
        return reverse("staff:students_problem", args=[made.public_id])

    return send_once(request, form, do)


@page(Audience.STAFF)
def problem(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show one problem, and how each parent stands to it."""
    return _problem(request, _found(request, public_id))


@page(Audience.STAFF, methods=("POST",))
def tell(request: StaffRequest, public_id: str, contact_id: str) -> HttpResponse:
    """Tell one parent, in a conversation of their own."""
    found = _found(request, public_id)
    parent = _parent(request, found, contact_id)
    form = TellForm(request.POST, prefix=f"tell-{contact_id}")

    def do() -> None:
        words = form.cleaned_data["text"]
        tell_parent(request.actor, found, parent, words, at=request.at)

    return _do(request, found, form, do)


@page(Audience.STAFF, methods=("POST",))
def ground(request: StaffRequest, public_id: str, contact_id: str) -> HttpResponse:
    """Hold the ground for not telling one parent."""
    found = _found(request, public_id)
    parent = _parent(request, found, contact_id)
    form = GroundForm(request.POST, prefix=f"ground-{contact_id}")

    def do() -> None:
        hold_ground(request.actor, found, parent, form.ground, at=request.at)

    return _do(request, found, form, do)


@page(Audience.STAFF, methods=("POST",))
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    """Close it, once no parent is left out without a reason."""
    found, form = _found(request, public_id), EndForm(request.POST)

    def do() -> None:
        words = form.cleaned_data["ended"]
        close_problem(request.actor, found, words, at=request.at)

    return _do(request, found, form, do)


def _found(request: StaffRequest, public_id: str) -> Problem:
    on = request.actor.day_of(request.at)
    return visible_problems(request.actor, on=on).get(public_id=public_id)


def _parent(request: StaffRequest, found: Problem, contact_id: str) -> Contact:
    """Return one parent of the student; raises Contact.DoesNotExist."""
    on = request.actor.day_of(request.at)
    for each in parents_told(found, on=on):
        if each.contact.public_id == contact_id:
            return each.contact
    raise Contact.DoesNotExist


def _do(
    request: StaffRequest, found: Problem, form: SendingForm, do: Callable[[], None]
) -> HttpResponse:
    """Do it once and show the problem; if refused, say why and keep the words."""

    def led_to() -> str:
        do()
        return reverse("staff:students_problem", args=[found.public_id])

    if form.is_valid():
        try:
            return send_once(request, form, led_to)
        except NotAllowedError as refused:
            form.add_error(None, str(refused))
    return _problem(request, found, faulty=form)


def _problem(
    request: StaffRequest, found: Problem, *, faulty: SendingForm | None = None
) -> HttpResponse:
    on = request.actor.day_of(request.at)
    parents = parents_told(found, on=on)

    def form_of(kind: type[SendingForm], prefix: str) -> SendingForm:
        is_it = faulty is not None and faulty.prefix == prefix
        return faulty if faulty and is_it else kind(prefix=prefix)

    ids = [each.contact.public_id for each in parents]
    forms = {
        each: (form_of(TellForm, f"tell-{each}"), form_of(GroundForm, f"ground-{each}"))
        for each in ids
    }
    may = may_close_problem(found, on=on)
    shows_end = may.allowed or isinstance(faulty, EndForm)
    context = {
        "problem": problem_of(found, parents, forms, now=request.at),
        "faulty": faulty,
        "end_form": form_of(EndForm, "end") if shows_end else None,
        "closes_not": "" if shows_end or found.closed_at else " ".join(may.because),
    }
    return render(request, "staff/students/problem.html", context)
