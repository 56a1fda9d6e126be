"""What is filled in about the school, its policy and its posts."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from django import forms
from django.forms import BoundField

from schoolgate.domain.accounts.enums import REACH_OF, Reach, Role
from schoolgate.domain.people.models import StaffMember
from schoolgate.domain.policies.queries import Policy, packs_that_ship
from schoolgate.domain.schools.actions.details import Details
from schoolgate.domain.schools.enums import GroupKind, Nation, SchoolKind
from schoolgate.domain.schools.models import Group
from schoolgate.kernel.pack_model import Pack
from schoolgate.kernel.pack_settings import LONGEST_WORDS, MOST_DAYS, VERBS
from schoolgate.kernel.vocabulary import AdultSharing
from schoolgate.web.shared.forms import DOMAIN, MAILBOX, LowerCase
from schoolgate.web.shared.sending import NO_ID, SendingForm

WHY = forms.CharField(
    label="Why?",
    help_text="For the record: who decided, and when. Governors can read it.",
    max_length=300,
    error_messages={"required": "Write why, for the record."},
)


class DetailsForm(SendingForm):
    """What a school says of itself."""

    name = forms.CharField(label="Name", max_length=120)
    nation = forms.ChoiceField(
        label="Where it is",
        help_text="Decides which law and which bank holidays apply.",
        choices=[(each.value, each.label) for each in Nation],
    )
    kind = forms.ChoiceField(
        label="What kind of school it is",
        choices=[(each.value, each.label) for each in SchoolKind],
    )
    mail_domain = LowerCase(
        label="What stands behind the @ of the school’s e-mail addresses",
        max_length=120,
        validators=[DOMAIN],
    )
    office_mailbox = LowerCase(
        label="Which mailbox families write to",
        help_text="What stands before the @.",
        max_length=60,
        validators=[MAILBOX],
    )

    DETAILS = ("name", "nation", "kind", "mail_domain", "office_mailbox")

    @property
    def chosen(self) -> Details:
        """Return what was said. Only for a form without errors."""
        data = self.cleaned_data
        return Details(
            name=data["name"],
            nation=Nation(data["nation"]),
            kind=SchoolKind(data["kind"]),
            mail_domain=data["mail_domain"],
            office_mailbox=data["office_mailbox"],
        )


@dataclass(frozen=True)
class PromiseLine:
    """The two numbers of one promise, as a sentence with gaps."""

    channel: str
    verb: str
    days: BoundField
    share: BoundField
    as_written: str

    @property
    def fields(self) -> tuple[BoundField, BoundField]:
        """Return both gaps."""
        return self.days, self.share


def _number(label: str, most: int) -> forms.IntegerField:
    said = {
        "required": f"{label}: write a number from 1 to {most}.",
        "invalid": f"{label}: write a whole number from 1 to {most}.",
        "min_value": f"{label}: at least 1.",
        "max_value": f"{label}: at most {most}.",
    }
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        error_messages=said,
        widget=forms.NumberInput(attrs={"aria-label": label}),
    )


class PolicyForm(SendingForm):
    """The school's own numbers over its pack, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
    why = WHY

    def __init__(
        self, policy: Policy, shipped: Pack, *args: Any, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"version": policy.version}
        super().__init__(*args, **kwargs)
        self.policy, self.shipped = policy, shipped
        self.promises: list[PromiseLine] = []
        for standard in policy.pack.standards:
            for verb in VERBS:
                if getattr(standard, verb) is not None:
                    self._ask_deadline(standard.channel.value, verb)
        self._ask_plainly()
        self.order_fields([*(n for n in self.fields if n != "why"), "why"])

    def _ask_deadline(self, channel: str, verb: str) -> None:
        """Ask for the days and the share of one promise."""
        standard = next(s for s in self.policy.pack.standards if s.channel == channel)
        shipped = next(
            (s for s in self.shipped.standards if s.channel == channel), None
        )
        now, pack = getattr(standard, verb), getattr(shipped or standard, verb)
        label = standard.channel.label.capitalize()
        word = "First word" if verb == "acknowledge" else "Answer"
        days, share = f"days.{channel}.{verb}", f"share.{channel}.{verb}"
        self.fields[days] = _number(f"{label}, {word.lower()}: working days", MOST_DAYS)
        self.fields[days].initial = now.within
        self.fields[share] = _number(f"{label}, {word.lower()}: of 100", 100)
        self.fields[share].initial = round(now.share * 100)
        self.promises.append(
            PromiseLine(
                channel=label,
                verb=word,
                days=self[days],
                share=self[share],
                as_written=f"as written: {pack.within} days,"
                f" {round(pack.share * 100)} of 100",
            )
        )

    def _ask_plainly(self) -> None:
        chosen = self.policy.chosen
        self.fields["receipt_acknowledges"] = forms.BooleanField(
            label="An automatic receipt counts as the first word",
            required=False,
            initial=chosen.receipt_acknowledges,
        )
        if ages := self.policy.pack.disclosure.ages:
            self.fields["adult_sharing"] = forms.ChoiceField(
                label="A student who turned 18 on the programme",
                choices=[
                    (AdultSharing.BOTH.value, "Must have said yes"),
                    (AdultSharing.EITHER.value, "Need not have said yes"),
                ],
                widget=forms.RadioSelect,
                initial=ages.adult_sharing.value,
            )
        self.fields["complaints"] = forms.CharField(
            label="How do families go on when nothing is resolved?",
            help_text="They read it at the end of every path: name your complaints"
            " procedure and where it is.",
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=LONGEST_WORDS,
            required=False,
            initial=chosen.complaints,
        )

    @property
    def plain_fields(self) -> list[BoundField]:
        """Return the questions that are no gap in a sentence."""
        gaps = {field.name for each in self.promises for field in each.fields}
        return [field for field in self.visible_fields() if field.name not in gaps]

    @property
    def settings(self) -> dict[str, object]:
        """Return what differs from the pack. Only for a form without errors."""
        data, chosen = self.cleaned_data, {}
        for name in (field.name for each in self.promises for field in each.fields):
            value = data[name]
            if value != self.fields[name].initial or name in self._own:
                chosen[name] = value
        for name in ("receipt_acknowledges", "complaints", "adult_sharing"):
            if data.get(name):
                chosen[name] = data[name]
        for concern, ladder in (self.policy.chosen.routes or {}).items():
            chosen[f"route.{concern}"] = [role.value for role in ladder]
        return chosen

    @property
    def _own(self) -> set[str]:
        chosen = self.policy.chosen
        return {
            f"{kind}.{channel}.{verb}"
            for kind, numbers in (("days", chosen.days), ("share", chosen.shares))
            for channel, verb in (numbers or {})
        }


