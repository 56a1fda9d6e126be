"""Due for me, and the enquiry open beside it."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from schoolgate.domain.disclosure.access import visible_ties
from schoolgate.domain.enquiries.access.moves import (
    may_answer_enquiry,
    may_close_enquiry,
    may_extend_enquiry,
    may_hand_over_enquiry,
    may_sort_enquiry,
)
from schoolgate.domain.enquiries.actions.answering import (
    Sorting,
    acknowledge_enquiry,
    answer_enquiry,
    close_enquiry,
    extend_enquiry,
    sort_enquiry,
)
from schoolgate.domain.enquiries.actions.attaching import attach
from schoolgate.domain.enquiries.actions.changing import ChangedMeanwhileError, Reply
from schoolgate.domain.enquiries.actions.passing import (
    Handing,
    hand_over_enquiry,
    note_enquiry,
)
from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.callers import waiting_for
from schoolgate.domain.enquiries.queries.confidence import open_reading
from schoolgate.domain.enquiries.queries.desks import colleagues_for
from schoolgate.domain.enquiries.queries.lists import on_desk, overdue_in_school
from schoolgate.domain.enquiries.queries.safety import notes_waiting
from schoolgate.domain.enquiries.queries.threads import (
    enquiry_seen_by,
    file_among,
    files_of,
    messages_for_staff,
    subjects_by_student,
    what_may_be_told,
)
from schoolgate.domain.enquiries.queries.withheld import held_mail_in
from schoolgate.domain.schools.queries import missing_year
from schoolgate.kernel.decision import NotAllowedError, permit
from schoolgate.kernel.vocabulary import Channel, Concern, Permission, Role
from schoolgate.web.shared.files import as_file, file_links
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.desk.calling import CalledForm, OneWayForm
from schoolgate.web.staff.desk.forms import (
    NOTHING,
    HandOverForm,
    HoldingForm,
    MeetingReplyForm,
    NoteForm,
    ReplyForm,
    SortForm,
)
from schoolgate.web.staff.desk.hearing import (
    close_form_for,
    data_waiting,
    heard_offered,
)
from schoolgate.web.staff.desk.offering import (
    calls_offered,
    draft_offered,
    safety_offered,
)
from schoolgate.web.staff.desk.presenters import desk_of, open_of

ON_IT = "Thank you. I have your message, and I am looking into it."
SHOWS_WHY = (ReplyForm, HandOverForm, CalledForm, OneWayForm)
"""Forms that say beside their words why something was refused."""
WANT_TO_MEET = frozenset({Channel.MEETING_REQUEST, Channel.IN_PERSON})
NOT_CALLED = "no_call_noted"
BEGUN = "You have begun an answer. Send it, or clear it to acknowledge only."


@page(Audience.STAFF)
def desk(request: StaffRequest) -> HttpResponse:
    """Show what is due, soonest first; nothing open."""
    return _desk(request, None)


@page(Audience.STAFF)
def enquiry(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show one enquiry beside the list."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    if found.joined_into is not None:
        return redirect("staff:desk_enquiry", found.joined_into.public_id)
    return _desk(request, found)


@page(Audience.STAFF)
def file(request: StaffRequest, public_id: str, file_id: str) -> HttpResponse:
    """Give out a file of one enquiry, to who sees the enquiry."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    reading = open_reading(request.actor, found, at=request.at)
    return as_file(file_among(messages_for_staff(found, reading=reading), file_id))


