"""What a person says about a file: which it is, its columns, its warnings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from schoolgate.integrations.school_files.header_words import FIELDS
from schoolgate.integrations.school_files.limits import MEBIBYTE, MOST_BYTES
from schoolgate.integrations.school_files.mapping import (
    Column,
    ColumnMapping,
    TableKind,
    parts_of,
)
from schoolgate.kernel.importing.changes import Options, Same
from schoolgate.kernel.importing.wording import FIELD_WORDS
from schoolgate.web.shared.sending import SendingForm

MOST = MOST_BYTES // MEBIBYTE
NOT_USED = ("", "Not used")
SUBJECTS_OF = {
    TableKind.STUDENTS: ("student", "school"),
    TableKind.STAFF: ("staff", "school"),
    TableKind.CLASSES: ("class", "school"),
}
SUBJECT_WORDS = {
    "student": "The student’s",
    "staff": "Their",
    "class": "The class’s",
    "school": "The school’s",
}
SHORT = {"student": "Student", "staff": "Staff", "class": "Class", "school": "School"}
MORE_WORDS = {
    "name": "whole name",
    "year": "year",
    "id": "number",
    "preferred_name": "preferred name",
    "restriction": "court order (only warned about)",
}
USUAL_ADULTS = ("parent 1", "parent 2")


class FileForm(SendingForm):
    """A file to bring people in from."""

    file = forms.FileField(
        label="Which file?",
        help_text=f"CSV, XLSX, a OneRoster ZIP or an ILR XML file; at most {MOST} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.zip,.xml"}),
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Export it again.",
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too large before it is read."""
        found: UploadedFile[bytes] = self.cleaned_data["file"]
        if (found.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"The file has more than {MOST} MB. Export fewer columns, or one year"
                " group at a time."
            )
        return found


class ColumnsForm(SendingForm):
    """What each column of a table means."""

    kind = forms.ChoiceField(
        label="What stands in each row?",
        choices=[
            (TableKind.STUDENTS.value, "A student, or an adult of a student"),
            (TableKind.STAFF.value, "Somebody who works here"),
            (TableKind.CLASSES.value, "A class or form"),
        ],
    )

    def __init__(
        self, mapping: ColumnMapping, samples: Sequence[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        self.fields["kind"].initial = mapping.kind.value
        kind = self.data.get("kind", mapping.kind.value)
        adults = adults_in(mapping)
        choices = meanings(
            TableKind(kind) if kind in list(TableKind) else mapping.kind, adults
        )
        for number, column in enumerate(mapping.columns):
            known = {value for _, group in choices[1:] for value, _ in group}
            hint = samples[number] if number < len(samples) else ""
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column.header,
                help_text=_about(column, hint),
                choices=choices,
                required=False,
                initial=column.meaning if column.meaning in known else "",
            )

    @property
    def chosen(self) -> ColumnMapping:
        """Return the mapping as it was said. Only for a form without errors."""
        columns = tuple(
            Column(each.header, self.cleaned_data[f"column_{number}"])
            for number, each in enumerate(self.mapping.columns)
        )
        return ColumnMapping(TableKind(self.cleaned_data["kind"]), columns)

    def clean(self) -> dict[str, Any]:
        """Refuse one meaning for two columns."""
        data = super().clean() or {}
        seen: dict[str, str] = {}
        for number, each in enumerate(self.mapping.columns):
            meaning = data.get(f"column_{number}")
            if meaning and meaning in seen:
                words = f"“{seen[meaning]}” means this already. Choose one of the two."
                self.add_error(f"column_{number}", words)
            elif meaning:
                seen[meaning] = each.header
        return data


class OptionsForm(SendingForm):
    """What a person says about the whole file."""

    is_whole_roll = forms.BooleanField(
        label="This file is the whole roll: students who are not in it have left.",
        required=False,
    )
    ends_ties = forms.BooleanField(
        label="Adults who no longer stand beside a child in it are no longer tied.",
        required=False,
    )
    parents_answer = forms.BooleanField(
        label="Where it does not say who has parental responsibility: new mothers,"
        " fathers and parents have it.",
        required=False,
    )

    def options(self, choices: Mapping[str, str]) -> Options:
        """Return what was said, with who was said to be whom."""
        said = {name: self.cleaned_data[name] for name in self.fields if name != "key"}
        return Options(**said, choices=choices)


class TickForm(SendingForm):
    """Every warning to be ticked, and which plan was looked at."""

    digest = forms.CharField(widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(
        self, cautions: Sequence[Sequence[str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for code, what, why in cautions:
            self.fields[f"tick_{code}"] = forms.BooleanField(
                label=f"{what} {why}",
                error_messages={"required": "Tick this once you have looked."},
            )

    @property
    def ticked(self) -> set[str]:
        """Return the codes that were ticked."""
        return {
            name.removeprefix("tick_")
            for name, value in self.cleaned_data.items()
            if name.startswith("tick_") and value
        }


class WhoForm(SendingForm):
    """For each adult who may be somebody on record: who it is."""

    def __init__(
        self,
        questions: Sequence[Mapping[str, Any]],
        chosen: Mapping[str, str],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for each in questions:
            later = "Leave out for now" if each["is_held"] else "Add as somebody new"
            same = [
                (number, f"The same person as {who}") for number, who in each["may_be"]
            ]
            two = (Same.TWO.value, "Two people: add this one")
            self.fields[f"who_{each['key']}"] = forms.ChoiceField(
                label=f"{each['adult']}, for {each['student']} (row {each['row']})",
                help_text=each["why"],
                choices=[("", later), *same, two],
                widget=forms.RadioSelect,
                required=False,
                initial=chosen.get(each["key"], ""),
            )

    def choices(self, before: Mapping[str, str]) -> dict[str, str]:
        """Return every choice so far, with those of this form."""
        said = {
            name.removeprefix("who_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("who_")
        }
        return {key: value for key, value in {**before, **said}.items() if value}


def adults_in(mapping: ColumnMapping) -> list[str]:
    """Return the adults that a table speaks of, and one more than those."""
    found = [
        parts_of(each.meaning)[1]
        for each in mapping.columns
        if each.meaning.startswith("adult.")
    ]
    return list(dict.fromkeys((*found, *USUAL_ADULTS)))


def meanings(kind: TableKind, adults: Sequence[str]) -> list[tuple[str, Any]]:
    """Return what a column may mean, in groups, as a select shows them."""
    groups: list[tuple[str, Any]] = [
        NOT_USED,
        *(
            (SUBJECT_WORDS[subject], _fields(subject, f"{subject}."))
            for subject in SUBJECTS_OF[kind]
        ),
    ]
    if kind is TableKind.STUDENTS:
        groups[2:2] = [
            (f"{who.capitalize()}’s", _fields("adult", f"adult.{who}."))
            for who in adults
        ]
    return groups


def _fields(subject: str, before: str) -> list[tuple[str, str]]:
    whose = SHORT.get(subject) or before.split(".")[1].capitalize()
    return [
        (f"{before}{name}", f"{whose}: {field_in_words(name)}")
        for name in FIELDS[subject]
    ]


def field_in_words(name: str) -> str:
    """Return what a field is called."""
    return MORE_WORDS.get(name) or FIELD_WORDS.get(name) or name.replace("_", " ")


def _about(column: Column, sample: str) -> str:
    words = [f"Such as {sample}" if sample else "Empty in the first rows"]
    if column.meaning and column.sureness == "check this":
        words.append("Check this one")
    if not column.meaning and column.why:
        words.append(f"Not used: {column.why}")
    return ". ".join(words) + "."
