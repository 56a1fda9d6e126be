"""What stands on the register of channels."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms

from schoolgate.domain.enquiries.actions.channels import Channel
from schoolgate.domain.enquiries.enums import RegisterKind
from schoolgate.domain.people.models import StaffMember
from schoolgate.web.shared.sending import SendingForm

NUMBER = re.compile(r"^\+?[0-9][0-9 ()-]{4,28}$")
DOMAIN = re.compile(r"^([a-z0-9._-]+@)?[a-z0-9-]+(\.[a-z0-9-]+)+$")
OTHERS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com"),
        *("hotmail.co.uk", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com"),
        *("aol.com", "btinternet.com", "proton.me", "gmx.com", "gmx.de", "web.de"),
    }
)
"""Where people have mail of their own, and a school has none."""


class ChannelForm(SendingForm):
    """One way that the school itself runs, what for, and who keeps it."""

    prefix = "add"
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(each.value, each.label.capitalize()) for each in RegisterKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    address = forms.CharField(
        label="Number or address",
        help_text="Of the school’s own: never one of a member of staff.",
        max_length=200,
        error_messages={"required": "Write the number or the address."},
    )
    purpose = forms.CharField(
        label="What is it for?",
        help_text="Teaching, events, fixtures, absences.",
        max_length=120,
        error_messages={"required": "Write what it is for."},
    )
    keeper = forms.ChoiceField(
        label="Who keeps it?", error_messages={"required": "Choose who keeps it."}
    )

    def __init__(self, staff: Sequence[StaffMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {each.public_id: each for each in staff}
        field = self.fields["keeper"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        named = [(key, each.full_name) for key, each in self.staff.items()]
        field.choices = [("", "Choose one"), *named]

    def clean(self) -> dict[str, Any]:
        """Take an address of its kind, and of the school's own."""
        data = super().clean() or {}
        address, kind = data.get("address", ""), data.get("kind")
        wrong = _wrong(kind, address.lower()) if address and kind else ""
        if wrong:
            self.add_error("address", wrong)
        return data

    @property
    def channel(self) -> Channel:
        """Return what is to stand there. Only for a form without errors."""
        data = self.cleaned_data
        return Channel(
            RegisterKind(data["kind"]),
            data["address"],
            data["purpose"],
            self.staff[data["keeper"]],
        )


def _wrong(kind: str, address: str) -> str:
    """Say what is wrong with an address of this kind; nothing if it is right."""
    if kind == RegisterKind.PHONE and not NUMBER.match(address):
        return "Write a telephone number: 028 9012 3456"
    if kind == RegisterKind.MAIL:
        if not DOMAIN.match(address):
            return "Write an address or what stands behind its @: oakfield.org.uk"
        if address.rpartition("@")[2] in OTHERS:
            return "That is where people have mail of their own. Write the school’s."
    if kind == RegisterKind.PAGE:
        parts = urlsplit(address)
        if parts.scheme != "https" or not parts.hostname:
            return "Write the whole address: https://www.oakfield.org.uk/fixtures"
    return ""
