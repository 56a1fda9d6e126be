"""Looking people up, and one person's page."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.accounts.access.posts import may_keep_staff
from schoolgate.domain.accounts.actions.leavers import record_absence, record_leaving
from schoolgate.domain.accounts.queries.posts import posts_of
from schoolgate.domain.deliveries.actions.addresses import correct_details
from schoolgate.domain.disclosure.queries import restricted_ties
from schoolgate.domain.enquiries.queries.channels import mail_domains
from schoolgate.domain.governance.access import may_take_data_out
from schoolgate.domain.governance.actions import take_data_out
from schoolgate.domain.people.access import (
    may_import_people,
    may_keep_people,
    may_look_up_people,
    visible_contacts,
    visible_former_staff,
    visible_former_students,
    visible_staff,
    visible_students,
)
from schoolgate.domain.people.actions.absences import end_absence
from schoolgate.domain.people.actions.records import (
    add_staff,
    add_student,
    take_back_leaving,
)
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.domain.people.queries import (
    absences_of,
    corrections_waiting,
    groups_of,
    left_lately,
    people_found,
    roll_of,
    ties_of,
)
from schoolgate.foundation.spreadsheets import csv_of
from schoolgate.kernel.decision import NotAllowedError, permit
from schoolgate.kernel.vocabulary import Permission
from schoolgate.web.shared.forms import initial_of
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.people.forms import (
    AbsenceForm,
    ContactForm,
    LeavingForm,
    SettleForm,
    StaffForm,
    StudentForm,
)
from schoolgate.web.staff.people.presenters import (
    adults_of,
    away_of,
    children_of,
    contact_facts,
    former_lines,
    lines_of,
    staff_facts,
    student_facts,
)


@page(Audience.STAFF)
def people(request: StaffRequest) -> HttpResponse:
    """Find somebody by name, address or number."""
    may_look_up_people(request.actor).require()
    on = request.actor.day_of(request.at)
    context = {
        "roll": roll_of(on),
        "waiting": corrections_waiting(request.actor).count(),
        "imports": may_import_people(request.actor).allowed,
        "keeps": may_keep_people(request.actor).allowed,
    }
    return render(request, "staff/people/people.html", _search(request) | context)


@page(Audience.STAFF)
def student(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show what is on record of a student, and who is tied to them."""
    on = request.actor.day_of(request.at)
    found = visible_students(request.actor, on=on).get(public_id=public_id)
    ties = list(ties_of(found, on=on))
    context = {
        "person": found,
        "facts": student_facts(found, groups_of(found)),
        "adults": adults_of(ties, restricted_ties(ties, on=on)),
        **_may(request),
    }
    return render(request, "staff/people/student.html", _search(request) | context)


