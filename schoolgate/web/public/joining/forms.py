"""What is asked of somebody who comes with a letter."""

from django import forms

from schoolgate.web.public.signing_in.forms import address_field, code_field
from schoolgate.web.shared.forms import Form


class LetterForm(Form):
    """The code of the letter."""

    letter = forms.CharField(
        label="What is the code in your letter?",
        help_text="Twenty letters and digits. Capitals and dashes do not matter.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Write the code from the letter."},
    )


class AddressForm(Form):
    """The address they will sign in with."""

    email = address_field("With which e-mail address do you want to sign in?")


class CodeForm(Form):
    """The six digits that prove the address."""

    code = code_field(
        "What is the code?", "Six digits, from the mail we sent just now."
    )
