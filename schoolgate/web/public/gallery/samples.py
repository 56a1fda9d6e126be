"""Invented people and what they might say, in three languages."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django import forms

from schoolgate.web.public.gallery import samples_text
from schoolgate.web.shared.forms import Form, ShortChoices
from schoolgate.web.shared.shapes import Answer, Count, Step

SCHOOL = "Oakfield Grammar"
LANGUAGES = ("en", "ar", "ur")
HERE = {
    "home": "family:home",
    "desk": "staff:desk",
    "empty-desk": "staff:desk",
    "call": "staff:call",
} | (dict.fromkeys(("ask", "wrong", "check", "thread"), "family:ask"))
STAFF = {"desk": "Mr Byrne", "empty-desk": "Mr Byrne", "call": "Reception"}
HOSTILE = "<script>alert(1)</script> & “quotes”"
WEEKS = (88, 91, 87, 90, 93, 61, 84, 89)


class AskForm(Form):
    """The questions of the sample form."""

    about = forms.ChoiceField(
        label="Who is it about?",
        choices=[("amal", "Amal"), ("yusuf", "Yusuf"), ("both", "Both")],
        widget=ShortChoices,
        error_messages={"required": "Choose who it is about."},
    )
    kind = forms.ChoiceField(
        label="What is it about?",
        choices=[
            ("subject", "A subject or schoolwork"),
            ("wellbeing", "Wellbeing, friends or behaviour"),
            ("other", "Something else, or I don’t know"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about."},
    )
    subject = forms.ChoiceField(
        label="Which subject?",
        choices=[("", "Choose one"), ("maths", "Maths"), ("music", "Music")],
        error_messages={"required": "Choose a subject."},
    )
    says = forms.CharField(
        label="What would you like to say?",
        help_text="Write in any language. A few words are enough.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what you would like to say."},
    )
    phone = forms.CharField(
        label="Is there a number for you today?",
        help_text="Only if you would like to be called.",
        required=False,
    )
    copies = forms.BooleanField(label="Send me a copy by e-mail", required=False)


FILLED = {
    "about": "amal",
    "kind": "subject",
    "subject": "maths",
    "says": samples_text.ENGLISH["asked"],
    "copies": "on",
}


def filled_form() -> AskForm:
    """Give the form as someone has just filled it in."""
    return AskForm(initial=FILLED)


def wrong_form() -> AskForm:
    """Give the form with two answers missing and one kept."""
    form = AskForm({"kind": "subject", "phone": "0131 496 0000 after four"})
    form.is_valid()
    return form


@dataclass(frozen=True, kw_only=True)
class Page:
    """The words of the sample pages in one language."""

    words: dict[str, str]
    steps: list[Step]
    why: list[str]
    answers: list[Answer]


def page(lang: str) -> Page:
    """Give the sample pages' words in a language we have, in English otherwise."""
    words = samples_text.BY_LANGUAGE.get(lang, samples_text.ENGLISH)
    return Page(
        words=words,
        steps=[
            Step(who=words["byrne_post"], note=words["byrne_note"], state="now"),
            Step(who=words["osei_post"], note=words["osei_note"]),
            Step(who=words["lynch_post"]),
        ],
        why=[words["why_1"], words["why_2"]],
        answers=[
            Answer(asks="Who is it about?", says=words["amal"], href="#main"),
            Answer(asks="What is it about?", says=words["maths"], href="#main"),
            Answer(asks="What you say", says=words["asked"], href="#main"),
        ],
    )


def parts() -> dict[str, Any]:
    """Give what the components need beyond words, each in its states."""
    return {
        "hostile": HOSTILE,
        "arabic": samples_text.ARABIC["answer"],
        "lines": [
            SimpleNamespace(
                child="Amal",
                note="with Mr Byrne",
                title="About the maths set",
                href="#",
                detail="You will hear by Wednesday 25 November, 3:15pm.",
            ),
        ],
        "rows": [
            SimpleNamespace(
                href="",
                due="Tue 3:15pm",
                what="Answer Ms Doyle",
                about="Conor D. · Maths",
                late="late",
                is_current=False,
            ),
        ],
        "steps": [
            Step(
                who="Mr Byrne, maths teacher",
                note="answered on 24 November",
                state="done",
            ),
            Step(
                who="Dr Osei, head of maths",
                note="has it now, until Friday 4 December, 3:15pm",
                state="now",
            ),
            Step(who="Mrs Lynch, vice-principal", note="next, if it is not resolved"),
            Step(who="Mr Adair, principal"),
        ],
        "counts": [
            Count(when=f"Week {week}", kept=kept, of=93)
            for week, kept in enumerate(WEEKS, start=1)
        ],
        "why": [
            "Questions about a subject go to the teacher first.",
            "You wrote before school opened today, so today is day 0.",
            "Two school days from then is Wednesday.",
        ],
    }
