"""Joining two enquiries about one matter, and dividing one about two."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.access.moves import may_divide_enquiry
from schoolgate.domain.enquiries.actions.changing import ChangedMeanwhileError
from schoolgate.domain.enquiries.actions.joining import (
    Dividing,
    divide_enquiry,
    join_enquiries,
)
from schoolgate.domain.enquiries.enums import FAMILY_SAYS
from schoolgate.domain.enquiries.models import Enquiry, Message
from schoolgate.domain.enquiries.queries.desks import concerns_of
from schoolgate.domain.enquiries.queries.threads import (
    could_be_joined,
    enquiry_seen_by,
    messages_for_staff,
    subjects_by_student,
)
from schoolgate.domain.enquiries.rules import title_of
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.kernel.vocabulary import Concern
from schoolgate.web.shared.forms import ShortChoices
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import NO_ID, SendingForm, send_once


class JoinForm(SendingForm):
    """With which other enquiry of the same family."""

    prefix = "join"
    seen_version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
    other = forms.ChoiceField(
        label="Which one is about the same matter?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which one."},
    )

    def __init__(self, others: Sequence[Enquiry], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {each.public_id: each for each in others}
        _choose_from(
            self,
            "other",
            [(e.public_id, f"{e.spoken_reference}: {e.title}") for e in others],
        )


class DivideForm(SendingForm):
    """What is another matter, and what it is about."""

    prefix = "divide"
    seen_version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
    said = forms.MultipleChoiceField(
        label="What belongs to the other matter?",
        help_text="It is copied with its time. Nothing is taken away here.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what the family said about it."},
    )
    concern = forms.ChoiceField(
        label="What is that about?",
        widget=ShortChoices,
        error_messages={"required": "Choose what it is about."},
    )
    subject = forms.ChoiceField(label="Which subject?", required=False)

    def __init__(
        self, enquiry: Enquiry, said: Sequence[Message], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        student = enquiry.student
        theirs = [each for each in said if each.kind in FAMILY_SAYS]
        taught = subjects_by_student([student]).get(student.pk, []) if student else []
        concerns = concerns_of([student]) if student else []
        _choose_from(self, "said", [(e.public_id, title_of(e.text)) for e in theirs])
        labels = [(each.value, each.label.capitalize()) for each in concerns]
        _choose_from(self, "concern", labels)
        _choose_from(
            self, "subject", [("", "Not about one"), *((t, t) for t in taught)]
        )

    @property
    def dividing(self) -> Dividing:
        """Return what was chosen. Only for a form without errors."""
        data = self.cleaned_data
        concern = Concern(data["concern"])
        subject = data["subject"] if concern is Concern.ACADEMIC else ""
        return Dividing(data["said"], concern, subject, data["seen_version"])


@page(Audience.STAFF, methods=("GET", "POST"))
def matters(request: StaffRequest, public_id: str) -> HttpResponse:
    """Join it with another of the same family, or make two of it."""
    found = enquiry_seen_by(request.actor, public_id, at=request.at)
    may_divide_enquiry(
        request.actor, found, on=found.school.day_of(request.at)
    ).require()
    others = could_be_joined(request.actor, found, at=request.at)
    said = messages_for_staff(found)
    seen = {"seen_version": found.version}
    joins = JoinForm(others, initial=seen)
    divides = DivideForm(found, said, initial=seen)
    if "join" in request.POST:
        joins = JoinForm(others, request.POST.copy())
    elif request.method == "POST":
        divides = DivideForm(found, said, request.POST.copy())
    sent = next((form for form in (joins, divides) if form.is_bound), None)
    if sent is not None and sent.is_valid():
        try:
            return send_once(request, sent, lambda: _do(request, found, sent))
        except NotAllowedError as refused:
            sent.add_error(None, str(refused))
        except ChangedMeanwhileError as changed:
            sent.add_error(None, str(changed))
            fresh = enquiry_seen_by(request.actor, public_id, at=request.at)
            data = cast("QueryDict", sent.data)
            data[sent.add_prefix("seen_version")] = str(fresh.version)
    context = {"found": found, "join_form": joins, "divide_form": divides, "sent": sent}
    return render(request, "staff/desk/matters.html", context)


def _do(request: StaffRequest, found: Enquiry, form: SendingForm) -> str:
    data = form.cleaned_data
    if isinstance(form, JoinForm):
        other = form.others[data["other"]]
        result = join_enquiries(
            request.actor, found, other, version=data["seen_version"], at=request.at
        )
    else:
        assert isinstance(form, DivideForm)  # noqa: S101 (for the type)
        result = divide_enquiry(request.actor, found, form.dividing, at=request.at)
    at_end = result if isinstance(form, JoinForm) else found
    return reverse("staff:desk_enquiry", args=[at_end.public_id])


def _choose_from(form: SendingForm, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
    field.choices = choices
