"""What staff fill in after a call, and about how a family reaches the school."""

from typing import Any

from django import forms

from schoolgate.domain.enquiries.actions.calling import Call
from schoolgate.domain.enquiries.actions.reporting import OneWay
from schoolgate.domain.enquiries.enums import ONE_WAYS, Reached
from schoolgate.kernel.vocabulary import Channel
from schoolgate.web.shared.forms import day
from schoolgate.web.shared.sending import NO_ID, SendingForm

LONGEST_NOTE = 5_000
LONGEST_REASON = 1_000


class CalledForm(SendingForm):
    """What became of a call, and what was said."""

    prefix = "called"
    seen_version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
    reached = forms.ChoiceField(
        label="Did you reach them?",
        choices=[(each.value, each.label) for each in Reached],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you reached them."},
    )
    text = forms.CharField(
        label="What was said?",
        help_text="For staff alone. On an answering machine, say nothing about the"
        " child.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what was said, in a line."},
    )
    is_answered = forms.BooleanField(
        label="That answered it; nothing more is due.", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that nobody heard."""
        data = super().clean() or {}
        if data.get("is_answered") and data.get("reached") != Reached.SPOKE:
            self.add_error("is_answered", "Only what you spoke about is answered.")
        return data

    @property
    def call(self) -> Call:
        """Return what became of the call. Only for a form without errors."""
        data = self.cleaned_data
        return Call(
            Reached(data["reached"]),
            data["text"],
            is_answered=data["is_answered"],
            seen_version=data["seen_version"],
        )


class OneWayForm(SendingForm):
    """Which one way a contact is asked to use, why, and until when."""

    prefix = "one_way"
    channel = forms.ChoiceField(
        label="Which way?",
        choices=[(each.value, each.label.capitalize()) for each in ONE_WAYS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which way."},
    )
    review_on = day(
        "Until when?", hint="It is looked at again then, and holds no longer by itself."
    )
    reason = forms.CharField(
        label="Why? In calm words",
        help_text="They read this. They are told that everything they send is still"
        " taken in, and that safety, absence and data rights are always open.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write why, in words they can accept."},
    )

    @property
    def way(self) -> OneWay:
        """Return what is asked. Only for a form without errors."""
        data = self.cleaned_data
        return OneWay(Channel(data["channel"]), data["reason"], data["review_on"])
