"""What a family fills in to tell the school something."""

from typing import Any

from django import forms

from schoolgate.domain.enquiries.enums import Told
from schoolgate.domain.people.models import Student
from schoolgate.web.family.enquiries.forms import AskForm
from schoolgate.web.shared.sending import SendingForm

ONE, ALL = "one", "all"
WHO_READS = {
    ONE: "Only who it goes to",
    ALL: "Everyone who teaches this child",
}


class TellForm(AskForm):
    """Whom it is about, what it is, the words, and who may read them."""

    kind = forms.ChoiceField(
        label="What would you like to tell?",
        choices=[(each.value, each.label) for each in Told],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you would like to tell."},
    )
    who_reads = forms.ChoiceField(
        label="Who may read it?",
        help_text="Nobody at home but you sees it, and no other parent. You can change"
        " this later.",
        choices=list(WHO_READS.items()),
        widget=forms.RadioSelect,
        initial=ONE,
        error_messages={"required": "Choose who may read it."},
    )
    field_order = ("child", "kind", "text", "about", "subject", "who_reads")

    def __init__(self, students: list[Student], *args: Any, **kwargs: Any) -> None:
        super().__init__(students, *args, **kwargs)
        for name in ("way", "in_confidence", "readers"):
            del self.fields[name]
        self.fields["about"].label = "What has it to do with?"
        self.fields["about"].help_text = "It decides who gets it first."
        self.fields["text"].label = "In your own words"
        if "subject" in self.fields:
            self.fields["subject"].help_text = "Only for something about a subject."

    @property
    def is_shared(self) -> bool:
        """Return whether all who teach the child may read it."""
        return bool(self.cleaned_data["who_reads"] == ALL)

    @property
    def told(self) -> Told:
        """Return what kind of thing it is. Only for a form without errors."""
        return Told(self.cleaned_data["kind"])


class ShareForm(SendingForm):
    """Whether all who teach the child may read it."""

    readers = forms.ChoiceField(
        choices=list(WHO_READS.items()), widget=forms.HiddenInput
    )