@page(Audience.STAFF)
def contact(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show what is on record of a contact, and for whom they answer."""
    on = request.actor.day_of(request.at)
    found = visible_contacts(request.actor).get(public_id=public_id)
    ties = list(ties_of(found, on=on))
    context = {
        "person": found,
        "facts": contact_facts(found),
        "children": children_of(ties, restricted_ties(ties, on=on)),
        **_may(request),
    }
    return render(request, "staff/people/contact.html", _search(request) | context)


@page(Audience.STAFF, methods=("GET", "POST"))
def member(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show a member of staff, what they hold and when they are away."""
    on = request.actor.day_of(request.at)
    found = visible_staff(request.actor, on=on).get(public_id=public_id)
    form = AbsenceForm(request.POST or None, initial={"from_on": on})
    if form.is_valid():

        def do() -> str:
            days = {name: form.cleaned_data[name] for name in ("from_on", "until_on")}
            record_absence(found, **days, by=request.actor, at=request.at)
            return reverse("staff:people_member", args=[public_id])

        try:
            return send_once(request, form, do)
        except NotAllowedError as refused:
            form.add_error(None, str(refused))
    context = {
        "person": found,
        "facts": staff_facts(
            found,
            posts_of(found),
            fills_posts=permit(request.actor, Permission.FILL_POSTS).allowed,
        ),
        "absences": [
            (each.public_id, away_of(each, on=on)) for each in absences_of(found, on=on)
        ],
        "form": form,
        "back": SettleForm(),
        **_may(request),
    }
    return render(request, "staff/people/member.html", _search(request) | context)


@page(Audience.STAFF, methods=("POST",))
def member_back(request: StaffRequest, public_id: str, absence: str) -> HttpResponse:
    """Take a note of absence away."""
    on = request.actor.day_of(request.at)
    found = visible_staff(request.actor, on=on).get(public_id=public_id)
    form = SettleForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A form without its key is not one of ours.")

    def do() -> str:
        away = found.absences.get(public_id=absence)
        end_absence(away, by=request.actor, at=request.at)
        return reverse("staff:people_member", args=[public_id])

    return send_once(request, form, do)


@page(Audience.STAFF, methods=("GET", "POST"))
def new_student(request: StaffRequest) -> HttpResponse:
    """Put a student on roll."""
    may_keep_people(request.actor).require()
    form = StudentForm(request.POST or None)

    def do() -> str:
        school = request.actor.staff.school
        made = add_student(school, form.details, by=request.actor, at=request.at)
        return reverse("staff:people_student", args=[made.public_id])

    return _filled_in(request, form, "Add a student", "Add", do)


@page(Audience.STAFF, methods=("GET", "POST"))
def new_member(request: StaffRequest) -> HttpResponse:
    """Put a member of staff on record."""
    may_keep_people(request.actor).require()
    form = StaffForm(
        _colleagues(request),
        request.POST or None,
        domains=mail_domains(request.actor.staff.school),
    )

    def do() -> str:
        school = request.actor.staff.school
        made = add_staff(school, form.details, by=request.actor, at=request.at)
        return reverse("staff:people_member", args=[made.public_id])

    return _filled_in(request, form, "Add a member of staff", "Add", do)


@page(Audience.STAFF, methods=("GET", "POST"))
def change(request: StaffRequest, kind: str, public_id: str) -> HttpResponse:
    """Correct what is on record of somebody."""
    found = _person(request, kind, public_id)
    form: StudentForm | ContactForm | StaffForm
    if isinstance(found, Student):
        known = initial_of(found, *StudentForm.DETAILS)
        form = StudentForm(request.POST or None, initial=known)
    elif isinstance(found, Contact):
        known = initial_of(found, *ContactForm.DETAILS)
        form = ContactForm(request.POST or None, initial=known)
    else:
        may_keep_staff(request.actor, found).require()
        form = _staff_form(request, found)
    may_keep_people(request.actor).require()

    def do() -> str:
        correct_details(found, form.details, by=request.actor, at=request.at)
        page_of = {"student": "people_student", "contact": "people_contact"}
        route = page_of.get(kind, "people_member")
        return reverse(f"staff:{route}", args=[public_id])

    return _filled_in(request, form, f"Correct {found.full_name}", "Save", do)


@page(Audience.STAFF, methods=("GET", "POST"))
def leaving(request: StaffRequest, kind: str, public_id: str) -> HttpResponse:
    """Say from which day somebody is no longer here."""
    on = request.actor.day_of(request.at)
    found = _person(request, kind, public_id)
    if isinstance(found, Contact):
        raise Http404
    may_keep_people(request.actor).require()
    if isinstance(found, StaffMember):
        may_keep_staff(request.actor, found).require()
    form = LeavingForm(request.POST or None, initial={"on": on})

    def do() -> str:
        last = form.cleaned_data["on"]
        record_leaving(found, on=last, by=request.actor, at=request.at)
        return reverse("staff:people")

    title = f"{found.full_name} leaves"
    return _filled_in(request, form, title, "Record it", do)


@page(Audience.STAFF, methods=("GET", "POST"))
def former(request: StaffRequest) -> HttpResponse:
    """Show who left lately, and put back who did not."""
    may_keep_people(request.actor).require()
    on = request.actor.day_of(request.at)
    form, here = SettleForm(request.POST or None), request.POST.get("who", "")
    if form.is_valid():

        def do() -> str:
            found = _who_left(request, here)
            take_back_leaving(found, by=request.actor, at=request.at)
            return _page_of(found)

        return send_once(request, form, do)
    lately = left_lately(request.actor, on=on)
    context = {"lately": former_lines(lately), "form": SettleForm()}
    return render(request, "staff/people/former.html", context)


def _who_left(request: StaffRequest, public_id: str) -> Student | StaffMember:
    """Return somebody who left; raises ObjectDoesNotExist, and refuses as leaving."""
    on = request.actor.day_of(request.at)
    student = visible_former_students(request.actor, on=on).filter(public_id=public_id)
    if found := student.first():
        return found
    member = visible_former_staff(request.actor, on=on).get(public_id=public_id)
    may_keep_staff(request.actor, member).require()
    return member


def _page_of(person: Student | StaffMember) -> str:
    is_student = isinstance(person, Student)
    route = "people_student" if is_student else "people_member"
    return reverse(f"staff:{route}", args=[person.public_id])


@page(Audience.STAFF, methods=("POST",))
def everything(request: StaffRequest, kind: str, public_id: str) -> HttpResponse:
    """Give everything held about one person as a table, and put that on record."""
    form = SettleForm(request.POST)
    found = _person(request, kind, public_id)
    may_take_data_out(request.actor).require()
    if not form.is_valid():
        raise BadRequest("A form without its key is not one of ours.")
    held = take_data_out(found, by=request.actor, at=request.at)
    rows = [(each.record, each.what, each.says) for each in held]
    response = HttpResponse(
        csv_of(("record", "what", "says"), rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{kind}-{public_id}.csv"'
    return response


def _person(
    request: StaffRequest, kind: str, public_id: str
) -> Student | Contact | StaffMember:
    """Return somebody this person may look up; raises ObjectDoesNotExist."""
    on = request.actor.day_of(request.at)
    if kind == "student":
        return visible_students(request.actor, on=on).get(public_id=public_id)
    if kind == "contact":
        return visible_contacts(request.actor).get(public_id=public_id)
    return visible_staff(request.actor, on=on).get(public_id=public_id)


def _staff_form(request: StaffRequest, found: StaffMember) -> StaffForm:
    manager = found.line_manager
    known = initial_of(found, *StaffForm.DETAILS) | {
        "line_manager": manager.public_id if manager else ""
    }
    others = [each for each in _colleagues(request) if each.pk != found.pk]
    return StaffForm(
        others,
        request.POST or None,
        initial=known,
        domains=mail_domains(request.actor.staff.school),
    )


def _colleagues(request: StaffRequest) -> list[StaffMember]:
    on = request.actor.day_of(request.at)
    return list(visible_staff(request.actor, on=on))


def _may(request: StaffRequest) -> dict[str, Any]:
    """Return what may be done on a person's page, and the form for it."""
    return {
        "keeps": may_keep_people(request.actor).allowed,
        "takes_out": may_take_data_out(request.actor).allowed,
        "out": SettleForm(),
    }


def _filled_in(
    request: StaffRequest,
    form: SendingForm,
    title: str,
    does: str,
    do: Callable[[], str],
) -> HttpResponse:
    """Do what a form says once it is filled in well; else show it."""
    if form.is_valid():
        try:
            return send_once(request, form, do)
        except NotAllowedError as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "title": title, "does": does}
    return render(request, "staff/people/form.html", _search(request) | context)


def _search(request: StaffRequest) -> dict[str, Any]:
    """Return what the list beside every page of people shows."""
    said = request.GET.get("said", "")[:100]
    on = request.actor.day_of(request.at)
    found = people_found(request.actor, said, on=on)
    return {"said": said, "found": lines_of(found)}
