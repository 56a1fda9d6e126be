"""What staff fill in about people."""

from collections.abc import Sequence
from typing import Any

from django import forms

from schoolgate.domain.people.actions.ties import Standing
from schoolgate.domain.people.enums import Relationship, Responsibility
from schoolgate.domain.people.models import StaffMember, Student
from schoolgate.domain.people.queries import groups_of
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.domain.schools.models import Group
from schoolgate.kernel.vocabulary import Word
from schoolgate.web.shared.forms import day
from schoolgate.web.shared.sending import SendingForm

SIGNS_IN = (
    "Who has access signs in with this. With another address here, the old one opens"
    " nothing any more, and the new one is asked in."
)


def choices_of(words: type[Word]) -> list[tuple[str, str]]:
    """Return words as choices, each beginning with a capital."""
    return [(each.value, each.label[:1].upper() + each.label[1:]) for each in words]


class NameForm(SendingForm):
    """What somebody is called."""

    title = forms.CharField(
        label="Title", help_text="As in a letter.", max_length=20, required=False
    )
    given_name = forms.CharField(
        label="First name",
        max_length=80,
        error_messages={"required": "Write the first name."},
    )
    family_name = forms.CharField(label="Last name", max_length=80, required=False)

    DETAILS: tuple[str, ...] = ("title", "given_name", "family_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("email"):
            self.fields["email"].help_text = SIGNS_IN

    @property
    def details(self) -> dict[str, object]:
        """Return what shall stand on record. Only for a form without errors."""
        return {name: self.cleaned_data[name] for name in self.DETAILS}


class StudentForm(NameForm):
    """A student."""

    born_on = day("Date of birth")
    ref = forms.CharField(
        label="Number in your other systems",
        help_text="Such as the admission number. An import finds the student by it.",
        max_length=80,
        required=False,
    )
    programme_starts_on = day(
        "First day of the programme", required=False, hint="Only at a college."
    )
    programme_ends_on = day("Last day of the programme", required=False)

    DETAILS = (
        *("given_name", "family_name", "born_on", "ref"),
        *("programme_starts_on", "programme_ends_on"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["title"]

    def clean(self) -> dict[str, Any]:
        """Look at both days of the programme together."""
        data = super().clean() or {}
        starts, ends = data.get("programme_starts_on"), data.get("programme_ends_on")
        if bool(starts) != bool(ends):
            self.add_error("programme_ends_on", "Give both days of the programme.")
        elif starts and ends and ends < starts:
            self.add_error("programme_ends_on", "It must end after it starts.")
        return data


class ContactForm(NameForm):
    """A parent, carer or professional."""

    email = forms.EmailField(
        max_length=254,
        label="E-mail",
        required=False,
        error_messages={"invalid": "Write an e-mail address: name@example.com"},
    )
    mobile = forms.CharField(label="Mobile", max_length=30, required=False)

    DETAILS = (*NameForm.DETAILS, "email", "mobile")


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()


class StaffForm(NameForm):
    """A member of staff."""

    email = forms.EmailField(
        max_length=254,
        label="E-mail at the school",
        required=False,
        error_messages={"invalid": "Write an e-mail address: name@example.com"},
    )
    is_qualified_teacher = forms.BooleanField(
        label="Is a qualified teacher", required=False
    )
    line_manager = forms.ChoiceField(label="Line manager", required=False)

    DETAILS = (*NameForm.DETAILS, "email", "is_qualified_teacher")

    def __init__(
        self,
        colleagues: list[StaffMember],
        *args: Any,
        domains: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.domains = domains
        self.colleagues = {each.public_id: each for each in colleagues}
        field = self.fields["line_manager"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [("", "Nobody"), *named(colleagues)]

    def clean_email(self) -> str:
        """Take an address of the school's own: none of a person's own (GN-5.7)."""
        email = str(self.cleaned_data["email"])
        is_new = email and email != self.initial.get("email", "")
        if is_new and self.domains and _domain(email) not in self.domains:
            raise forms.ValidationError(
                f"Write an address of the school’s own: name@{self.domains[0]}"
            )
        return email

    @property
    def details(self) -> dict[str, object]:
        """Return what shall stand on record. Only for a form without errors."""
        manager = self.colleagues.get(self.cleaned_data["line_manager"])
        return {**super().details, "line_manager": manager}


class StandingForm(SendingForm):
    """What an adult is to a student."""

    relationship = forms.ChoiceField(
        label="What are they to the student?", choices=choices_of(Relationship)
    )
    responsibility = forms.ChoiceField(
        label="What are they answerable for?",
        help_text="Rights follow from this, not from the word above.",
        choices=choices_of(Responsibility),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they are answerable for."},
    )
    is_prime_carer = forms.BooleanField(
        label="Looks after the student day by day (counts as a parent)",
        required=False,
    )

    @property
    def standing(self) -> Standing:
        """Return what they are. Only for a form without errors."""
        data = self.cleaned_data
        return Standing(
            Relationship(data["relationship"]),
            Responsibility(data["responsibility"]),
            data["is_prime_carer"],
        )


class NewContactForm(StandingForm, ContactForm):
    """A new contact, and what they are to the student."""

    field_order = (*ContactForm.DETAILS, "relationship", "responsibility")


class GroupsForm(SendingForm):
    """Which groups a student is in."""

    form = forms.ChoiceField(label="Form or tutor group", required=False)
    year = forms.ChoiceField(label="Year", required=False)
    classes = forms.MultipleChoiceField(
        label="Classes", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        groups: dict[GroupKind, list[Group]],
        student: Student,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        placed = [group.pk for group in groups_of(student)]
        found = {kind: self._in(groups, kind, placed) for kind in GroupKind}
        kwargs["initial"] = {
            "form": next(iter(found[GroupKind.FORM]), ""),
            "year": next(iter(found[GroupKind.YEAR]), ""),
            "classes": found[GroupKind.CLASS],
        }
        super().__init__(*args, **kwargs)
        self.by_key = {one.key: one for each in groups.values() for one in each}
        nobody = ("", "None")
        self._choose("form", [nobody, *_of(groups[GroupKind.FORM])])
        self._choose("year", [nobody, *_of(groups[GroupKind.YEAR])])
        self._choose("classes", _of(groups[GroupKind.CLASS]))

    @property
    def chosen(self) -> list[Group]:
        """Return the groups. Only for a form without errors."""
        data = self.cleaned_data
        keys = [data["form"], data["year"], *data["classes"]]
        return [self.by_key[key] for key in keys if key]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = choices

    @staticmethod
    def _in(
        groups: dict[GroupKind, list[Group]], kind: GroupKind, placed: list[int]
    ) -> list[str]:
        return [group.key for group in groups[kind] if group.pk in placed]


def _of(groups: list[Group]) -> list[tuple[str, str]]:
    return [(group.key, group.name) for group in groups]


class OwnPostForm(SendingForm):
    """Who is there for one student by name."""

    holder = forms.ChoiceField(label="Who is it?", required=False)

    def __init__(self, staff: list[StaffMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {each.public_id: each for each in staff}
        field = self.fields["holder"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [("", "Nobody"), *named(staff)]

    @property
    def chosen(self) -> StaffMember | None:
        """Return who. Only for a form without errors."""
        return self.staff.get(self.cleaned_data["holder"])


class LeavingForm(SendingForm):
    """The day from which somebody is no longer here."""

    on = day("First day they are no longer here")


class AbsenceForm(SendingForm):
    """From when until when somebody is away."""

    from_on = day("Away from")
    until_on = day("First day back", required=False, hint="Empty while nobody knows.")

    def clean(self) -> dict[str, Any]:
        """Look at both days together."""
        data = super().clean() or {}
        first, back = data.get("from_on"), data.get("until_on")
        if first and back and back <= first:
            self.add_error("until_on", "Choose a day after the first day away.")
        return data


class SettleForm(SendingForm):
    """A decision that needs no words."""


def named(people: list[StaffMember]) -> list[tuple[str, str]]:
    """Return staff as choices, by full name."""
    return [(each.public_id, each.full_name) for each in people]
