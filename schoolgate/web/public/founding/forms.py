"""What a school needs to begin: itself, its day, its policy, its administrator."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from schoolgate.domain.accounts.actions.founding import Administrator, Founding
from schoolgate.domain.policies.queries import packs_that_ship
from schoolgate.domain.schools.actions.details import Details
from schoolgate.domain.schools.enums import Nation, SchoolKind
from schoolgate.web.shared.forms import DOMAIN, MAILBOX, Form, LowerCase
from schoolgate.web.shared.shapes import Answer

SECTIONS = {
    "The school": ("name", "nation", "kind", "mail_domain", "office_mailbox"),
    "The school day": ("opens", "closes"),
    "The policy": ("pack",),
    "You, its first administrator": ("title", "given_name", "family_name", "email"),
}


def _time(label: str, example: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        initial=example,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": "Write a time.",
            "invalid": f"Write a time as hours and minutes: {example}",
        },
    )


class FoundingForm(Form):
    """Everything on one page, and checked on the next."""

    name = forms.CharField(
        label="What is the school called?",
        max_length=120,
        error_messages={"required": "Write the school’s name."},
    )
    nation = forms.ChoiceField(
        label="Where is it?",
        help_text="This decides which law and which bank holidays apply.",
        choices=[(each.value, each.label) for each in Nation],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the school is."},
    )
    kind = forms.ChoiceField(
        label="What kind of school is it?",
        choices=[
            ("", "Choose one"),
            *((each.value, each.label) for each in SchoolKind),
        ],
        error_messages={"required": "Choose what kind of school it is."},
    )
    mail_domain = LowerCase(
        label="What stands behind the @ of the school’s e-mail addresses?",
        help_text="For example oakfield.org.uk",
        max_length=120,
        validators=[DOMAIN],
        error_messages={"required": "Write the part behind the @."},
    )
    office_mailbox = LowerCase(
        label="Which mailbox do families write to?",
        help_text="What stands before the @. For most schools: office",
        initial="office",
        max_length=60,
        validators=[MAILBOX],
        error_messages={"required": "Write the part before the @."},
    )
    opens = _time("When does the school day begin?", "08:45")
    closes = _time("When does it end?", "15:15")
    pack = forms.ChoiceField(
        label="Which policy will the school run?",
        help_text="You can change its settings, add single clauses of another, or"
        " choose again later. What was promised stays as it was.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a policy."},
    )
    title = forms.CharField(
        label="Your title",
        help_text="As in a letter: Mrs, Mr, Ms, Dr. You can leave it empty.",
        max_length=20,
        required=False,
    )
    given_name = forms.CharField(
        label="Your first name",
        max_length=80,
        error_messages={"required": "Write your first name."},
    )
    family_name = forms.CharField(
        label="Your last name",
        max_length=80,
        error_messages={"required": "Write your last name."},
    )
    email = forms.EmailField(
        max_length=254,
        label="Your e-mail address at the school",
        help_text="You will sign in with it.",
        error_messages={
            "required": "Write your e-mail address.",
            "invalid": "Write an e-mail address, such as j.kerr@oakfield.org.uk",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pack"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [(pack.id, pack.title) for pack in packs_that_ship()]

    def clean(self) -> dict[str, Any]:
        """Look at the two times together."""
        data = super().clean() or {}
        opens, closes = data.get("opens"), data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error(
                "closes", f"The school day must end after it begins, at {opens:%H:%M}."
            )
        return data

    @property
    def sections(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield the fields under their headings."""
        for heading, names in SECTIONS.items():
            yield heading, [self[name] for name in names]

    @property
    def answers(self) -> list[Answer]:
        """Return what was said, to check. Only for a form without errors."""
        said = []
        for field in self:
            value = self.cleaned_data[field.name]
            if isinstance(field.field, forms.ChoiceField):
                value = dict(field.field.choices)[value]  # type: ignore[arg-type]
            elif hasattr(value, "strftime"):
                value = f"{value:%H:%M}"
            if value:
                said.append(Answer(asks=str(field.label), says=str(value)))
        return said

    @property
    def founding(self) -> Founding:
        """Return what to found. Only for a form without errors."""
        data = self.cleaned_data
        return Founding(
            details=Details(
                name=data["name"],
                nation=Nation(data["nation"]),
                kind=SchoolKind(data["kind"]),
                mail_domain=data["mail_domain"],
                office_mailbox=data["office_mailbox"],
            ),
            pack=data["pack"],
            opens=data["opens"],
            closes=data["closes"],
            administrator=Administrator(
                title=data["title"],
                given_name=data["given_name"],
                family_name=data["family_name"],
                email=data["email"],
            ),
        )
