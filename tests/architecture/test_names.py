"""Names of files say what is in them, and every package says what it is for."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import (
    PRODUCT,
    breaches,
    name_of,
    python_files,
    relative_imports,
    syntax,
)

VOCABULARY = {
    "__init__",
    "apps",
    "enums",
    "rules",
    "models",
    "access",
    "queries",
    "actions",
    "jobs",
    "migrations",
}
"""The files of a domain app, as docs/architecture.md has them."""
SAYS_NOTHING = {"utils", "helpers", "common", "core", "base", "services", "misc"}
NAMED_EXCEPTIONS = {"schoolgate/config/settings/base.py"}
MAY_BE_FOLDERS = {"models", "access", "queries", "actions", "migrations"}
FEWEST_WORDS = 5


def domain_apps() -> list[Path]:
    found = [path for path in (PRODUCT / "domain").iterdir() if path.is_dir()]
    return sorted(path for path in found if path.name != "__pycache__")


@pytest.mark.parametrize("app", domain_apps(), ids=lambda app: app.name)
def test_a_domain_app_has_only_the_files_everybody_knows(app):
    found = [path for path in app.iterdir() if path.name != "__pycache__"]

    strange = {path.name for path in found if path.stem not in VOCABULARY}
    folders = {path.name for path in found if path.is_dir()}

    assert strange == set()
    assert folders <= MAY_BE_FOLDERS


def test_no_module_has_a_name_that_says_nothing():
    everywhere = (*python_files("schoolgate"), *python_files("tests"))
    found = {
        name_of(path)
        for path in everywhere
        if SAYS_NOTHING & {path.stem, path.parent.name}
    }

    assert found == NAMED_EXCEPTIONS


@pytest.mark.parametrize(
    "path",
    [path for path in python_files("schoolgate") if path.stem == "__init__"],
    ids=name_of,
)
def test_a_package_says_what_it_is_for(path):
    docstring = ast.get_docstring(syntax(path)) or ""

    assert len(docstring.split()) >= FEWEST_WORDS, f"found {docstring!r}"


def test_no_import_is_relative():
    everywhere = (*python_files("schoolgate"), *python_files("tests"))

    assert breaches(relative_imports, everywhere) == []


def test_a_relative_import_would_be_found():
    assert list(relative_imports(ast.parse("from . import rules")))
