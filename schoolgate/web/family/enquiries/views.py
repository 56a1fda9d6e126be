"""Asking, checking, and the conversation."""

from collections.abc import Callable, Mapping

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from schoolgate.domain.disclosure.access import visible_ties
from schoolgate.domain.enquiries.access.moves import is_unresolved, may_write_back
from schoolgate.domain.enquiries.actions.opening import (
    Asked,
    open_enquiry,
    write_back,
)
from schoolgate.domain.enquiries.actions.passing import dispute_outcome, take_further
from schoolgate.domain.enquiries.enums import EnquiryState
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.confidence import confidence_of
from schoolgate.domain.enquiries.queries.desks import foresee, ladder_of
from schoolgate.domain.enquiries.queries.threads import (
    enquiry_seen_by,
    file_among,
    files_of,
    messages_for_family,
    where_it_goes_on,
)
from schoolgate.domain.enquiries.rules import title_of
from schoolgate.domain.people.models import Student, Tie
from schoolgate.web.family.enquiries.confiding import readers_of, trust_of
from schoolgate.web.family.enquiries.forms import (
    AskForm,
    FurtherForm,
    WhyForm,
    WriteBackForm,
)
from schoolgate.web.family.enquiries.presenters import check_of, next_name_of, thread_of
from schoolgate.web.family.enquiries.settling import settling_forms
from schoolgate.web.family.enquiries.told import told_by
from schoolgate.web.family.enquiries.ways import doors_of, one_ways_of
from schoolgate.web.shared.files import as_file, file_links
from schoolgate.web.shared.page import Audience, FamilyRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once

NOBODY_TO_NAME = (
    "Nobody has that post now, so nobody can be named. Send it without this, or ring"
    " the school office."
)


@page(Audience.FAMILY, methods=("GET", "POST"))
def ask(request: FamilyRequest) -> HttpResponse:
    """Ask for the child, the concern and the words; posting comes back to change."""
    form = AskForm(students_of(request), initial=request.POST.dict() or None)
    return _ask(request, form)


@page(Audience.FAMILY, methods=("GET", "POST"))
def check(request: FamilyRequest) -> HttpResponse:
    """Show who will get it and by when they will hear; then send it."""
    if request.method != "POST":
        return redirect("family:ask")
    form = AskForm(students_of(request), request.POST)
    if not form.is_valid():
        return _ask(request, form)
    foreseen = foresee(
        *(form.student, form.concern),
        subject=form.chosen_subject,
        at=request.at,
        channel=form.channel,
    )
    readers = readers_of(form, foreseen, on=form.student.school.day_of(request.at))
    if form.is_in_confidence and not readers.names:
        form.add_error("in_confidence", NOBODY_TO_NAME)
        return _ask(request, form)
    has_seen = not form.is_in_confidence or form.cleaned_data["readers"] == readers.key
    if "send" in request.POST and has_seen:
        return send_once(request, form, lambda: _open(request, form))
    form.data = _with_readers(request, readers.key)
    shown = check_of(form, foreseen, readers.names, now=request.at)
    context = {"form": form, "check": shown, "has_changed": "send" in request.POST}
    return render(request, "family/enquiries/check.html", context)


def _with_readers(request: FamilyRequest, key: str) -> QueryDict:
    """Return what was posted, with whom they are shown now."""
    data = request.POST.copy()
    data["readers"] = key
    return data


def _ask(request: FamilyRequest, form: AskForm) -> HttpResponse:
    """Show the form with every other way in beside it."""
    contacts = request.actor.contacts
    context = {
        "form": form,
        "doors": doors_of(contacts),
        "one_ways": one_ways_of(contacts, at=request.at),
    }
    return render(request, "family/enquiries/ask.html", context)


