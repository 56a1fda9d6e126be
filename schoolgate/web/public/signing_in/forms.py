"""What is asked of somebody who signs in: allauth's forms with our questions."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms

NOT_AN_ADDRESS = {
    "required": "Write your e-mail address.",
    "invalid": "Write an e-mail address, such as leila@example.com",
}
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}


def address_field(label: str = "What is your e-mail address?") -> forms.EmailField:
    """Return a field for the address somebody signs in with."""
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages=NOT_AN_ADDRESS,
    )


def code_field(label: str, hint: str = "") -> forms.CharField:
    """Return a field for six digits."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        widget=forms.TextInput(attrs=CODE),
        error_messages={"required": "Write the code."},
    )


def password_field(label: str, *, is_new: bool, hint: str = "") -> forms.CharField:
    """Return a field for a password; nothing is taken off it."""
    autocomplete = "new-password" if is_new else "current-password"
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": "Write a password."},
    )


class AddressForm(account.RequestLoginCodeForm):  # type: ignore[misc]
    """Where a code is to go."""

    use_required_attribute = False
    email = address_field()


class ResetForm(account.ResetPasswordForm):  # type: ignore[misc]
    """Whose password is to be set anew."""

    use_required_attribute = False
    email = address_field()


class CodeForm(account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The six digits from the mail."""

    use_required_attribute = False
    code = code_field("What is the code?", "Six digits, from the newest mail.")


class ResetCodeForm(account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The six digits from the mail, to set a password."""

    use_required_attribute = False
    code = code_field("What is the code?", "Six digits, from the newest mail.")


class PasswordForm(account.LoginForm):  # type: ignore[misc]
    """An address and a password."""

    use_required_attribute = False
    field_order = ("login", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = address_field()
        self.fields["password"] = password_field("What is your password?", is_new=False)


class _NewPassword:
    """A new password, typed twice."""

    use_required_attribute = False
    HINT = "At least twelve characters. Three or four words in a row are easy to keep."

    def ask(self, fields: dict[str, forms.Field], user: object) -> None:
        first = account.SetPasswordField(label="New password", help_text=self.HINT)
        first.user = user
        first.widget.attrs.pop("placeholder", None)
        fields["password1"] = first
        fields["password2"] = password_field("The same once more", is_new=True)


class SetPasswordForm(_NewPassword, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(self.fields, self.user)


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):  # type: ignore[misc]
    """Another password, in place of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field("Present password", is_new=False)
        self.ask(self.fields, self.user)


class ResetPasswordForm(_NewPassword, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A password in place of one that is forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(self.fields, self.user)


class AgainForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    use_required_attribute = False
    password = password_field("What is your password?", is_new=False)


class SecondStepForm(second.AuthenticateForm):  # type: ignore[misc]
    """A code from the app, or one of the recovery codes."""

    use_required_attribute = False
    code = code_field(
        "What does your app show?", "Six digits. A recovery code works here too, once."
    )


class SecondStepAgainForm(second.ReauthenticateForm):  # type: ignore[misc]
    """The same, before something that matters."""

    use_required_attribute = False
    code = code_field(
        "What does your app show?", "Six digits. A recovery code works here too, once."
    )


class AppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, to show that it works."""

    use_required_attribute = False
    code = code_field("What does the app show now?", "Six digits.")


class PasskeyForm(passkey.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, and what to call it."""

    use_required_attribute = False
    name = forms.CharField(
        label="What do you want to call this passkey?",
        help_text="For example: my phone, the blue key",
        required=False,
        max_length=60,
    )
