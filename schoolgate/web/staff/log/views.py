"""Finding the child, writing down what was said, and what becomes of it."""

from datetime import datetime, time

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.access.moves import may_open_enquiry
from schoolgate.domain.enquiries.actions.attaching import attach_scan
from schoolgate.domain.enquiries.actions.noting import Said, keep_call, log_enquiry
from schoolgate.domain.enquiries.actions.opening import Asked
from schoolgate.domain.enquiries.queries.callers import (
    adults_of,
    can_be_asked_for,
    logged_by,
    scans_of,
    student_to_log,
    students_called,
)
from schoolgate.domain.enquiries.queries.desks import Foreseen, concerns_of, foresee
from schoolgate.domain.enquiries.queries.threads import subjects_by_student
from schoolgate.domain.enquiries.rules import title_of
from schoolgate.domain.people.models import Student
from schoolgate.kernel.vocabulary import Channel, Concern
from schoolgate.kernel.working_time import zone_named
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import send_once
from schoolgate.web.staff.log.forms import LogForm, ScanForm, WhoForm, WordForm
from schoolgate.web.staff.log.presenters import (
    check_of,
    logged_of,
    promise_in_words,
    who_gets_it,
)

MIDDAY = time(12)


@page(Audience.STAFF)
def log(request: StaffRequest) -> HttpResponse:
    """Find the child by name."""
    said = request.GET.get("said", "").strip()
    found = students_called(said, on=request.actor.day_of(request.at))
    context = {"said": said, "found": found}
    return render(request, "staff/log/log.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def entry(request: StaffRequest, public_id: str) -> HttpResponse:
    """Write down what was said; show who gets it and by when; then save it."""
    student = student_to_log(public_id, on=request.actor.day_of(request.at))
    form = _log_form(request, student)
    if "change" in request.POST or not form.is_bound or not form.is_valid():
        shown = {"student": student, "form": form, "word": False}
        return render(request, "staff/log/entry.html", shown)
    is_kept = not _may_ask(request, form, student)
    if "send" in request.POST:
        save = _keep if is_kept else _log
        return send_once(request, form, lambda: save(request, form, student))
    foreseen = None if is_kept else _foreseen(request, form, student)
    check = check_of(form, student, foreseen, now=request.at)
    context = {"student": student, "form": form, "check": check}
    return render(request, "staff/log/check.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def word(request: StaffRequest, public_id: str) -> HttpResponse:
    """Note a word at the gate: who, one line, done; who gets it stands above."""
    student = student_to_log(public_id, on=request.actor.day_of(request.at))
    form = WordForm(
        adults_of(student, on=request.actor.day_of(request.at)), request.POST or None
    )
    if form.is_valid():
        return send_once(request, form, lambda: _note_word(request, form, student))
    seen = foresee(
        *(student, Concern.PASTORAL),
        subject="",
        at=request.at,
        channel=Channel.IN_PERSON,
    )
    context = {
        "student": student,
        "form": form,
        "word": True,
        "who": who_gets_it(seen.who),
        "promise": promise_in_words(
            seen, Channel.IN_PERSON, student.school, now=request.at
        ),
    }
    return render(request, "staff/log/entry.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def logged(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show the reference, who has it and by when; take in the scan of a letter."""
    enquiry = logged_by(request.actor, public_id)
    is_sent = request.method == "POST"
    form = ScanForm(request.POST, request.FILES) if is_sent else ScanForm()

    def do() -> str:
        attach_scan(request.actor, enquiry, form.cleaned_data["attached"])
        return reverse("staff:log_done", args=[public_id])

    if is_sent and form.is_valid():
        return send_once(request, form, do)
    scans = scans_of(enquiry, request.actor)
    shown = logged_of(enquiry, scans, now=request.at)
    return render(request, "staff/log/logged.html", {"logged": shown, "form": form})


@page(Audience.STAFF)
def kept(request: StaffRequest) -> HttpResponse:
    """Say that it was kept, and what to tell the caller; the same for everybody."""
    return render(request, "staff/log/kept.html")


def _log_form(request: StaffRequest, student: Student) -> LogForm:
    on = request.actor.day_of(request.at)
    is_change = "change" in request.POST
    return LogForm(
        adults_of(student, on=on),
        concerns_of([student]),
        subjects_by_student([student]).get(student.pk, []),
        can_be_asked_for(student, on=on),
        None if is_change else request.POST or None,
        today=on,
        initial=request.POST.dict() if is_change else {"came_on": on},
    )


def _may_ask(request: StaffRequest, form: WhoForm, student: Student) -> bool:
    contact, on = form.contact, request.actor.day_of(request.at)
    return contact is not None and may_open_enquiry(contact, student, on=on).allowed


def _foreseen(request: StaffRequest, form: LogForm, student: Student) -> Foreseen:
    return foresee(
        *(student, form.concern),
        subject=form.chosen_subject,
        at=_received_at(request, form, student) or request.at,
        channel=form.channel,
        desk=form.asked_for.desk if form.asked_for else None,
    )


def _received_at(
    request: StaffRequest, form: LogForm, student: Student
) -> datetime | None:
    came_on = form.letter_came_on
    zone = zone_named(student.school.timezone)
    return datetime.combine(came_on, MIDDAY, tzinfo=zone) if came_on else None


def _log(request: StaffRequest, form: LogForm, student: Student) -> str:
    contact, text = form.contact, form.cleaned_data["text"]
    assert contact is not None  # noqa: S101 (for the type: _may_ask said so)
    asked = Asked(
        contact=contact,
        student=student,
        concern=form.concern,
        channel=form.channel,
        title=title_of(text),
        text=text,
        subject=form.chosen_subject,
        desk=form.asked_for.desk if form.asked_for else None,
        received_at=_received_at(request, form, student),
        noted_by=request.actor.staff,
    )
    enquiry = log_enquiry(request.actor, asked, form.beside, at=request.at)
    return reverse("staff:log_done", args=[enquiry.public_id])


def _keep(request: StaffRequest, form: LogForm, student: Student) -> str:
    said = _said(form, student, form.channel)
    keep_call(request.actor, said, form.beside, at=request.at)
    return reverse("staff:log_kept")


def _note_word(request: StaffRequest, form: WordForm, student: Student) -> str:
    text = form.cleaned_data["text"]
    contact = form.contact
    if contact is None or not _may_ask(request, form, student):
        keep_call(request.actor, _said(form, student, Channel.IN_PERSON), at=request.at)
        return reverse("staff:log_kept")
    asked = Asked(
        contact=contact,
        student=student,
        concern=Concern.PASTORAL,
        channel=Channel.IN_PERSON,
        title=title_of(text),
        text=text,
        noted_by=request.actor.staff,
    )
    enquiry = log_enquiry(request.actor, asked, at=request.at)
    return reverse("staff:log_done", args=[enquiry.public_id])


def _said(form: WhoForm, student: Student, channel: Channel) -> Said:
    data = form.cleaned_data
    return Said(student, form.contact, data["caller"], channel, data["text"])
