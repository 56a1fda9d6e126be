"""The documents name only what is there: files, targets, commands, apps, people."""

import re
from pathlib import Path

import pytest

from schoolgate.cli.main import COMMANDS
from tests.architecture.tree import PRODUCT, ROOT, name_of

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]+)")
COMMAND = re.compile(r"(?:`|bin/)schoolgate ([a-z]+)")
ADDRESS = re.compile(r"[a-z.]+@(?:family|oakfield|riverside)\.example")
ONE_SCREEN = 50
LARGEST_PICTURE = 150_000


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def code_in(text: str) -> str:
    """Return what stands in a document as code, in a line or as a block."""
    inline = re.findall(r"`([^`\n]+)`", text)
    blocks = re.findall(r"^ {4,}(\S.*)$", text, re.MULTILINE)
    return "\n".join([*inline, *blocks])


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_document_links_only_to_what_is_there(document):
    text = document.read_text(encoding="utf-8")

    missing = [
        each for each in LINK.findall(text) if not (document.parent / each).exists()
    ]

    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_document_names_only_commands_that_exist(document):
    text = document.read_text(encoding="utf-8")

    made = set(re.findall(r"^make ([a-z-]+)", code_in(text), re.MULTILINE))
    called = set(COMMAND.findall(text))

    assert made <= targets()
    assert called <= set(COMMANDS)


@pytest.mark.parametrize("app", sorted((PRODUCT / "domain").glob("*/__init__.py")))
def test_the_architecture_names_every_domain_app(app):
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert f"| `{app.parent.name}` |" in page


def test_the_people_in_the_documents_are_in_the_demo():
    demo = "\n".join(
        path.read_text(encoding="utf-8") for path in (PRODUCT / "cli/demo").glob("*.py")
    ).lower()
    guides = [ROOT / "README.md", *(ROOT / "docs" / "how-to").glob("*.md")]
    named = {
        address
        for guide in guides
        for address in ADDRESS.findall(guide.read_text(encoding="utf-8"))
    }

    assert named
    for address in named:
        family_name = re.split(r"[.@]", address)[1]
        assert family_name in demo, address


def test_decisions_are_numbered_without_a_gap():
    numbers = [
        int(path.name[:4]) for path in sorted((ROOT / "docs/decisions").glob("*.md"))
    ]

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_readme_is_one_screen_with_a_small_picture():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    pictures = list(Path(ROOT / "docs" / "images").iterdir())

    assert len(lines) <= ONE_SCREEN
    assert pictures
    assert all(path.stat().st_size < LARGEST_PICTURE for path in pictures)


def test_a_broken_link_and_an_unknown_target_would_be_found():
    text = "[gone](gone.md) and `make haste` and `schoolgate fly`"

    assert LINK.findall(text) == ["gone.md"]
    assert "make haste" in code_in(text)
    assert COMMAND.findall(text) == ["fly"]
