"""Asking a new school for its first year, and a file for what it says."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms

from schoolgate.domain.schools.enums import Weekday
from schoolgate.domain.schools.rules import LONGEST_TERM_NAME
from schoolgate.integrations.year_files.limits import MOST_BYTES
from schoolgate.kernel.school_year import TermDates, WeekdayHours
from schoolgate.kernel.year_lines import LineKind, YearLine
from schoolgate.web.shared.sending import SendingForm
from schoolgate.web.staff.year.forms import a_day, a_time

SCHOOL_WEEK = tuple(Weekday)[:5]
USUAL = time(8, 45), time(15, 15)


class StartForm(SendingForm):
    """A year's terms, as they are usual, and the hours of a week: all to correct."""

    opens = a_time("When does the school day begin?", required=True)
    closes = a_time("When does the school day end?", required=True)

    def __init__(
        self, *args: Any, usual: Sequence[TermDates], has_hours: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = len(usual)
        if has_hours:
            del self.fields["opens"], self.fields["closes"]
        else:
            self.initial = {"opens": USUAL[0], "closes": USUAL[1], **self.initial}
        for number, term in enumerate(usual):
            name = forms.CharField(
                label="Term", max_length=LONGEST_TERM_NAME, required=False
            )
            first, last = (
                a_day("First day", required=False),
                a_day("Last day", required=False),
            )
            for field, value in (
                (name, term.name),
                (first, term.first),
                (last, term.last),
            ):
                field.initial = value
            self.fields |= {f"name_{number}": name, f"first_{number}": first}
            self.fields[f"last_{number}"] = last

    def clean(self) -> dict[str, Any]:
        """Check that each named term has its two days; an empty line is no term."""
        data = super().clean() or {}
        for number in range(self.lines):
            for end in ("first", "last"):
                if data.get(f"name_{number}") and not data.get(f"{end}_{number}"):
                    message = (
                        "Choose the day, or empty the name to leave this term out."
                    )
                    self.add_error(f"{end}_{number}", message)
        return data

    def rows(self) -> list[list[forms.BoundField]]:
        """Return the fields as they stand on the page, term by term."""
        names = ("name", "first", "last")
        return [[self[f"{name}_{n}"] for name in names] for n in range(self.lines)]

    def terms(self) -> tuple[TermDates, ...]:
        """Return the terms that were left in."""
        data = self.cleaned_data
        return tuple(
            TermDates(data[f"first_{n}"], data[f"last_{n}"], data[f"name_{n}"])
            for n in range(self.lines)
            if data[f"name_{n}"]
        )

    def hours(self) -> tuple[WeekdayHours, ...]:
        """Return one day's hours for the whole school week."""
        data = self.cleaned_data
        return tuple(
            WeekdayHours(day, data["opens"], data["closes"]) for day in SCHOOL_WEEK
        )


class FileForm(SendingForm):
    """A file to read; nothing is saved by sending it."""

    file = forms.FileField(
        label="Which file?",
        help_text="A CSV table or an iCalendar file (.ics), up to 1 MB.",
        error_messages={
            "required": "Choose a file.",
            "empty": "This file is empty. Choose another.",
        },
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's own uploaded file
        """Refuse a file that is larger than any school's year."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            found = f"{file.name}: found {file.size:,} bytes"
            raise forms.ValidationError(f"{found}; allowed: at most {MOST_BYTES:,}.")
        return file


class LinesForm(SendingForm):
    """What each line of a file is: proposed, to be corrected."""

    lines = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, found: Sequence[YearLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        kinds = [(kind.value, kind.label.capitalize()) for kind in LineKind]
        for number, line in enumerate(found):
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label="What is it?", choices=kinds, initial=line.kind.value
            )
            if line.first == line.last:
                field = a_time("If it is a half day, when does it end?")
                field.initial = line.closes
                self.fields[f"closes_{number}"] = field

    def rows(self) -> list[tuple[YearLine, list[forms.BoundField]]]:
        """Return each line with its fields."""
        names = ("kind", "closes")
        return [
            (
                line,
                [self[f"{name}_{n}"] for name in names if f"{name}_{n}" in self.fields],
            )
            for n, line in enumerate(self.found)
        ]

    def chosen(self) -> list[YearLine]:
        """Return the lines as the person corrected them."""
        data = self.cleaned_data
        return [
            YearLine(
                where=line.where,
                what=line.what,
                first=line.first,
                last=line.last,
                kind=LineKind(data[f"kind_{n}"]),
                opens=line.opens,
                closes=data.get(f"closes_{n}"),
            )
            for n, line in enumerate(self.found)
        ]


class CheckForm(SendingForm):
    """A change to save, and what becomes of the dates already promised."""

    change = forms.CharField(widget=forms.HiddenInput)
    promises = forms.ChoiceField(
        label="What shall happen to these dates?",
        choices=[
            ("tell", "Move them, and tell each family now by mail"),
            ("keep", "Keep the dates already promised"),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose one of the two."},
    )
