"""What staff fill in on the desk."""

from typing import Any

from django import forms

from schoolgate.domain.people.models import Student
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.vocabulary import Category, Concern
from schoolgate.web.shared.forms import ShortChoices
from schoolgate.web.shared.sending import NO_ID, SendingForm

NOTHING = "nothing"
"""The answer tells nothing about the student: the gate need not be asked."""
LONGEST_ANSWER = 20_000
NOT_ONE_FACT = (
    "“Nothing about the student” means not one fact about them, not even how they are."
)
"""Said where something may not be told: no gate can read what is written."""


class ReplyForm(SendingForm):
    """An answer, or a first word; and what it tells about the student."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
    text = forms.CharField(
        label="Your answer",
        widget=forms.Textarea(attrs={"rows": 6, "data-key": "answer"}),
        max_length=LONGEST_ANSWER,
        error_messages={"required": "Write your answer."},
    )
    category = forms.ChoiceField(
        label="What does it tell about the student?",
        help_text="Behaviour, special needs and health go behind a link, not by mail.",
        error_messages={
            "required": "Choose what your answer tells about the student.",
            "invalid_choice": "This may not be told here. Choose another.",
        },
    )

    def __init__(
        self, told: dict[Category, Decision], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        open_ones = [each for each, decision in told.items() if decision.allowed]
        if not told:
            self.fields["category"].initial = NOTHING
        elif len(open_ones) < len(told):
            self.fields["category"].help_text = NOT_ONE_FACT
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [
            ("", "Choose one"),
            *((each.value, _capital(each.label)) for each in open_ones),
            (NOTHING, "Nothing about the student"),
        ]

    @property
    def chosen_category(self) -> Category | None:
        """Return what it tells. Only for a form without errors."""
        chosen = self.cleaned_data["category"]
        return None if chosen == NOTHING else Category(chosen)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class SortForm(SendingForm):
    """Which child it is about, and whom the policy asks first."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
    child = forms.ChoiceField(
        label="Which child?",
        widget=ShortChoices,
        error_messages={"required": "Choose which child it is about."},
    )
    concern = forms.ChoiceField(
        label="What is it about?",
        choices=[
            (each.value, each.label.capitalize())
            for each in (Concern.ACADEMIC, Concern.PASTORAL, Concern.GENERAL)
        ],
        widget=ShortChoices,
        error_messages={"required": "Choose what it is about."},
    )
    subject = forms.ChoiceField(label="Which subject?", required=False)

    def __init__(
        self,
        students: list[Student],
        subjects: dict[int, list[str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.students = {student.public_id: student for student in students}
        self.subjects = subjects
        taught = sorted({name for each in subjects.values() for name in each})
        self._choices("child", [(s.public_id, s.given_name) for s in students])
        self._choices("subject", [("", "Not about one"), *((t, t) for t in taught)])

    def clean(self) -> dict[str, Any]:
        """Ask for the subject of an academic concern, taught to that child."""
        data = super().clean() or {}
        student = self.students.get(data.get("child", ""))
        if student is None or data.get("concern") != Concern.ACADEMIC:
            return data
        taught, subject = self.subjects.get(student.pk, []), data.get("subject", "")
        if taught and subject not in taught:
            names = ", ".join(taught)
            self.add_error("subject", f"{student.given_name} is taught: {names}.")
        return data

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = choices


class CloseForm(SendingForm):
    """Closing an answered enquiry."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
