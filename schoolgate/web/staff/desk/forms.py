"""What staff fill in on the desk."""

from collections.abc import Sequence
from typing import Any

from django import forms

from schoolgate.domain.enquiries.actions.answering import Settling
from schoolgate.domain.enquiries.actions.changing import Reply
from schoolgate.domain.enquiries.enums import (
    TOLD_OUTCOMES,
    VIEW_OUTCOMES,
    Begun,
    Outcome,
)
from schoolgate.domain.enquiries.queries.desks import Desk
from schoolgate.domain.people.models import Student
from schoolgate.kernel.decision import Decision
from schoolgate.kernel.vocabulary import Category, Concern
from schoolgate.kernel.words import say_day_and_year, say_time
from schoolgate.web.shared.files import FilesField
from schoolgate.web.shared.forms import ShortChoices, day
from schoolgate.web.shared.sending import NO_ID, SendingForm

NOTHING = "nothing"
"""The answer tells nothing about the student: the gate need not be asked."""
LONGEST_ANSWER = 20_000
LONGEST_NOTE = 5_000
FAMILY_READS = "The family reads this."
OFFER = ("meet_on", "meet_at", "where")
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
    attached = FilesField("Files with it", required=False)
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
    def words(self) -> str:
        """Return what the family will read. Only for a form without errors."""
        return str(self.cleaned_data["text"])

    @property
    def chosen_category(self) -> Category | None:
        """Return what it tells. Only for a form without errors."""
        chosen = self.cleaned_data["category"]
        return None if chosen == NOTHING else Category(chosen)


class MeetingReplyForm(ReplyForm):
    """An answer to a wish to meet: the words, and when and where (GN-5.6b)."""

    meet_on = day("Which day do you offer?", required=False)
    meet_at = forms.TimeField(
        label="At what time?",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Write a time as hours and minutes: 15:30"},
    )
    where = forms.CharField(label="Where?", max_length=120, required=False)
    field_order = ("text", "meet_on", "meet_at", "where", "attached")

    def clean(self) -> dict[str, Any]:
        """Ask for the whole offer, or for none: day, time and place."""
        data = super().clean() or {}
        missing = [name for name in OFFER if not data.get(name)]
        if len(missing) < len(OFFER):
            for name in missing:
                self.add_error(name, "Say day, time and place together.")
        return data

    @property
    def words(self) -> str:
        """Return the words with the offer under them. Only without errors."""
        data = self.cleaned_data
        if not data["meet_on"]:
            return super().words
        when = f"{say_day_and_year(data['meet_on'])}, {say_time(data['meet_at'])}"
        return f"{super().words}\n\nWhen: {when}\nWhere: {data['where']}"


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


class HoldingForm(ReplyForm):
    """On which later day the answer comes, and why."""

    prefix = "holding"
    until = day("On which day will they have an answer?")
    field_order = ("until", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["attached"]
        text = self.fields["text"]
        text.label, text.help_text = (
            "Why does it take longer?",
            "The family reads this.",
        )
        text.error_messages["required"] = "Write why it takes longer."
        self.fields["category"].label = "What does the reason tell about the student?"
        text.widget = forms.Textarea(attrs={"rows": 3})


class CloseForm(ReplyForm):
    """How it was settled, in words that the family reads."""

    prefix = "close"
    outcome = forms.ChoiceField(
        label="How was it settled?",
        choices=[(each.value, each.label) for each in TOLD_OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was settled."},
    )
    field_order = ("outcome", "text")

    def __init__(
        self,
        *args: Any,
        is_told: bool,
        begun: Begun = Begun.ASKED,
        is_view: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["attached"]
        text = self.fields["text"]
        text.widget = forms.Textarea(attrs={"rows": 3})
        text.label, text.help_text = "In a sentence or two", FAMILY_READS
        text.error_messages["required"] = "Write how it was settled."
        self.fields["category"].label = "What does that tell about the student?"
        self._ends(begun, is_view=is_view)
        if not is_told:
            text.label, text.help_text = "Why no answer goes out", "For staff alone."
            text.error_messages["required"] = "Write why no answer goes out."
            del self.fields["outcome"], self.fields["category"]

    def _ends(self, begun: Begun, *, is_view: bool) -> None:
        """Ask what was made of it, or how two views came together, where it is that."""
        field, text = self.fields["outcome"], self.fields["text"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        if begun == Begun.TOLD:
            field.label, field.initial = "What was made of it?", Outcome.USED
            text.error_messages["required"] = "Write what was made of it."
        if is_view:
            field.label = "The family sees it differently. How did it end?"
            field.choices = [(each.value, each.label) for each in VIEW_OUTCOMES]
            text.label = "The solution you both name, or why there is none"

    @property
    def settling(self) -> Settling:
        """Return how it was settled. Only for a form without errors."""
        data = self.cleaned_data
        category = self.chosen_category if "category" in self.fields else None
        return Settling(
            Outcome(data.get("outcome", Outcome.MAY_NOT_REPLY)),
            Reply(data["text"], category, data["seen_version"]),
        )


class HandOverForm(SendingForm):
    """To whom it goes, and why."""

    prefix = "hand_over"
    seen_version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
    to = forms.ChoiceField(
        label="Who should have it?",
        help_text="Those who have a post for this student today. The family is told.",
        error_messages={
            "required": "Choose who should have it.",
            "invalid_choice": "They hold no post for this student. Choose another.",
        },
    )
    why = forms.CharField(
        label="Why?",
        help_text="For staff alone.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write why it goes to them."},
    )

    def __init__(self, desks: Sequence[Desk], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {_name_of(desk): desk for desk in desks}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        named = [(name, _in_words(desk)) for name, desk in self.desks.items()]
        field.choices = [("", "Choose one"), *named]


def _name_of(desk: Desk) -> str:
    return f"{desk.role}.{desk.holder.public_id}" if desk.holder else desk.role.value


def _in_words(desk: Desk) -> str:
    if desk.holder is None:
        return _capital(desk.role.label)
    return f"{desk.holder.polite_name}, {desk.role.label}"


class NoteForm(SendingForm):
    """A note for colleagues."""

    prefix = "note"
    text = forms.CharField(
        label="Note for colleagues",
        help_text="The family never sees it. What is held about a person may be asked"
        " for by law.",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the note."},
    )


class PassToLeadForm(SendingForm):
    """That an enquiry is about a child's safety; why may be left out."""

    prefix = "safety"
    why = forms.CharField(
        label="Why do you think so?",
        help_text="You may leave this empty. The lead reads the whole conversation.",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sure = forms.BooleanField(
        label="Pass it to the safeguarding lead. I shall not see it any more.",
        error_messages={"required": "Tick this to pass it on."},
    )