@page(Audience.STAFF, methods=("POST",))
def reply(request: StaffRequest, public_id: str) -> HttpResponse:
    """Answer the family, or tell them that it is in hand."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    on = found.school.day_of(request.at)
    may_answer_enquiry(request.actor, found, on=on).require()
    told = what_may_be_told(found, at=request.at)
    is_first_word = "acknowledge" in request.POST
    form = reply_form_of(found)(
        told,
        _first_word(request) if is_first_word else request.POST.copy(),
        request.FILES,
    )
    write = acknowledge_enquiry if is_first_word else answer_enquiry
    if is_first_word and request.POST.get("text", "").strip():
        form.add_error("text", BEGUN)

    def do() -> str:
        data = form.cleaned_data
        said = Reply(form.words, form.chosen_category, data["seen_version"])
        message = write(request.actor, found, said, at=request.at)
        attach(message, data["attached"])
        return reverse("staff:desk_enquiry", args=[public_id])

    return do_or_show(request, found, "reply", form, do)


@page(Audience.STAFF, methods=("POST",))
def extend(request: StaffRequest, public_id: str) -> HttpResponse:
    """Tell the family on which later day the answer comes, and why."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    told = what_may_be_told(found, at=request.at)
    form = HoldingForm(told, request.POST.copy())

    def do() -> str:
        data = form.cleaned_data
        said = Reply(data["text"], form.chosen_category, data["seen_version"])
        extend_enquiry(request.actor, found, said, until=data["until"], at=request.at)
        return reverse("staff:desk_enquiry", args=[public_id])

    return do_or_show(request, found, "extend", form, do)


@page(Audience.STAFF, methods=("POST",))
def hand_over(request: StaffRequest, public_id: str) -> HttpResponse:
    """Give it to a colleague who has to do with this student, and say why."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = HandOverForm(colleagues_for(found, at=request.at), request.POST.copy())

    def do() -> str:
        data = form.cleaned_data
        handing = Handing(form.desks[data["to"]], data["why"], data["seen_version"])
        hand_over_enquiry(request.actor, found, handing, at=request.at)
        return reverse("staff:desk")

    return do_or_show(request, found, "hand_over", form, do)


@page(Audience.STAFF, methods=("POST",))
def note(request: StaffRequest, public_id: str) -> HttpResponse:
    """Leave a note for colleagues."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = NoteForm(request.POST)

    def do() -> str:
        note_enquiry(request.actor, found, form.cleaned_data["text"], at=request.at)
        return reverse("staff:desk_enquiry", args=[public_id])

    return do_or_show(request, found, "note", form, do)


