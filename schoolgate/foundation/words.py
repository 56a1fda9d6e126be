"""Fields that hold one of the school's own words, and constraints that keep it so."""

from typing import Any

from django.db import models

from schoolgate.kernel.vocabulary import Word


def word_field(words: type[Word], **options: Any) -> "models.CharField[str, str]":
    """Return a field for one of these words, stored by its value."""
    choices = [(word.value, word.label) for word in words]
    if options.get("blank"):
        options.setdefault("default", "")
    return models.CharField(max_length=40, choices=choices, **options)


def only(
    field: str, words: type[Word], *, name: str, blank: bool = False
) -> models.CheckConstraint:
    """Return the constraint that this field holds one of these words."""
    allowed = [word.value for word in words] + ([""] if blank else [])
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": allowed}), name=name
    )
