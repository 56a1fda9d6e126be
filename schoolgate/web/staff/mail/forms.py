"""Saying who a held mail is from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schoolgate.domain.people.queries import contacts_called
from schoolgate.web.shared.sending import SendingForm

MOST_NAMED = 5


class HeldMailForm(SendingForm):
    """Name the person on record whom a mail is from."""

    person = forms.CharField(
        label="Who on record is it from?",
        help_text="Their name or e-mail address, as the school has it.",
        max_length=200,
        error_messages={"required": "Write a name or an e-mail address."},
    )

    def clean(self) -> dict[str, Any]:
        """Find the one person; say which ones there are, if there are several."""
        data = super().clean() or {}
        said = data.get("person", "").strip()
        if not said:
            return data
        found = list(contacts_called(said)[: MOST_NAMED + 1])
        if not found:
            raise ValidationError({"person": f"Nobody on record is called {said}."})
        if len(found) > 1:
            addresses = ", ".join(each.email or "no address" for each in found)
            raise ValidationError(
                {"person": f"Several people match: {addresses}. Write the address."}
            )
        data["contact"] = found[0]
        return data


class SettleForm(SendingForm):
    """A decision about a mail that needs no words: send again, arrived, set aside."""
