"""The reference says what the code does, and names every variable that is read."""

import ast
from collections.abc import Iterator

import pytest

from schoolgate.config import environment
from schoolgate.config.environment import VARIABLES
from tests.architecture.tree import ROOT, python_files, syntax
from tests.reference.pages import FOLDER, PAGES

READERS = {"get", "setdefault", "str", "int", "bool", "list", "db_url", "getenv"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_is_fresh(name):
    page = (FOLDER / name).read_text(encoding="utf-8")

    assert page == PAGES[name](), "out of date; run: make docs"


def test_every_page_of_the_reference_is_made():
    assert {path.name for path in FOLDER.glob("*.md")} == set(PAGES)


def read_by_name(module: ast.Module) -> Iterator[tuple[str, str | None]]:
    """Yield each variable read by its bare name, with the default given there."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder = ast.unparse(node.func.value)
            if holder not in {"os", "os.environ", "env"} or not node.args:
                continue
            if node.func.attr in READERS and isinstance(node.args[0], ast.Constant):
                rest = [
                    each for each in node.args[1:] if isinstance(each, ast.Constant)
                ]
                yield str(node.args[0].value), str(rest[0].value) if rest else None
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            of_environment = ast.unparse(node.value) == "os.environ"
            yield from [(str(node.slice.value), None)] if of_environment else []


def test_whatever_is_read_elsewhere_stands_in_the_table_with_the_same_default():
    known = {each.name: each.default for each in VARIABLES}
    read = [
        found
        for path in python_files("schoolgate")
        for found in read_by_name(syntax(path))
    ]

    assert {"DATA_DIR", "PORT", "MAIL_PORT", "WEB_WORKERS"} <= {
        name for name, _ in read
    }
    for name, default in read:
        assert name in known
        if name != environment.DJANGO_SETTINGS_MODULE.name:
            assert default in {None, known[name]}, name


def test_make_has_the_same_defaults():
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()

    for variable in (environment.PORT, environment.MAIL_PORT, environment.DATA_DIR):
        assert f"{variable.name} ?= {variable.default}" in lines


def test_a_variable_read_by_its_bare_name_would_be_found():
    module = ast.parse("import os\na = os.environ.get('NEW', '7')\nb = os.environ['X']")

    assert list(read_by_name(module)) == [("NEW", "7"), ("X", None)]
