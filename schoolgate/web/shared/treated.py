"""The one short question after an outcome, asked of both sides alike."""

from django import forms

from schoolgate.domain.enquiries.enums import Treated
from schoolgate.web.shared.forms import ShortChoices
from schoolgate.web.shared.sending import SendingForm


class TreatedForm(SendingForm):
    """Whether somebody was treated with respect: three buttons' worth."""

    answer = forms.ChoiceField(
        label="Were you treated with respect?",
        help_text="Nobody reads your answer alone: answers are only counted together.",
        choices=[(each.value, each.label.capitalize()) for each in Treated],
        widget=ShortChoices,
    )
