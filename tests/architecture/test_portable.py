"""The tree names no package host and no folder of the machine it was written on."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, name_of

HOSTS = r"pyp[i]\.org|pythonh[o]sted|regis[t]ry\.npmj|de[b]\.debian\.o"
LEFT_OUT = {".git", ".venv", "var", "__pycache__", "node_modules"}
TEXT = {".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".sh", ".cfg", ""}


def texts(folder: Path = ROOT) -> Iterator[Path]:
    """Yield the text files of the tree; caches and the virtual environment are none."""
    for path in sorted(folder.iterdir()):
        if path.name in LEFT_OUT or path.name.endswith(("_cache", ".hypothesis")):
            continue
        if path.is_dir():
            yield from texts(path)
        elif path.suffix in TEXT:
            yield path


def places() -> str:
    """Return a pattern for the folders this checkout and its user live in."""
    folders = [ROOT, ROOT.parent, Path.home()]
    named = [re.escape(str(each)) for each in folders if len(each.parts) > 2]
    return "|".join(rf"{each}(?![\w-])" for each in named)


def test_no_file_names_a_package_host_or_this_machine():
    forbidden = re.compile("|".join(filter(None, [HOSTS, places()])))

    found = [
        f"{name_of(path)}: {match.group()}"
        for path in texts()
        for match in forbidden.finditer(path.read_text(errors="replace"))
    ]

    assert found == []


def test_the_pattern_finds_a_host():
    assert re.search(HOSTS, "files.python" + "hosted.example")
