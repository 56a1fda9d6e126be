"""The tree as these checks see it, and what can be found in one file of it.

Each finder takes the syntax of a file and yields the places that break a rule, so that
a test can also show it a bad file and see it go red.
"""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "schoolgate"

Finder = Callable[[ast.Module], Iterator[tuple[int, str]]]
Function = ast.FunctionDef | ast.AsyncFunctionDef

CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "django.utils.timezone.now",
    "django.utils.timezone.localdate",
    "django.utils.timezone.localtime",
    "django.db.models.functions.Now",
}


@cache
def python_files(folder: str) -> tuple[Path, ...]:
    """Return the modules in a folder of the tree, without migrations."""
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found, f"nothing in {folder}: has it moved?"
    return tuple(path for path in found if "migrations" not in path.parts)


@cache
def syntax(path: Path) -> ast.Module:
    """Return a module's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """Return a file's path from the root of the tree."""
    return path.relative_to(ROOT).as_posix()


def breaches(find: Finder, paths: tuple[Path, ...]) -> list[str]:
    """Return each place in these files that a finder names."""
    return [
        f"{name_of(path)}:{line} {what}"
        for path in paths
        for line, what in find(syntax(path))
    ]


def functions(module: ast.Module) -> Iterator[tuple[Function, int]]:
    """Yield every function with its length in lines, its docstring included."""
    for node in ast.walk(module):
        if isinstance(node, Function):
            yield node, (node.end_lineno or node.lineno) - node.lineno + 1


def imports(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the full name of everything a module imports."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{origin}.{one.name}") for one in node.names)


def importing(*starts: str) -> Finder:
    """Return a finder of imports of these packages."""

    def find(module: ast.Module) -> Iterator[tuple[int, str]]:
        for line, name in imports(module):
            if any(name == start or name.startswith(f"{start}.") for start in starts):
                yield line, name

    return find


def relative_imports(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Find imports that begin with a dot."""
    yield from ((line, name) for line, name in imports(module) if name[0] == ".")


def clock_reads(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Find whatever reads the clock, by whichever name it was imported."""
    known = _imported_names(module)
    for node in ast.walk(module):
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield node.value.lineno, node.arg
        if isinstance(node, ast.Attribute | ast.Name):
            first, _, rest = ast.unparse(node).partition(".")
            full = f"{known.get(first, first)}.{rest}".strip(".")
            if full in CLOCKS:
                yield node.lineno, full


def uses_of(*names: str) -> Finder:
    """Return a finder of these names, bare or as the last part of a dotted one."""

    def find(module: ast.Module) -> Iterator[tuple[int, str]]:
        for node in ast.walk(module):
            if isinstance(node, ast.Name) and node.id in names:
                yield node.lineno, node.id
            elif isinstance(node, ast.Attribute) and node.attr in names:
                yield node.lineno, ast.unparse(node)

    return find


def _imported_names(module: ast.Module) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                names[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names
