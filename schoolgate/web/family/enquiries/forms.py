"""What a family fills in to ask or tell."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schoolgate.domain.enquiries.queries.desks import concerns_of
from schoolgate.domain.enquiries.queries.threads import subjects_by_student
from schoolgate.domain.people.models import Student
from schoolgate.kernel.vocabulary import Channel, Concern
from schoolgate.web.shared.files import FilesField
from schoolgate.web.shared.forms import ShortChoices
from schoolgate.web.shared.sending import SendingForm

LONGEST_MESSAGE = 10_000
ABOUT = {
    Concern.ACADEMIC: "A subject or schoolwork",
    Concern.PASTORAL: "Wellbeing, friends or behaviour",
    Concern.SEN: "Special educational needs or support",
    Concern.GENERAL: "Something else, or I don’t know",
}


WAYS = {
    Channel.PORTAL: "Write back to me here",
    Channel.PHONE: "Call me back",
    Channel.MEETING_REQUEST: "I would like to meet",
    Channel.IN_PERSON: "A short word, before or after school",
}


class AskForm(SendingForm):
    """Who it is about, what it is about, the words, and how to be answered."""

    child = forms.ChoiceField(
        label="Who is it about?",
        widget=ShortChoices,
        error_messages={
            "required": "Choose which child it is about.",
            "invalid_choice": "Choose one of your children.",
        },
    )
    about = forms.ChoiceField(
        label="What is it about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about."},
    )
    subject = forms.ChoiceField(
        label="Which subject?",
        help_text="Only for a question about a subject.",
        required=False,
        error_messages={"invalid_choice": "Choose a subject from the list."},
    )
    text = forms.CharField(
        label="What would you like to say?",
        help_text="Write in any language. A few words are enough.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_MESSAGE,
        error_messages={
            "required": "Write what you would like to say.",
            "max_length": "Make it shorter: at most %(limit_value)d characters.",
        },
    )

    way = forms.ChoiceField(
        label="How shall we answer you?",
        choices=[(each.value, words) for each, words in WAYS.items()],
        widget=forms.RadioSelect,
        initial=Channel.PORTAL.value,
        required=False,
    )

    in_confidence = forms.BooleanField(
        label="Tell this in confidence",
        help_text="You see by name who may read it before you send it, and later who"
        " has. If a child may be in danger, the school always tells its safeguarding"
        " lead.",
        required=False,
    )
    readers = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=2_000
    )
    """Whom they were shown, so that nobody else can have come to it since."""

    def __init__(self, students: list[Student], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.students = {student.public_id: student for student in students}
        self.subjects = subjects_by_student(students)
        taught = sorted({name for each in self.subjects.values() for name in each})
        asked = [(each.value, ABOUT[each]) for each in concerns_of(students)]
        self._choices("about", asked)
        self._choices("child", [(s.public_id, s.given_name) for s in students])
        self._choices("subject", [("", "Choose one"), *((one, one) for one in taught)])
        if len(students) == 1:
            self.fields["child"].initial = students[0].public_id
        if not taught:
            del self.fields["subject"]

    def clean(self) -> dict[str, Any]:
        """Ask for a subject where there is one to ask about, taught to this child."""
        data = super().clean() or {}
        student = self.students.get(data.get("child", ""))
        if student is None or data.get("about") != Concern.ACADEMIC:
            return data
        taught = self.subjects.get(student.pk, [])
        subject = data.get("subject", "")
        if taught and not subject:
            self.add_error("subject", ValidationError("Choose which subject it is."))
        elif subject and subject not in taught:
            self.add_error(
                "subject",
                f"{student.given_name} is not taught {subject}. Choose another.",
            )
        return data

    @property
    def student(self) -> Student:
        """Return the child it is about. Only for a form without errors."""
        return self.students[self.cleaned_data["child"]]

    @property
    def concern(self) -> Concern:
        """Return what it is about. Only for a form without errors."""
        return Concern(self.cleaned_data["about"])

    @property
    def channel(self) -> Channel:
        """Return how they want to be answered; in writing, if they said nothing."""
        return Channel(self.cleaned_data.get("way") or Channel.PORTAL)

    @property
    def is_in_confidence(self) -> bool:
        """Return whether only some by name may read it."""
        return bool(self.cleaned_data.get("in_confidence"))

    @property
    def chosen_subject(self) -> str:
        """Return the subject taught, for a question about one."""
        if self.concern is not Concern.ACADEMIC:
            return ""
        return str(self.cleaned_data.get("subject", ""))

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = choices


class WriteBackForm(SendingForm):
    """The family's next words in a conversation; after an answer, whether they ask."""

    is_thanks = forms.BooleanField(
        label="I only want to say thank you. I need no answer.", required=False
    )
    field_order = ("text", "attached", "is_thanks")
    attached = FilesField("Files with it", required=False)
    text = forms.CharField(
        label="Write back",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_MESSAGE,
        error_messages={
            "required": "Write what you would like to say.",
            "max_length": "Make it shorter: at most %(limit_value)d characters.",
        },
    )

    def __init__(self, *args: Any, is_answered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_answered:
            del self.fields["is_thanks"]


class WhyForm(SendingForm):
    """Why it is not settled, or goes one step further."""

    why = forms.CharField(
        label="What is still not right?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_MESSAGE,
        error_messages={
            "required": "Write what is still not right.",
            "max_length": "Make it shorter: at most %(limit_value)d characters.",
        },
    )


class FurtherForm(WhyForm):
    """Why it goes one step further, and whether it is about who would get it."""

    prefix = "further"
    is_about_the_next = forms.BooleanField(required=False)

    def __init__(self, *args: Any, next_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if next_name:
            self.fields["is_about_the_next"].label = f"It is about {next_name}"
        else:
            del self.fields["is_about_the_next"]
