"""What a check finds, and how much it matters."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a finding is to be taken."""

    GOOD = "good"
    LOOK = "look"
    """Nobody can tell from here, or it may be meant so."""
    MEND = "mend"
    """Must be put right before a school's data goes in."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, what was found, and what to do about it."""

    what: str
    verdict: Verdict
    found: str
    do: str = ""


def judged(what: str, found: str, *, is_good: bool, do: str) -> Finding:
    """Return a finding that is either good or to be mended."""
    if is_good:
        return Finding(what, Verdict.GOOD, found)
    return Finding(what, Verdict.MEND, found, do)


def to_look_at(what: str, found: str, *, is_good: bool, do: str) -> Finding:
    """Return a finding that is either good or worth a look."""
    if is_good:
        return Finding(what, Verdict.GOOD, found)
    return Finding(what, Verdict.LOOK, found, do)
