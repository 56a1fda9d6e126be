"""The sheet keeps its own rules: direction, tokens, contrast and size."""

import re

import brotli  # type: ignore[import-untyped]
import pytest

from tests.web.shared import sheet

PHYSICAL = re.compile(
    r"^(left|right|top|bottom|width|height|(min|max)-(width|height)"
    r"|(margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom).*"
    r"|border-(top|bottom)-(left|right)-radius)$"
)
LARGEST = 12_000
GROUNDS = ("paper", "surface", "sunk")
ON_TEXT = [
    *((ink, on) for ink in ("ink", "ink-soft", "accent") for on in GROUNDS),
    *(("ink", f"{kind}-wash") for kind in ("accent", "good", "care", "late")),
    *(("ink-soft", f"{kind}-wash") for kind in ("accent", "care")),
    *((kind, f"{kind}-wash") for kind in ("accent", "good", "care", "late")),
    *(("late", on) for on in GROUNDS),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("accent-deep", "paper"),
    ("accent-deep", "accent-wash"),
    ("paper", "ink"),
]
ON_EDGE = [
    *((edge, on) for edge in ("field-line", "bar") for on in ("paper", "surface")),
    ("accent", "paper"),
]


def test_contrast_is_counted_as_wcag_counts_it():
    assert sheet.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert sheet.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [sheet.LIGHT, sheet.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), ON_TEXT)
def test_text_stands_out_from_what_it_stands_on(theme, ink, ground):
    assert sheet.contrast(theme[f"--{ink}"], theme[f"--{ground}"]) >= 4.5


@pytest.mark.parametrize("theme", [sheet.LIGHT, sheet.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), ON_EDGE)
def test_the_edge_of_what_can_be_pressed_is_seen(theme, edge, ground):
    assert sheet.contrast(theme[f"--{edge}"], theme[f"--{ground}"]) >= 3


def test_dark_is_one_table_whether_asked_for_or_shown():
    assert sheet.DARK_ASKED == sheet.DARK_SHOWN


def test_no_property_knows_left_from_right():
    assert [name for name, _ in sheet.declarations() if PHYSICAL.match(name)] == []
    assert [
        value
        for name, value in sheet.declarations()
        if name in {"text-align", "float", "clear"} and value in {"left", "right"}
    ] == []


def test_every_token_used_is_defined_and_every_token_defined_is_used():
    used = set(re.findall(r"var\((--[\w-]+)", sheet.TEXT))

    assert used == set(sheet.LIGHT)


def test_the_sheet_is_small_when_sent():
    assert len(brotli.compress(sheet.SHEET.read_bytes())) <= LARGEST


def test_a_class_in_the_sheet_is_a_class_on_a_page():
    pages = "".join(
        path.read_text(encoding="utf-8")
        for root in ("schoolgate/web",)
        for kind in ("*.html", "*.py", "*.js")
        for path in sheet.SHEET.parents[4].joinpath(root).rglob(kind)
    )
    classes = set(re.findall(r"\.([a-z][\w-]*)(?=[\s.:,>\[)])", sheet.TEXT))

    assert {one for one in classes if one not in pages} == set()
