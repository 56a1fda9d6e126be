"""The style sheet, read as a test reads it: tokens, declarations, contrast."""

import re
from pathlib import Path

SHEET = Path("schoolgate/web/shared/static/schoolgate.css")
TEXT = re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)


def block(selector: str) -> dict[str, str]:
    """Return the tokens set in the first block with this selector."""
    start = TEXT.index(selector) + len(selector)
    inside = TEXT[TEXT.index("{", start) + 1 : TEXT.index("}", start)]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", inside))


LIGHT = block(":root ")
DARK_ASKED = block(':root:not([data-theme="light"])')
DARK_SHOWN = block('\n:root[data-theme="dark"]')
DARK = LIGHT | DARK_SHOWN


def declarations() -> list[tuple[str, str]]:
    """Return every property with its value."""
    found: list[tuple[str, str]] = []
    for inside in re.findall(r"\{([^{}]*)\}", TEXT):
        for line in inside.split(";"):
            name, colon, value = line.partition(":")
            if colon:
                found.append((name.strip(), value.strip()))
    return found


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
