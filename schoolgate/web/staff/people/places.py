"""Where a student belongs: their groups, and who is there for them by name."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.accounts.access.posts import may_fill_post
from schoolgate.domain.accounts.actions.posts import set_own_post
from schoolgate.domain.accounts.enums import REACH_OF, Reach, Role
from schoolgate.domain.accounts.queries.posts import own_post_of
from schoolgate.domain.people.access import may_keep_people, visible_students
from schoolgate.domain.people.actions.groups import place_student
from schoolgate.domain.people.models import Student
from schoolgate.domain.people.queries import everybody_employed, groups_by_kind
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.people.forms import GroupsForm, OwnPostForm


@page(Audience.STAFF, methods=("GET", "POST"))
def groups(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say which form, year and classes a student is in."""
    student = _student(request, public_id)
    may_keep_people(request.actor).require()
    form = GroupsForm(groups_by_kind(), student, request.POST or None)
    if form.is_valid():

        def do() -> str:
            place_student(student, form.chosen, by=request.actor, at=request.at)
            return reverse("staff:people_student", args=[public_id])

        return send_once(request, form, do)
    return _form(request, form, f"Groups of {student.full_name}")


@page(Audience.STAFF, methods=("GET", "POST"))
def own_post(request: StaffRequest, public_id: str, role: str) -> HttpResponse:
    """Say who is there for one student: their trusted contact, their family contact."""
    student = _student(request, public_id)
    known = {each.value for each, reach in REACH_OF.items() if reach is Reach.STUDENT}
    if role not in known:
        raise Http404
    may_fill_post(request.actor, Role(role)).require()
    on = request.actor.day_of(request.at)
    held = own_post_of(student, Role(role))
    form = OwnPostForm(
        everybody_employed(on=on),
        request.POST or None,
        initial={"holder": held.public_id if held else ""},
    )
    if form.is_valid():

        def do() -> str:
            set_own_post(
                student, Role(role), form.chosen, by=request.actor, at=request.at
            )
            return reverse("staff:people_student", args=[public_id])

        return send_once(request, form, do)
    title = f"{Role(role).label.capitalize()} of {student.full_name}"
    return _form(request, form, title)


def _form(request: StaffRequest, form: SendingForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "does": "Save"}
    return render(request, "staff/people/form.html", context)


def _student(request: StaffRequest, public_id: str) -> Student:
    on = request.actor.day_of(request.at)
    return visible_students(request.actor, on=on).get(public_id=public_id)
