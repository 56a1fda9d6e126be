"""What staff fill in about a student they answer for."""

from django import forms

from schoolgate.domain.enquiries.actions.problems import Ground
from schoolgate.domain.enquiries.enums import ProblemKind
from schoolgate.web.shared.forms import ShortChoices, day
from schoolgate.web.shared.sending import SendingForm

LONGEST_SENTENCE = 300
LONGEST = 5_000


class ProblemForm(SendingForm):
    """What it is about, in a sentence."""

    prefix = "problem"
    kind = forms.ChoiceField(
        label="What is it about?",
        choices=[(each.value, each.label.capitalize()) for each in ProblemKind],
        widget=ShortChoices,
        error_messages={"required": "Choose what it is about."},
    )
    text = forms.CharField(
        label="In a sentence",
        help_text="For staff. What is held about a person may be asked for by law.",
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Write what it is, in a sentence.",
            "max_length": "Make it shorter: at most %(limit_value)d characters.",
        },
    )


class TellForm(SendingForm):
    """The first message to one parent."""

    text = forms.CharField(
        label="What do you write to them?",
        help_text="They read this, on a page of their own, and can write back. Name no"
        " other family.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what they should know."},
    )


class GroundForm(SendingForm):
    """Why one parent is not told, and until when that holds."""

    why = forms.CharField(
        label="Why not?",
        help_text="For staff alone. Your name stands with it.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write why they are not told."},
    )
    review_on = day("When is that looked at again?", hint="It holds until then.")

    @property
    def ground(self) -> Ground:
        """Return the ground. Only for a form without errors."""
        return Ground(self.cleaned_data["why"], self.cleaned_data["review_on"])


class EndForm(SendingForm):
    """How a problem ended."""

    prefix = "end"
    ended = forms.CharField(
        label="How did it end?",
        help_text="For staff.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write how it ended."},
    )


class UseForm(SendingForm):
    """How somebody used what a family told."""

    text = forms.CharField(
        label="How did you use it?",
        help_text="The family that told it reads this.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write how you used it."},
    )
