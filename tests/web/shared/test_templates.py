"""Templates are short, used, stand in a layout, and carry no style or loose script."""

import re
from pathlib import Path

import pytest

ROOT = Path("schoolgate/web")
TEMPLATES = {
    str(path).partition("/templates/")[2]: path
    for path in sorted(ROOT.rglob("templates/**/*.html"))
}
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for kind in ("*.py", "*.html")
    for path in Path("schoolgate").rglob(kind)
)
INCLUDED = set(re.findall(r'\{% include "([^"]+)"', SOURCES))
PART_FOLDERS = ("shared/components/", "shared/forms/", "django/forms/")
LONGEST = 150


def is_part(name: str) -> bool:
    return name in INCLUDED or name.startswith(PART_FOLDERS)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_short(name):
    assert len(TEMPLATES[name].read_text(encoding="utf-8").splitlines()) < LONGEST


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_used(name):
    stem = Path(name).stem
    ways = (f'{name}"', f"/{stem}.html", f'"{stem}"', f'"{stem.replace("_", "-")}"')

    assert name.startswith("django/forms/") or any(way in SOURCES for way in ways)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if not is_part(name)])
def test_a_page_stands_in_a_layout(name):
    first_line = TEMPLATES[name].read_text(encoding="utf-8").splitlines()[0]

    assert name == "shared/base.html" or re.match(r'{% extends "[\w/]+', first_line)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_carries_no_style_and_no_script_of_its_own(name):
    text = TEMPLATES[name].read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert all("nonce=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert "|safe" not in text
