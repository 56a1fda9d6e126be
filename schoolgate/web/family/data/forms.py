"""What somebody fills in to use their rights to data."""

from collections.abc import Sequence
from typing import Any

from django import forms

from schoolgate.domain.enquiries.enums import DataKind
from schoolgate.domain.people.models import Contact, Student
from schoolgate.web.shared.sending import SendingForm

LONGEST = 10_000
WANTS = {
    DataKind.REQUEST: "Ask for what you hold about me or my child",
    DataKind.COMPLAINT: "Complain about how data is used",
}


class DataForm(SendingForm):
    """What they want, about whom, and the words."""

    kind = forms.ChoiceField(
        label="What would you like to do?",
        choices=[(each.value, words) for each, words in WANTS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you would like to do."},
    )
    whose = forms.ChoiceField(
        label="Whose data is it about?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whose data it is about.",
            "invalid_choice": "Choose one of those that stand here.",
        },
    )
    text = forms.CharField(
        label="In your own words",
        help_text="What do you want to see, or what is wrong? You need not say why.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        error_messages={
            "required": "Write what you would like to see, or what is wrong.",
            "max_length": "Make it shorter: at most %(limit_value)d characters.",
        },
    )

    def __init__(
        self,
        contacts: Sequence[Contact],
        children: Sequence[tuple[Contact, Student]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked: dict[str, tuple[Contact, Student | None]] = {
            each.public_id: (each, None) for each in contacts
        }
        self.asked |= {
            student.public_id: (contact, student) for contact, student in children
        }
        several = len(contacts) > 1
        mine = [
            (each.public_id, f"Mine, at {each.school.name}" if several else "Mine")
            for each in contacts
        ]
        field = self.fields["whose"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [
            *mine,
            *((each.public_id, f"{each.given_name}’s") for _, each in children),
        ]

    @property
    def about(self) -> tuple[Contact, Student | None]:
        """Return as which contact, and about which child. Only without errors."""
        return self.asked[self.cleaned_data["whose"]]


class AddForm(SendingForm):
    """What else they say: their proof, or what they mean."""

    text = forms.CharField(
        label="Add something",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={
            "required": "Write what you would like to add.",
            "max_length": "Make it shorter: at most %(limit_value)d characters.",
        },
    )
