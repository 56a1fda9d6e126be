"""Forms: errors found, explained and tied to their fields; nothing typed is lost."""

from django import forms
from django.template import Context, Template

from schoolgate.web.shared.forms import Form, ShortChoices


class Asking(Form):
    who = forms.ChoiceField(
        label="Who is it about?",
        choices=[("amal", "Amal"), ("yusuf", "Yusuf")],
        widget=ShortChoices,
        error_messages={"required": "Choose who it is about."},
    )
    says = forms.CharField(
        label="What would you like to say?",
        help_text="A few words are enough.",
        widget=forms.Textarea,
        max_length=30,
        error_messages={"max_length": "Write up to 30 letters."},
    )
    phone = forms.CharField(label="A number?", required=False)


def summary(form: Form) -> str:
    return Template("{% error_summary form %}").render(Context({"form": form}))


def test_the_summary_links_each_error_to_what_must_be_put_right():
    form = Asking({"says": "A text that is far too long for this"})

    page = summary(form)

    assert '<a href="#id_who_0">Choose who it is about.</a>' in page
    assert '<a href="#id_says">Write up to 30 letters.</a>' in page
    assert 'id="id_who_0"' in str(form)
    assert 'id="id_says"' in str(form)


def test_a_form_without_errors_has_no_summary():
    assert summary(Asking()).strip() == ""


def test_an_error_is_tied_to_its_field_by_name():
    page = str(Asking({"says": ""})["says"].as_field_group())

    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_says_helptext id_says_error"' in page
    assert 'id="id_says_error"' in page
    assert "<svg" in page


def test_nothing_typed_is_lost_on_an_error():
    page = str(Asking({"says": "<Amal> & her set", "phone": "0131"}))

    assert "&lt;Amal&gt; &amp; her set" in page
    assert 'value="0131"' in page


def test_free_text_finds_its_own_direction():
    page = str(Asking())

    assert page.count('dir="auto"') == 2


def test_a_question_is_a_legend_over_choices_and_a_label_over_a_field():
    page = str(Asking())

    assert "<legend>Who is it about?</legend>" in page
    assert 'for="id_says">What would you like to say?</label>' in page


def test_an_errors_text_is_escaped():
    form = Asking({"who": "<b>", "says": "x"})

    assert "<b>" not in summary(form)
    assert "<b>" not in str(form)
