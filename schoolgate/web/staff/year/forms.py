"""Asking for terms, days, hours and visiting times."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms

from schoolgate.domain.schools.enums import DayKind, Weekday
from schoolgate.domain.schools.rules import LONGEST_TERM_NAME, LONGEST_WHY
from schoolgate.kernel.school_year import OtherDay, TermDates, WeekdayHours, Year
from schoolgate.web.shared.sending import SendingForm

MORE_VISITS = 3
"""Empty lines under the visiting times that are there."""
A_YEAR = 366
SCHOOL_WEEK = tuple(Weekday)[:5]


def a_day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """Ask for a day; browsers show a calendar, others take 23/11/2026."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"{label} Choose the day.",
            "invalid": f"{label} Write a day such as 23/11/2026.",
        },
    )


def a_time(label: str, *, required: bool = False) -> forms.TimeField:
    """Ask for a time of day."""
    return forms.TimeField(
        label=label,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": f"{label} Choose the time.",
            "invalid": f"{label} Write a time such as 15:15.",
        },
    )


class TermForm(SendingForm):
    """One term."""

    name = forms.CharField(
        label="What is it called?",
        max_length=LONGEST_TERM_NAME,
        error_messages={"required": "Give the term a name."},
    )
    first = a_day("Which is the first day of school?")
    last = a_day("Which is the last day of school?")

    def term(self) -> TermDates:
        """Return what was said."""
        data = self.cleaned_data
        return TermDates(data["first"], data["last"], data["name"])


class DayForm(SendingForm):
    """A day, or days in a row, unlike others."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(kind.value, kind.label.capitalize()) for kind in DayKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    first = a_day("Which day?")
    last = a_day(
        "Until which day?", required=False, help_text="Only for several days in a row."
    )
    why = forms.CharField(
        label="Why, in words for families?",
        help_text="Families read this: “Training day”, “Closed for snow”.",
        max_length=LONGEST_WHY,
        error_messages={"required": "Say why, in a few words."},
    )
    opens = a_time("When does a half day begin?")
    closes = a_time("When does a half day end?")

    def clean(self) -> dict[str, Any]:
        """Check that the last day follows the first, and is not a year away."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and not 0 <= (last - first).days < A_YEAR:
            self.add_error(
                "last", "Choose the first day or a later one, within a year."
            )
        if data.get("kind") == DayKind.SHORT_DAY and not data.get("closes"):
            self.add_error("closes", "Say when the half day ends.")
        return data

    def days(self, year: Year) -> list[OtherDay]:
        """Return the days meant: of several in a row, those that have school."""
        data = self.cleaned_data
        first, last = data["first"], data["last"] or data["first"]
        kind = DayKind(data["kind"])
        dates = [
            date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)
        ]
        usual = {each.weekday.label: each for each in year.hours}
        if len(dates) > 1 and usual:
            dates = [day for day in dates if f"{day:%A}" in usual]
        return [
            OtherDay(day, kind, data["why"], *self._hours(kind, usual.get(f"{day:%A}")))
            for day in dates
        ]

    def _hours(
        self, kind: DayKind, usual: WeekdayHours | None
    ) -> tuple[time | None, time | None]:
        if kind is not DayKind.SHORT_DAY:
            return None, None
        opens = self.cleaned_data["opens"] or (usual.opens if usual else None)
        return opens, self.cleaned_data["closes"]


class HoursForm(SendingForm):
    """When the school day begins and ends, for each day of the week."""

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = {each.weekday: each for each in year.hours}
        for weekday in Weekday:
            for end in ("opens", "closes"):
                field = a_time(f"{weekday.label}, {end}")
                field.initial = getattr(now.get(weekday), end, None)
                self.fields[f"{weekday}_{end}"] = field

    def clean(self) -> dict[str, Any]:
        """Check that a day with one time has the other, and closes after it opens."""
        data = super().clean() or {}
        for weekday in Weekday:
            opens, closes = (
                data.get(f"{weekday}_{end}") for end in ("opens", "closes")
            )
            if bool(opens) != bool(closes):
                missing = "closes" if opens else "opens"
                self.add_error(
                    f"{weekday}_{missing}",
                    f"Give both times for {weekday.label}, or neither.",
                )
        return data

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields as they stand on the page: a line for each weekday."""
        return [
            (weekday.label, [self[f"{weekday}_opens"], self[f"{weekday}_closes"]])
            for weekday in Weekday
        ]

    def hours(self) -> tuple[WeekdayHours, ...]:
        """Return what was said."""
        data = self.cleaned_data
        return tuple(
            WeekdayHours(day, data[f"{day}_opens"], data[f"{day}_closes"])
            for day in Weekday
            if data[f"{day}_opens"]
        )


class VisitsForm(SendingForm):
    """When parents may come in; an empty line is none."""

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = len(year.visits) + MORE_VISITS
        for number in range(self.lines):
            now = year.visits[number] if number < len(year.visits) else None
            self._add(number, now)

    def _add(self, number: int, now: WeekdayHours | None) -> None:
        weekdays = [("", "No day")] + [(day.value, day.label) for day in Weekday]
        fields: dict[str, forms.Field] = {
            "weekday": forms.ChoiceField(label="Day", choices=weekdays, required=False),
            "opens": a_time("From"),
            "closes": a_time("To"),
            "what": forms.CharField(
                label="For what or whom", max_length=LONGEST_WHY, required=False
            ),
        }
        for name, field in fields.items():
            field.initial = getattr(now, name, None)
            self.fields[f"{name}_{number}"] = field

    def clean(self) -> dict[str, Any]:
        """Check that a line with a day has its two times."""
        data = super().clean() or {}
        for number in range(self.lines):
            has_day = bool(data.get(f"weekday_{number}"))
            for end in ("opens", "closes"):
                if has_day and not data.get(f"{end}_{number}"):
                    self.add_error(f"{end}_{number}", "Say from when to when.")
            if not has_day and (
                data.get(f"opens_{number}") or data.get(f"what_{number}")
            ):
                self.add_error(f"weekday_{number}", "Choose the day of the week.")
        return data

    def rows(self) -> list[list[forms.BoundField]]:
        """Return the fields as they stand on the page, line by line."""
        names = ("weekday", "opens", "closes", "what")
        return [[self[f"{name}_{n}"] for name in names] for n in range(self.lines)]

    def visits(self) -> tuple[WeekdayHours, ...]:
        """Return what was said."""
        data = self.cleaned_data
        return tuple(
            WeekdayHours(
                Weekday(data[f"weekday_{n}"]),
                data[f"opens_{n}"],
                data[f"closes_{n}"],
                data[f"what_{n}"],
            )
            for n in range(self.lines)
            if data[f"weekday_{n}"]
        )


class DaysOffForm(SendingForm):
    """Which of the nation's bank holidays the school closes on."""

    days = forms.MultipleChoiceField(
        label="On which does the school close?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one, or go back."},
    )

    def __init__(self, *args: Any, offered: Sequence[OtherDay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["days"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the types
        field.choices = [
            (
                each.on.isoformat(),
                f"{each.on:%A} {each.on.day} {each.on:%B %Y}: {each.why}",
            )
            for each in offered
        ]
        self.initial.setdefault("days", [each.on.isoformat() for each in offered])