@page(Audience.STAFF, methods=("POST",))
def close(request: StaffRequest, public_id: str) -> HttpResponse:
    """Close it with its outcome."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    told = what_may_be_told(found, at=request.at)
    may = may_close_enquiry(request.actor, found, on=found.school.day_of(request.at))
    is_told = may.reason != "may_not_reply"
    form = close_form_for(found, told, request.POST.copy(), is_told=is_told)
    if form.is_valid():
        may.require()

    def do() -> str:
        close_enquiry(request.actor, found, form.settling, at=request.at)
        return reverse("staff:desk")

    return do_or_show(request, found, "close", form, do)


@page(Audience.STAFF, methods=("POST",))
def sort(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say which child it is about, and pass it to who the policy asks first."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = _sort_form(request, found, request.POST.copy())

    def do() -> str:
        data = form.cleaned_data
        concern = Concern(data["concern"])
        sorting = Sorting(
            student=form.students[data["child"]],
            concern=concern,
            subject=data["subject"] if concern is Concern.ACADEMIC else "",
            seen_version=data["seen_version"],
        )
        sort_enquiry(request.actor, found, sorting, at=request.at)
        return reverse("staff:desk")

    return do_or_show(request, found, "sort", form, do)


def reply_form_of(found: Enquiry) -> type[ReplyForm]:
    """Return the form of an answer: to a wish to meet, with when and where."""
    wants_to_meet = found.channel in WANT_TO_MEET
    return MeetingReplyForm if wants_to_meet else ReplyForm


def _first_word(request: StaffRequest) -> QueryDict:
    """Return the form as an acknowledgement: our words, and nothing of a draft sent."""
    data = request.POST.copy()
    if not data.get("text", "").strip():
        data["text"], data["category"] = ON_IT, NOTHING
    return data


def do_or_show(
    request: StaffRequest,
    found: Enquiry,
    name: str,
    form: SendingForm,
    do: Callable[[], str],
) -> HttpResponse:
    """Do it once; on an error, or when somebody was quicker, show it with the words.

    Looked up anew after a refusal: it may be for few readers by now, and then it is not
    there.
    """
    if form.is_valid():
        try:
            return send_once(request, form, do)
        except NotAllowedError as refused:
            if not isinstance(form, SHOWS_WHY):
                raise
            form.add_error(None, str(refused))
            found = enquiry_seen_by(request.actor, found.public_id, at=request.at)
        except ChangedMeanwhileError as changed:
            form.add_error(None, str(changed))
            found = enquiry_seen_by(request.actor, found.public_id, at=request.at)
            data = cast("QueryDict", form.data)
            data[form.add_prefix("seen_version")] = str(found.version)
    return show_with(request, found, name, form)


def show_with(
    request: StaffRequest, found: Enquiry, name: str, form: SendingForm
) -> HttpResponse:
    """Show the enquiry with one of its forms as it was filled in."""
    return _desk(request, found, {name: form})


def _desk(
    request: StaffRequest,
    found: Enquiry | None,
    forms: dict[str, SendingForm] | None = None,
) -> HttpResponse:
    due, lately = on_desk(request.actor, at=request.at)
    overdue = overdue_in_school(request.actor, at=request.at)
    shown = desk_of(due, lately, overdue, current=found, now=request.at)
    context: dict[str, Any] = {"desk": shown, "open": None} | _missing_year(request)
    context["waiting"] = waiting_for(request.actor)
    if found is None:
        context["notes_waiting"] = notes_waiting(request.actor, at=request.at)
    context["data_waits"] = data_waiting(request.actor, at=request.at)
    if found is not None:
        context |= _open(request, found) | {
            f"{name}_form": form for name, form in (forms or {}).items()
        }
    return render(request, "staff/desk/desk.html", context)


def _missing_year(request: StaffRequest) -> dict[str, object]:
    """Return what the office and who sets the school up are told of its next year."""
    actor = request.actor
    may_set = permit(actor, Permission.SET_UP_SCHOOL).allowed
    if not may_set and Role.SCHOOL_OFFICE not in actor.roles:
        return {"missing_year": None, "may_set_year": False}
    missing = missing_year(actor.staff.school, on=actor.day_of(request.at))
    return {"missing_year": missing, "may_set_year": may_set}


def _open(request: StaffRequest, found: Enquiry) -> dict[str, Any]:
    """Return what stands beside the list: the enquiry, and what may be done now."""
    actor, told = request.actor, what_may_be_told(found, at=request.at)
    seen, on = {"seen_version": found.version}, found.school.day_of(request.at)
    reading = open_reading(actor, found, at=request.at)
    if reading is None and found.readership == Readership.NAMED:
        closed = open_of(found, (), told, {}, now=request.at)
        return {"open": closed, "read_form": SendingForm()}
    said = messages_for_staff(found, reading=reading)
    files = file_links(files_of(said), "staff:desk_file", found.public_id)
    may_close = may_close_enquiry(actor, found, on=on)
    is_told = may_close.reason != "may_not_reply"
    begun = draft_offered(actor, found, at=request.at)
    return {
        **begun,
        "open": open_of(found, said, told, files, now=request.at),
        "note_form": NoteForm(),
        "held_on_the_way": held_mail_in(found),
        **safety_offered(found),
        "closes_not": may_close.because[0] if may_close.reason == NOT_CALLED else "",
        **calls_offered(actor, found, at=request.at),
        **heard_offered(actor, found, at=request.at),
        "reply_form": reply_form_of(found)(told, initial=seen | (begun["draft"] or {}))
        if may_answer_enquiry(actor, found, on=on).allowed
        else None,
        "extend_form": HoldingForm(told, initial=seen)
        if may_extend_enquiry(actor, found, on=on).allowed
        else None,
        "hand_over_form": HandOverForm(
            colleagues_for(found, at=request.at), initial=seen
        )
        if may_hand_over_enquiry(actor, found, on=on).allowed
        else None,
        "close_form": close_form_for(found, told, initial=seen, is_told=is_told)
        if may_close.allowed
        else None,
        "sort_form": _sort_form(request, found, None)
        if may_sort_enquiry(actor, found, on=on).allowed
        else None,
    }


def _sort_form(
    request: StaffRequest, found: Enquiry, data: QueryDict | None
) -> SortForm:
    ties = visible_ties(found.contact, on=found.school.day_of(request.at))
    students = list({tie.student.pk: tie.student for tie in ties}.values())
    initial = {
        "seen_version": found.version,
        "child": found.student.public_id if found.student else "",
    }
    return SortForm(students, subjects_by_student(students), data, initial=initial)
