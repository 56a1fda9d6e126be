"""What a contact asks to have put right about themselves."""

from typing import Any

from django import forms

from schoolgate.domain.people.enums import Detail
from schoolgate.web.shared.sending import SendingForm


class CorrectForm(SendingForm):
    """What should stand on record. Nothing changes before the office has confirmed."""

    title = forms.CharField(
        label="Title", help_text="As in a letter to you.", max_length=20, required=False
    )
    given_name = forms.CharField(
        label="First name",
        max_length=80,
        error_messages={"required": "Write your first name."},
    )
    family_name = forms.CharField(label="Last name", max_length=80, required=False)
    email = forms.EmailField(
        max_length=254,
        label="E-mail",
        help_text="You sign in with it. Once the office has confirmed another one, this"
        " one opens nothing any more, and we send a way in to the new one.",
        required=False,
        error_messages={"invalid": "Write an e-mail address, such as name@example.com"},
    )
    mobile = forms.CharField(label="Mobile", max_length=30, required=False)

    def clean(self) -> dict[str, Any]:
        """Keep one way to be reached."""
        data = super().clean() or {}
        if not self.errors and not data.get("email") and not data.get("mobile"):
            self.add_error("mobile", "Give an e-mail address or a mobile number.")
        return data

    @property
    def details(self) -> dict[Detail, str]:
        """Return what should stand on record. Only for a form without errors."""
        return {detail: self.cleaned_data[detail.value] for detail in Detail}
