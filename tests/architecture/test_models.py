"""Every table belongs to a school, says what personal data it holds, and is guarded."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from schoolgate.domain.accounts.models import Account, FoundingCode
from schoolgate.domain.schools.models import School
from schoolgate.foundation.models import Cached, SpentKey
from schoolgate.foundation.tenancy import SchoolOwned
from tests.architecture.tree import syntax

OF_NO_SCHOOL = {School, Account, SpentKey, FoundingCode, Cached}
"""The tenant, who signs in, spent keys, codes that found schools, what is counted for a
while: each decided."""

OURS = sorted(
    (
        model
        for model in apps.get_models()
        if model.__module__.startswith("schoolgate.")
    ),
    key=lambda model: model._meta.label,
)
TENANT = [model for model in OURS if model not in OF_NO_SCHOOL]


def label(model: type[models.Model]) -> str:
    return model._meta.label


def guarded_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each model that a GuardRows operation in these migrations names."""
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "GuardRows":
                app, *names = [ast.literal_eval(each) for each in node.args]
                yield from ((app, name) for name in names)


def words_kept_by(model: type[models.Model], field: str) -> set[Any] | None:
    """Return what a constraint lets this field hold, or None without one."""
    for constraint in model._meta.constraints:
        condition = getattr(constraint, "condition", None)
        for child in condition.children if isinstance(condition, models.Q) else ():
            if isinstance(child, tuple) and child[0] == f"{field}__in":
                return set(child[1])
    return None


@pytest.mark.parametrize("model", TENANT, ids=label)
def test_a_table_belongs_to_a_school_and_is_locked(model):
    assert issubclass(model, SchoolOwned)
    assert model._meta.base_manager_name == "objects"
    assert model._default_manager.name == "objects"


@pytest.mark.parametrize("model", OURS, ids=label)
def test_a_table_says_what_personal_data_it_holds(model):
    assert "Personal data:" in (model.__doc__ or "")


@pytest.mark.parametrize("model", TENANT, ids=label)
def test_the_database_guards_the_rows_of_a_table_too(model):
    folder = Path(apps.get_app_config(model._meta.app_label).path) / "migrations"

    assert (model._meta.app_label, model.__name__) in set(guarded_in(folder))


@pytest.mark.parametrize(
    ("model", "field"),
    [
        pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
        for model in OURS
        for field in model._meta.concrete_fields
        if field.choices
    ],
)
def test_a_word_is_kept_to_its_list_by_a_constraint(model, field):
    words = {value for value, _ in field.choices}
    allowed = words | {""} if field.blank else words

    assert words_kept_by(model, field.name) == allowed


def test_what_belongs_to_no_school_is_a_short_list():
    strays = {model for model in OURS if not issubclass(model, SchoolOwned)}

    assert strays == OF_NO_SCHOOL


def test_a_table_without_guard_or_constraint_would_be_found(tmp_path):
    migration = tmp_path / "0001_initial.py"
    migration.write_text("operations = [GuardRows('people', 'Student')]")

    assert ("people", "Tie") not in set(guarded_in(tmp_path))
    assert words_kept_by(SpentKey, "by") is None
