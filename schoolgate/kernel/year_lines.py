"""What a file says about a school's year, line by line, before anybody believes it.

A line is a proposal: which days, in which words, and what they probably are. A person
looks at it and corrects the kind; only then does it change a year.
"""

import re
from dataclasses import dataclass
from datetime import date, time

from schoolgate.kernel.shapes import Fault
from schoolgate.kernel.vocabulary import Word

LONGEST_HOLIDAY = 24
"""Days of a holiday within a year; what is called a half term and is longer is one."""
LONGEST_CLOSURE = 10
"""Days; a longer stretch is a holiday or a term."""


class LineKind(Word):
    """What a line of a file is, as the school would say it."""

    TERM = "term"
    """Days with school, from the first to the last."""
    HOLIDAY = "holiday", "holiday between terms"
    """Days without; within a term it parts the term in two."""
    TRAINING = "training", "training day"
    """The staff are in, the students are not."""
    BANK_HOLIDAY = "bank_holiday"
    """Closed, because everybody is."""
    CLOSURE = "closure"
    """Closed for another reason."""
    SHORT_DAY = "short_day", "half day"
    """Open, and closes earlier."""
    LEFT_OUT = "left_out", "leave it out"
    """An event that changes no day: a concert, a meeting."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line as it was read; both days belong to it."""

    where: str
    """The row or event it stands in: "row 3"."""
    what: str
    first: date
    last: date
    kind: LineKind
    opens: time | None = None
    closes: time | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadLines:
    """A file as it was read: its lines, and what could not be read, with where."""

    lines: tuple[YearLine, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    """What was passed over on purpose, in sentences."""


_TRAINING = re.compile(
    r"\b(inset|in-service|training|staff (development|day|only)|baker day"
    r"|development days?|sdd|cpd day|pd day)\b"
)
_SHORT = re.compile(
    r"\b(half[- ]days?|early (finish|closure|close|closing)|closes? (early|at)"
    r"|(school )?(ends|finishes) (early|at))\b"
)
_BANK = re.compile(
    r"\b(bank holiday|public holiday|may day|good friday|easter monday|boxing day"
    r"|christmas day|new year['’]?s day|(st|saint)\.? (patrick|andrew)['’]?s day"
    r"|battle of the boyne)\b"
)
_CLOSED = re.compile(
    r"\b(closed|closure|no school|polling|election|snow|strike|occasional day"
    r"|non-operational|day off|local holiday)\b"
)
_HOLIDAY = re.compile(
    r"\b(holidays?|half[- ]?term|mid-?term|break|vacation|recess)\b|^halloween$"
)
_TERM = re.compile(r"\b(term|semester|half)\b")


def kind_of(what: str, first: date, last: date) -> LineKind:
    """Propose what a line is, by its words and its length."""
    said, length = what.casefold().strip(), (last - first).days + 1
    if length <= LONGEST_CLOSURE:
        for kind, pattern in (
            (LineKind.TRAINING, _TRAINING),
            (LineKind.SHORT_DAY, _SHORT),
            (LineKind.BANK_HOLIDAY, _BANK),
            (LineKind.CLOSURE, _CLOSED),
        ):
            if pattern.search(said):
                return kind
    if length > LONGEST_HOLIDAY:
        is_holiday = "holiday" in said and "term" not in said
        is_term = _TERM.search(said) is not None
        return (
            LineKind.TERM
            if is_term
            else (LineKind.HOLIDAY if is_holiday else LineKind.LEFT_OUT)
        )
    if _HOLIDAY.search(said):
        return LineKind.HOLIDAY
    is_term = length > 1 and _TERM.search(said) is not None
    return LineKind.TERM if is_term else LineKind.LEFT_OUT
