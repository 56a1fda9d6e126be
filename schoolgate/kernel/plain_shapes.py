"""Shapes of single values: a word, a text, a number, a day, a time, a moment."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

from schoolgate.kernel.shapes import Shape, wrong

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})", re.ASCII
)


def one_of(words: type[E]) -> Shape[E]:
    """Describe one of the words of an enum."""
    allowed = ", ".join(words)
    known = {word.value: word for word in words}

    def read(value: object, where: str) -> E:
        if not isinstance(value, str) or value not in known:
            raise wrong(where, value, allowed)
        return known[value]

    return Shape(allowed, read)


def text(allowed: str = "a text", pattern: str = r"(?s).*\S.*") -> Shape[str]:
    """Describe a text that matches a pattern; by default any that is not blank."""
    compiled = re.compile(pattern)

    def read(value: object, where: str) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise wrong(where, value, allowed)
        return value

    return Shape(allowed, read)


def boolean() -> Shape[bool]:
    """Describe true or false, nothing that merely looks like it."""

    def read(value: object, where: str) -> bool:
        if not isinstance(value, bool):
            raise wrong(where, value, "true or false")
        return value

    return Shape("true or false", read)


def whole_number(least: int) -> Shape[int]:
    """Describe a whole number from `least` up; true is not 1 and 2.0 is not 2."""
    allowed = f"a whole number, {least} or more"

    def read(value: object, where: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise wrong(where, value, allowed)
        return value

    return Shape(allowed, read)


def share() -> Shape[float]:
    """Describe a share above 0 up to 1, such as 0.9 for nine in ten."""
    allowed = "a number above 0, up to 1"

    def read(value: object, where: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong(where, value, allowed)
        if not 0 < value <= 1:
            raise wrong(where, value, allowed)
        return float(value)

    return Shape(allowed, read)


def day() -> Shape[date]:
    """Describe a day, such as "2026-11-23"."""
    return _parsed('a day such as "2026-11-23"', _DAY, date.fromisoformat)


def clock() -> Shape[time]:
    """Describe a time of day to the minute, such as "15:15"."""
    return _parsed('a time such as "15:15"', _CLOCK, time.fromisoformat)


def moment() -> Shape[datetime]:
    """Describe a moment with its offset, such as "2026-10-23T16:10:00+01:00"."""
    allowed = 'a moment with an offset such as "2026-10-23T16:10:00+01:00"'

    def parse(value: str) -> datetime:
        at = datetime.fromisoformat(value)
        if not 1 < at.year < 9999:
            raise ValueError("beyond the years that every zone can express")
        return at

    return _parsed(allowed, _MOMENT, parse)


def _parsed(
    allowed: str, pattern: re.Pattern[str], parse: Callable[[str], T]
) -> Shape[T]:
    def read(value: object, where: str) -> T:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise wrong(where, value, allowed)
        try:
            return parse(value)
        except ValueError:
            raise wrong(where, value, allowed) from None

    return Shape(allowed, read)
