"""Asking, checking, and the conversation."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from schoolgate.domain.disclosure.access import visible_ties
from schoolgate.domain.enquiries.access import may_write_back
from schoolgate.domain.enquiries.actions.opening import (
    Asked,
    open_enquiry,
    write_back,
)
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries import (
    enquiry_seen_by,
    foresee,
    ladder_of,
    messages_for_family,
)
from schoolgate.domain.enquiries.rules import title_of
from schoolgate.domain.people.models import Student, Tie
from schoolgate.kernel.vocabulary import Channel
from schoolgate.web.family.enquiries.forms import AskForm, WriteBackForm
from schoolgate.web.family.enquiries.presenters import check_of, thread_of
from schoolgate.web.shared.page import Audience, FamilyRequest, page
from schoolgate.web.shared.sending import send_once


@page(Audience.FAMILY, methods=("GET", "POST"))
def ask(request: FamilyRequest) -> HttpResponse:
    """Ask for the child, the concern and the words; posting comes back to change."""
    form = AskForm(_students(request), initial=request.POST.dict() or None)
    return render(request, "family/enquiries/ask.html", {"form": form})


@page(Audience.FAMILY, methods=("GET", "POST"))
def check(request: FamilyRequest) -> HttpResponse:
    """Show who will get it and by when they will hear; then send it."""
    if request.method != "POST":
        return redirect("family:ask")
    form = AskForm(_students(request), request.POST)
    if not form.is_valid():
        return render(request, "family/enquiries/ask.html", {"form": form})
    if "send" in request.POST:
        return send_once(request, form, lambda: _open(request, form))
    foreseen = foresee(
        form.student, form.concern, subject=form.chosen_subject, at=request.at
    )
    return render(
        request,
        "family/enquiries/check.html",
        {"form": form, "check": check_of(form, foreseen, now=request.at)},
    )


@page(Audience.FAMILY)
def thread(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Show one conversation: where it is, by when, and what was said."""
    enquiry = enquiry_seen_by(request.actor, public_id, at=request.at)
    return _thread(request, enquiry, WriteBackForm())


@page(Audience.FAMILY, methods=("POST",))
def write(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Add the family's next words."""
    enquiry = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = WriteBackForm(request.POST)
    if not form.is_valid():
        return _thread(request, enquiry, form)

    def do() -> str:
        text = form.cleaned_data["text"]
        write_back(enquiry, text, by=request.actor, at=request.at)
        return reverse("family:ask_thread", args=[public_id])

    return send_once(request, form, do)


def _thread(
    request: FamilyRequest, enquiry: Enquiry, form: WriteBackForm
) -> HttpResponse:
    on = enquiry.school.day_of(request.at)
    may_write = may_write_back(request.actor, enquiry, on=on).allowed
    messages = messages_for_family(enquiry, at=request.at)
    rungs = ladder_of(enquiry, at=request.at) if may_write else []
    shown = thread_of(enquiry, messages, rungs, now=request.at)
    return render(
        request,
        "family/enquiries/thread.html",
        {"thread": shown, "form": form if may_write else None},
    )


def _open(request: FamilyRequest, form: AskForm) -> str:
    tie = _ties(request).filter(student=form.student).earliest("pk")
    text = form.cleaned_data["text"]
    asked = Asked(
        contact=tie.contact,
        student=tie.student,
        concern=form.concern,
        channel=Channel.PORTAL,
        title=title_of(text),
        text=text,
        subject=form.chosen_subject,
    )
    enquiry = open_enquiry(asked, by=request.actor, at=request.at)
    return reverse("family:ask_thread", args=[enquiry.public_id])


def _students(request: FamilyRequest) -> list[Student]:
    ties = _ties(request).select_related("student__school")
    return list({tie.student.pk: tie.student for tie in ties}.values())


def _ties(request: FamilyRequest) -> QuerySet[Tie]:
    first, *others = request.actor.contacts
    ties = visible_ties(first, on=first.school.day_of(request.at))
    for contact in others:
        ties |= visible_ties(contact, on=contact.school.day_of(request.at))
    return ties.order_by("pk")
