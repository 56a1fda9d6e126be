"""What whoever looks at a report says about it."""

from django import forms

from schoolgate.web.shared.sending import SendingForm

LONGEST_NOTE = 5_000


class SeenForm(SendingForm):
    """What happens next."""

    next_step = forms.CharField(
        label="What happens next?",
        help_text="For staff alone. What is held about a person may be asked for by"
        " law.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what happens next."},
    )
