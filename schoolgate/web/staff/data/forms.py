"""What is filled in about rights to data."""

from collections.abc import Sequence
from typing import Any

from django import forms

from schoolgate.domain.enquiries.actions.data_rights import Doing
from schoolgate.domain.enquiries.enums import DataKind, DataStep
from schoolgate.web.shared.sending import SendingForm

LONGEST = 20_000
STEPS = {
    DataStep.ACKNOWLEDGED: "We have it",
    DataStep.ASKED_BACK: "We need proof of who asks, or what is meant",
    DataStep.CAME_BACK: "That came",
    DataStep.PROGRESS: "How far we are",
    DataStep.EXTENDED: "It takes two months more, and why",
    DataStep.ANSWERED: "The answer; this closes it",
    DataStep.NOTE: "A note for ourselves",
}


class DataSeenForm(SendingForm):
    """What somebody saw: one tap."""

    kind = forms.ChoiceField(choices=[(each.value, each.label) for each in DataKind])


class StepForm(SendingForm):
    """What happens next, and the words that the contact reads."""

    step = forms.ChoiceField(
        label="What do you tell them?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what it is.",
            "invalid_choice": "That cannot be now. Choose another.",
        },
    )
    text = forms.CharField(
        label="In your words",
        help_text="They read this, unless it is a note. Say nothing about a child that"
        " they may not be told.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write it down."},
    )

    def __init__(self, steps: Sequence[DataStep], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [(each.value, STEPS[each]) for each in steps]

    @property
    def doing(self) -> Doing:
        """Return what is done. Only for a form without errors."""
        data = self.cleaned_data
        return Doing(DataStep(data["step"]), data["text"])