@page(Audience.FAMILY)
def thread(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Show one conversation: where it is, by when, and what was said."""
    found = _found(request, public_id)
    if found.public_id != public_id:
        return redirect("family:ask_thread", found.public_id)
    return _thread(request, found)


@page(Audience.FAMILY)
def file(request: FamilyRequest, public_id: str, file_id: str) -> HttpResponse:
    """Give out a file of a message that this contact may read now."""
    enquiry = _found(request, public_id)
    return as_file(file_among(messages_for_family(enquiry, at=request.at), file_id))


@page(Audience.FAMILY, methods=("POST",))
def write(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Add the family's next words."""
    enquiry = _found(request, public_id)
    form = WriteBackForm(request.POST, request.FILES, is_answered=_is_answered(enquiry))

    def do() -> None:
        data = form.cleaned_data
        wants_answer = not data.get("is_thanks")
        write_back(
            *(enquiry, data["text"]),
            by=request.actor,
            at=request.at,
            wants_answer=wants_answer,
            files=data["attached"],
        )

    return _say(request, enquiry, "form", form, do)


@page(Audience.FAMILY, methods=("POST",))
def further(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Take it one step up the ladder."""
    enquiry = _found(request, public_id)
    rungs = ladder_of(enquiry, at=request.at)
    form = FurtherForm(request.POST, next_name=next_name_of(enquiry, rungs))

    def do() -> None:
        data = form.cleaned_data
        take_further(
            *(enquiry, data["why"]),
            is_about_the_next=data.get("is_about_the_next", False),
            by=request.actor,
            at=request.at,
        )

    return _say(request, enquiry, "further_form", form, do)


@page(Audience.FAMILY, methods=("POST",))
def dispute(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Say that it is not settled."""
    enquiry = _found(request, public_id)
    form = WhyForm(request.POST, prefix="dispute")

    def do() -> None:
        why = form.cleaned_data["why"]
        dispute_outcome(enquiry, why, by=request.actor, at=request.at)

    return _say(request, enquiry, "dispute_form", form, do)


def _found(request: FamilyRequest, public_id: str) -> Enquiry:
    """Return a conversation of theirs; what was joined into another is that other."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    return where_it_goes_on(found)


def _say(
    request: FamilyRequest,
    enquiry: Enquiry,
    name: str,
    form: SendingForm,
    do: Callable[[], object],
) -> HttpResponse:
    """Do it once and show the conversation; with errors, show it with the words."""
    if not form.is_valid():
        return _thread(request, enquiry, {name: form})

    def led_to() -> str:
        do()
        return reverse("family:ask_thread", args=[enquiry.public_id])

    return send_once(request, form, led_to)


def _is_answered(enquiry: Enquiry) -> bool:
    return enquiry.state != EnquiryState.OPEN


def _thread(
    request: FamilyRequest,
    enquiry: Enquiry,
    forms: Mapping[str, SendingForm] | None = None,
) -> HttpResponse:
    on = enquiry.school.day_of(request.at)
    may_write = may_write_back(request.actor, enquiry, on=on)
    messages = messages_for_family(enquiry, at=request.at)
    rungs = ladder_of(enquiry, at=request.at) if may_write.allowed else []
    shown = thread_of(
        *(enquiry, messages, rungs),
        files=file_links(files_of(messages), "family:ask_file", enquiry.public_id),
        may_go_further=may_write.allowed and is_unresolved(enquiry, at=request.at),
        now=request.at,
    )
    trusted = confidence_of(enquiry, at=request.at)
    context: dict[str, object] = {
        "thread": shown,
        "confidence": trusted and trust_of(trusted, enquiry.school, now=request.at),
        "told": told_by(enquiry, may_change=may_write.allowed, now=request.at),
    }
    if may_write.allowed:
        context["form"] = WriteBackForm(is_answered=_is_answered(enquiry))
    if may_write.allowed and enquiry.state == EnquiryState.CLOSED:
        context["dispute_form"] = WhyForm(prefix="dispute")
    if shown.further and shown.further.to:
        context["further_form"] = FurtherForm(next_name=shown.further.next_name)
    if enquiry.state == EnquiryState.CLOSED:
        context |= settling_forms(request.actor, enquiry, on=on)
    context |= {**(forms or {}), "faulty_forms": list((forms or {}).values())}
    return render(request, "family/enquiries/thread.html", context)


def _open(request: FamilyRequest, form: AskForm) -> str:
    enquiry = open_enquiry(asked_in(request, form), by=request.actor, at=request.at)
    return reverse("family:ask_thread", args=[enquiry.public_id])


def asked_in(request: FamilyRequest, form: AskForm) -> Asked:
    """Return what a form without errors asks or tells, as the contact of that child."""
    tie = _ties(request).filter(student=form.student).earliest("pk")
    text = form.cleaned_data["text"]
    return Asked(
        contact=tie.contact,
        student=tie.student,
        concern=form.concern,
        channel=form.channel,
        title=title_of(text),
        text=text,
        subject=form.chosen_subject,
        is_in_confidence=form.is_in_confidence,
    )


def students_of(request: FamilyRequest) -> list[Student]:
    """Return the children this person may ask about, each once."""
    ties = _ties(request).select_related("student__school")
    return list({tie.student.pk: tie.student for tie in ties}.values())


def _ties(request: FamilyRequest) -> QuerySet[Tie]:
    first, *others = request.actor.contacts
    ties = visible_ties(first, on=first.school.day_of(request.at))
    for contact in others:
        ties |= visible_ties(contact, on=contact.school.day_of(request.at))
    return ties.order_by("pk")
