"""Files and functions stay small; a file that grows has a noun to split by.

Templates have their own test, in tests/web/shared.
"""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import (
    PRODUCT,
    functions,
    name_of,
    python_files,
    syntax,
)

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
RARELY_LONGER_THAN = 40
MOST_LONG_ONES = 5


def every_file() -> tuple[Path, ...]:
    sheets = [path for kind in ("*.css", "*.js") for path in PRODUCT.rglob(kind)]
    return (*python_files("schoolgate"), *python_files("tests"), *sorted(sheets))


def sizes() -> list[tuple[int, str]]:
    return [
        (length, f"{name_of(path)}:{node.lineno} {node.name}")
        for path in python_files("schoolgate")
        for node, length in functions(syntax(path))
    ]


@pytest.mark.parametrize("path", every_file(), ids=name_of)
def test_a_file_is_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= LONGEST_FILE, f"{lines} lines: is there a noun to split by?"


def test_a_function_fits_on_a_screen():
    too_long = [each for each in sizes() if each[0] > LONGEST_FUNCTION]

    assert too_long == []


def test_hardly_any_function_is_over_forty_lines():
    long = [each for each in sizes() if each[0] > RARELY_LONGER_THAN]

    assert len(long) <= MOST_LONG_ONES, long


def test_a_long_function_would_be_found():
    body = "\n".join(["    pass"] * LONGEST_FUNCTION)
    [(node, length)] = functions(ast.parse(f"def grown():\n{body}"))

    assert (node.name, length) == ("grown", LONGEST_FUNCTION + 1)
