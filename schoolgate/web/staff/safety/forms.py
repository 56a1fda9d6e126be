"""What staff fill in about a child's safety."""

from django import forms

from schoolgate.domain.enquiries.actions.safety import Worry
from schoolgate.domain.enquiries.enums import SafetySource
from schoolgate.web.shared.sending import SendingForm

LONGEST_NOTE = 10_000
LONGEST_NAME = 120
HOW = {
    SafetySource.SEEN: "I saw something",
    SafetySource.HEARD: "Somebody told me: a child, a parent, anybody",
    SafetySource.CALL: "Somebody said it on the telephone",
}


class WorryForm(SendingForm):
    """What a member of staff saw or was told, and about which child."""

    source = forms.ChoiceField(
        label="How do you know?",
        choices=[(each.value, HOW[each]) for each in HOW],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you saw it or were told."},
    )
    child = forms.CharField(
        label="Which child?",
        help_text="Name and class, as far as you know them.",
        max_length=LONGEST_NAME,
        error_messages={"required": "Say which child, as far as you know."},
    )
    text = forms.CharField(
        label="What was it?",
        help_text="Their own words, if somebody told you. Promise nobody to keep it"
        " secret, and ask nothing more than you need.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what you saw or were told."},
    )

    @property
    def worry(self) -> Worry:
        """Return what it says. Only for a form without errors."""
        data = self.cleaned_data
        return Worry(data["text"], data["child"], SafetySource(data["source"]))
