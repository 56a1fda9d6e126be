"""The one short question after an outcome, asked of both sides alike."""

from django import forms

from schoolgate.domain.enquiries.enums import Treated
from schoolgate.web.shared.sending import SendingForm


class TreatedForm(SendingForm):
    """Whether somebody was treated with respect: one tap on one of three buttons."""

    answer = forms.ChoiceField(choices=[(each.value, each.label) for each in Treated])
