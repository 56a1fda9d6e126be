"""How forms look: one renderer, one field template, questions as labels.

Nothing here knows what a form is for. A page writes `{{ form.field.as_field_group }}`
or `{{ form }}` and gets label, hint, error and field, tied together for screen readers.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.forms import BoundField, Widget, renderers
from django.template.backends.django import DjangoTemplates, Template

DOMAIN = RegexValidator(
    r"^[a-z0-9-]+(\.[a-z0-9-]+)+$",
    "Write it as it stands behind the @ of the school’s addresses: oakfield.org.uk",
)
MAILBOX = RegexValidator(
    r"^[a-z0-9._-]+$", "Write what stands before the @: letters, digits, dots: office"
)
OWN_TEMPLATES = Path(__file__).parent / "templates"
DJANGO_TEMPLATES = Path(renderers.__file__).parent / "templates"


class Question(BoundField):
    """A field on a page: a question, and where its answer goes.

    Free text may be in any script, so each such field finds its own direction.
    """

    def build_widget_attrs(
        self, attrs: dict[str, str | bool], widget: Widget | None = None
    ) -> dict[str, str | bool]:
        """Add the direction to fields of free text."""
        built: dict[str, str | bool] = super().build_widget_attrs(attrs, widget)
        if isinstance(widget or self.field.widget, forms.TextInput | forms.Textarea):
            built.setdefault("dir", "auto")
        return built


class Renderer(renderers.BaseRenderer):
    """Draw forms with our own field template; Django's widgets fill what we leave."""

    form_template_name = "shared/forms/form.html"
    field_template_name = "shared/forms/field.html"
    bound_field_class = Question

    @cached_property
    def engine(self) -> DjangoTemplates:
        """Look in our own templates first, with the components at hand."""
        return DjangoTemplates(
            {
                "NAME": "forms",
                "DIRS": [OWN_TEMPLATES, DJANGO_TEMPLATES],
                "APP_DIRS": False,
                "OPTIONS": {
                    "builtins": ["schoolgate.web.shared.templatetags.components"]
                },
            }
        )

    def get_template(self, template_name: str) -> Template:
        """Find a form's or a widget's template."""
        return self.engine.get_template(template_name)


class ShortChoices(forms.RadioSelect):
    """Choices of a word or two, side by side: a child's name, yes or no."""

    template_name = "shared/forms/short_choices.html"


class Form(forms.Form):
    """A form whose labels are questions and whose errors are ours to word.

    Browsers word their own warnings, and in their own language: so none are asked for.
    """

    use_required_attribute = False


class LowerCase(forms.CharField):
    """A word that is kept in lower case, however it was typed."""

    def clean(self, value: object) -> str:
        """Take off spaces and capitals before the rules look."""
        return str(super().clean(str(value or "").strip().lower()))


def initial_of(row: models.Model, *names: str) -> dict[str, Any]:
    """Return what stands on record, to begin a form with."""
    return {name: getattr(row, name) for name in names}


def day(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    """Return a question for a day."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Choose a day.",
            "invalid": "Write a day as year, month and day: 2026-09-01",
        },
    )
