"""What staff fill in for what a family said."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from schoolgate.domain.enquiries.actions.noting import Beside
from schoolgate.domain.enquiries.enums import LOGGED_WAYS
from schoolgate.domain.enquiries.queries.callers import Asked
from schoolgate.domain.people.models import Contact, Tie
from schoolgate.kernel.vocabulary import Channel, Concern, Relationship
from schoolgate.web.shared.files import FilesField
from schoolgate.web.shared.forms import day
from schoolgate.web.shared.sending import SendingForm

LONGEST_MESSAGE = 10_000
LONGEST_LINE = 300
LONGEST_NAME = 160
OLDEST_LETTER = timedelta(days=60)
SOMEBODY_ELSE = "else"
WAYS = {
    Channel.PHONE: "They rang",
    Channel.IN_PERSON: "They said it here",
    Channel.LETTER: "A letter came",
    Channel.MEETING_REQUEST: "They ask to meet",
}
ABOUT = {
    Concern.ACADEMIC: "A subject or schoolwork",
    Concern.PASTORAL: "Wellbeing, friends or behaviour",
    Concern.SEN: "Special educational needs or support",
    Concern.GENERAL: "Something else",
}


class WhoForm(SendingForm):
    """Which adult said it: one tied to this child, or somebody else."""

    who = forms.ChoiceField(
        label="Who is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who it is."},
    )

    def __init__(self, ties: Sequence[Tie], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {tie.contact.public_id: tie.contact for tie in ties}
        named = [(tie.contact.public_id, _adult(tie)) for tie in ties]
        self._choices("who", [*named, (SOMEBODY_ELSE, "Somebody else")])

    @property
    def contact(self) -> Contact | None:
        """Return who it is, if on record. Only for a form without errors."""
        return self.contacts.get(self.cleaned_data["who"])

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = list(choices)


def _caller() -> forms.CharField:
    return forms.CharField(
        label="Their name",
        help_text="Only for somebody else, as they gave it.",
        max_length=LONGEST_NAME,
        required=False,
    )


class WordForm(WhoForm):
    """A word at the gate: who, and one line."""

    caller = _caller()
    text = forms.CharField(
        label="In one line",
        max_length=LONGEST_LINE,
        error_messages={"required": "Write what they said, in one line."},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a name where it is somebody else."""
        return _with_a_name(self, super().clean() or {})


class LogForm(WhoForm):
    """Who, how, what about, their words, and whom it is for."""

    caller = _caller()
    way = forms.ChoiceField(
        label="How did it come?",
        choices=[(each.value, WAYS[each]) for each in LOGGED_WAYS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it came."},
    )
    came_on = day(
        "When did the letter come?",
        required=False,
        hint="Only for a letter. Its time counts from that day.",
    )
    about = forms.ChoiceField(
        label="What is it about?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about."},
    )
    subject = forms.ChoiceField(label="Which subject?", required=False)
    text = forms.CharField(
        label="What did they say?",
        help_text="In their words. They can read it on their own pages.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": "Write what they said."},
    )
    to = forms.ChoiceField(
        label="Whom is it for?",
        help_text="Somebody in class is not called out: they get it as a message.",
        required=False,
        error_messages={"invalid_choice": "They hold no post for this student."},
    )
    fetch_why = forms.CharField(
        label="An emergency? Why is somebody fetched from a lesson now?",
        help_text="Leave it empty if nobody is. The reason and the time are kept.",
        max_length=LONGEST_LINE,
        required=False,
    )
    was_ended = forms.BooleanField(
        label="They were angry or abusive, and I ended it. Report it.",
        required=False,
    )

    def __init__(
        self,
        ties: Sequence[Tie],
        concerns: Sequence[Concern],
        taught: Sequence[str],
        asked: Sequence[Asked],
        *args: Any,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(ties, *args, **kwargs)
        self.today, self.taught = today, taught
        self.asked = {_name_of(each): each for each in asked}
        self._choices("about", [(each.value, ABOUT[each]) for each in concerns])
        self._choices("subject", [("", "Not about one"), *((t, t) for t in taught)])
        named = [(name, _in_words(each)) for name, each in self.asked.items()]
        self._choices("to", [("", "Who the policy asks first"), *named])

    def clean(self) -> dict[str, Any]:
        """Ask for a name, for a subject, and for a day that a letter can have come."""
        data = _with_a_name(self, super().clean() or {})
        if data.get("about") == Concern.ACADEMIC and not data.get("to"):
            self._check_subject(data.get("subject", ""))
        came_on = data.get("came_on")
        is_letter = data.get("way") == Channel.LETTER
        oldest = self.today - OLDEST_LETTER
        if is_letter and came_on and not oldest <= came_on <= self.today:
            self.add_error("came_on", f"Choose a day from {oldest} to today.")
        return data

    def _check_subject(self, subject: str) -> None:
        if self.taught and not subject:
            self.add_error("subject", "Choose which subject it is about.")

    @property
    def concern(self) -> Concern:
        """Return what it is about. Only for a form without errors."""
        return Concern(self.cleaned_data["about"])

    @property
    def channel(self) -> Channel:
        """Return how it came. Only for a form without errors."""
        return Channel(self.cleaned_data["way"])

    @property
    def asked_for(self) -> Asked | None:
        """Return who was asked for, if anybody. Only for a form without errors."""
        return self.asked.get(self.cleaned_data["to"])

    @property
    def chosen_subject(self) -> str:
        """Return the subject: of who was asked for, or as it was chosen."""
        if self.asked_for and self.asked_for.subject:
            return self.asked_for.subject
        is_academic = self.concern is Concern.ACADEMIC
        return str(self.cleaned_data["subject"]) if is_academic else ""

    @property
    def letter_came_on(self) -> date | None:
        """Return the earlier day on which a letter came."""
        came_on: date | None = self.cleaned_data["came_on"]
        is_earlier = came_on is not None and came_on < self.today
        return came_on if self.channel is Channel.LETTER and is_earlier else None

    @property
    def beside(self) -> Beside:
        """Return what happened beside the words. Only for a form without errors."""
        data = self.cleaned_data
        return Beside(data["fetch_why"], data["was_ended"])


class ScanForm(SendingForm):
    """The scan of a letter, or the paper somebody left."""

    attached = FilesField("The scan of the letter")


def _with_a_name(form: WhoForm, data: dict[str, Any]) -> dict[str, Any]:
    if data.get("who") == SOMEBODY_ELSE and not data.get("caller"):
        form.add_error("caller", "Write the name they gave, or “gave no name”.")
    return data


def _adult(tie: Tie) -> str:
    return f"{tie.contact.full_name}, {Relationship(tie.relationship).label}"


def _name_of(asked: Asked) -> str:
    desk = asked.desk
    who = desk.holder.public_id if desk.holder else "office"
    return f"{desk.role}.{who}.{asked.subject}"


def _in_words(asked: Asked) -> str:
    desk = asked.desk
    post = f"{asked.subject} teacher" if asked.subject else desk.role.label
    name = desk.holder.polite_name if desk.holder else ""
    return f"{name}, {post}" if name else post[:1].upper() + post[1:]
