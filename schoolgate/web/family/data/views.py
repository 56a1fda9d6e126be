"""Asking for data, complaining about it, and what became of that."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.disclosure.access import visible_ties
from schoolgate.domain.enquiries.actions.data_rights import (
    Asks,
    add_to_data,
    ask_for_data,
)
from schoolgate.domain.enquiries.enums import DataKind
from schoolgate.domain.enquiries.models import DataMatter
from schoolgate.domain.enquiries.queries.data_matters import (
    matters_of,
    visible_data_matters,
)
from schoolgate.domain.people.models import Contact, Student
from schoolgate.web.family.data.forms import AddForm, DataForm
from schoolgate.web.family.data.presenters import line_of, matter_of
from schoolgate.web.shared.page import Audience, FamilyRequest, page
from schoolgate.web.shared.sending import send_once


@page(Audience.FAMILY, methods=("GET", "POST"))
def data(request: FamilyRequest) -> HttpResponse:
    """Show what was asked so far; ask for data, or complain about it."""
    form = DataForm(request.actor.contacts, _children(request), request.POST or None)
    if form.is_valid():
        return send_once(request, form, lambda: _ask(request, form))
    on = request.actor.day_of(request.at)
    rows = list(visible_data_matters(request.actor, on=on))
    lines = [line_of(each, now=request.at) for each in matters_of(rows, at=request.at)]
    return render(request, "family/data/data.html", {"form": form, "lines": lines})


@page(Audience.FAMILY)
def matter(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Show one request or complaint: by when, and what was said."""
    return _matter(request, _found(request, public_id), AddForm())


@page(Audience.FAMILY, methods=("POST",))
def add(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Add the contact's next words."""
    found, form = _found(request, public_id), AddForm(request.POST)
    if not form.is_valid():
        return _matter(request, found, form)

    def do() -> str:
        add_to_data(found, form.cleaned_data["text"], by=request.actor, at=request.at)
        return reverse("family:data_matter", args=[public_id])

    return send_once(request, form, do)


def _ask(request: FamilyRequest, form: DataForm) -> str:
    contact, student = form.about
    kind = DataKind(form.cleaned_data["kind"])
    asks = Asks(contact, student, kind, form.cleaned_data["text"])
    made = ask_for_data(asks, by=request.actor, at=request.at)
    return reverse("family:data_matter", args=[made.public_id])


def _found(request: FamilyRequest, public_id: str) -> DataMatter:
    on = request.actor.day_of(request.at)
    return visible_data_matters(request.actor, on=on).get(public_id=public_id)


def _matter(request: FamilyRequest, found: DataMatter, form: AddForm) -> HttpResponse:
    [one] = matters_of([found], at=request.at)
    context = {"matter": matter_of(one, now=request.at), "form": form}
    return render(request, "family/data/matter.html", context)


def _children(request: FamilyRequest) -> list[tuple[Contact, Student]]:
    found: dict[int, tuple[Contact, Student]] = {}
    for contact in request.actor.contacts:
        on = contact.school.day_of(request.at)
        for tie in visible_ties(contact, on=on).order_by("pk"):
            found.setdefault(tie.student_id, (contact, tie.student))
    return list(found.values())
