"""What a family fills in about a child's safety."""

from typing import Any

from django import forms

from schoolgate.domain.enquiries.actions.safety import Worry
from schoolgate.domain.enquiries.enums import SafetySource
from schoolgate.domain.people.models import Contact
from schoolgate.web.shared.sending import SendingForm

LONGEST_NOTE = 10_000
LONGEST_NAME = 120


class WorryForm(SendingForm):
    """What worries them, and about which child: in words, as it may be any child.

    The same for everybody: nothing in it says which children are whose.
    """

    school = forms.ChoiceField(
        label="Which school?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which school."},
    )
    child = forms.CharField(
        label="Which child is it about?",
        help_text="As far as you know. It may be any child. You may leave this empty.",
        max_length=LONGEST_NAME,
        required=False,
    )
    text = forms.CharField(
        label="What worries you?",
        help_text="Write in any language. A few words are enough.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_NOTE,
        error_messages={
            "required": "Write what worries you.",
            "max_length": "Make it shorter: at most %(limit_value)d characters.",
        },
    )

    def __init__(
        self, contacts: tuple[Contact, ...], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {each.school.public_id: each for each in contacts}
        field = self.fields["school"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [(key, one.school.name) for key, one in self.contacts.items()]
        if len(self.contacts) == 1:
            del self.fields["school"]

    @property
    def contact(self) -> Contact:
        """Return who tells it, at the chosen school. Only for a form without errors."""
        chosen = self.cleaned_data.get("school") or next(iter(self.contacts))
        return self.contacts[chosen]

    @property
    def worry(self) -> Worry:
        """Return what it says. Only for a form without errors."""
        data = self.cleaned_data
        return Worry(data["text"], data["child"], SafetySource.FAMILY)