class ClauseForm(SendingForm):
    """A single clause of another pack, taken on purpose."""

    version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
    clause = forms.ChoiceField(
        label="Which clause?",
        error_messages={"required": "Choose a clause."},
    )
    why = WHY

    def __init__(self, pack: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = {clause.id for clause in pack.clauses}
        field = self.fields["clause"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [
            ("", "Choose one"),
            *(
                (
                    other.title,
                    [
                        (
                            clause.id,
                            shorten(
                                f"{clause.id}: {clause.ask}", 120, placeholder=" …"
                            ),
                        )
                        for clause in other.clauses
                        if clause.id not in here
                    ],
                )
                for other in packs_that_ship()
                if other.id != pack.id
            ),
        ]


class PackForm(SendingForm):
    """Another pack in place of the one in force."""

    version = forms.IntegerField(widget=forms.HiddenInput(attrs=NO_ID))
    pack = forms.ChoiceField(
        label="Which policy?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a policy."},
    )
    why = WHY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pack"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [(pack.id, pack.title) for pack in packs_that_ship()]


class PostForm(SendingForm):
    """Who holds a post, and who stands in."""

    holder = forms.ChoiceField(label="Who holds it?", required=False)
    deputy = forms.ChoiceField(
        label="Who stands in while they are away, or gone?", required=False
    )

    def __init__(self, staff: list[StaffMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {each.public_id: each for each in staff}
        for name in ("holder", "deputy"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
            field.choices = [
                ("", "Nobody"),
                *((each.public_id, each.full_name) for each in staff),
            ]

    def chosen(self, name: str) -> StaffMember | None:
        """Return who was chosen. Only for a form without errors."""
        return self.staff.get(self.cleaned_data[name])


class NewPostForm(SendingForm):
    """A post that is not there yet, for the whole school or for a group."""

    role = forms.ChoiceField(
        label="Which post?",
        choices=[
            (role.value, role.label[:1].upper() + role.label[1:])
            for role, reach in REACH_OF.items()
            if reach is not Reach.STUDENT
        ],
    )
    group = forms.ChoiceField(
        label="For which group?",
        help_text="Only for a post that is for a form, a year, a class or a subject.",
        required=False,
    )

    def __init__(
        self, groups: dict[GroupKind, list[Group]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {one.key: one for each in groups.values() for one in each}
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type)
        field.choices = [
            ("", "The whole school"),
            *(
                (kind.label.capitalize(), [(one.key, one.name) for one in each])
                for kind, each in groups.items()
                if each
            ),
        ]

    @property
    def chosen(self) -> Role:
        """Return which. Only for a form without errors."""
        return Role(self.cleaned_data["role"])

    @property
    def chosen_group(self) -> Group | None:
        """Return for which group. Only for a form without errors."""
        return self.groups.get(self.cleaned_data["group"])


class MissingPostsForm(SendingForm):
    """Who has the posts that nobody has yet, many at once; an empty one stays so."""

    def __init__(
        self,
        missing: list[tuple[Group, Role]],
        staff: list[StaffMember],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.missing = {f"{role}:{group.key}": (group, role) for group, role in missing}
        self.staff = {each.public_id: each for each in staff}
        people = [(each.public_id, each.full_name) for each in staff]
        for name, (group, role) in self.missing.items():
            self.fields[name] = forms.ChoiceField(
                label=f"{group.name}: {role.label}",
                choices=[("", "Nobody yet"), *people],
                required=False,
            )

    @property
    def chosen(self) -> list[tuple[Group, Role, StaffMember]]:
        """Return what was chosen. Only for a form without errors."""
        return [
            (group, role, self.staff[self.cleaned_data[name]])
            for name, (group, role) in self.missing.items()
            if self.cleaned_data[name]
        ]


class GroupForm(SendingForm):
    """A form, year, class or department that is not there yet."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(each.value, each.label.capitalize()) for each in GroupKind],
    )
    name = forms.CharField(
        label="What is it called?",
        help_text="As the school says it: 9B, Year 9, 9B Maths.",
        max_length=60,
        error_messages={"required": "Write what it is called."},
    )
    subject = forms.CharField(
        label="Which subject?",
        help_text="For a class or a department.",
        max_length=60,
        required=False,
    )


class RemoveForm(SendingForm):
    """Taking something away: a decision that needs no words."""
