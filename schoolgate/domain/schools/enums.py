"""Words of the school itself."""

from schoolgate.kernel.vocabulary import DayKind, Weekday, Word

__all__ = ["TYPICAL_TERMS", "DayKind", "GroupKind", "Nation", "SchoolKind", "Weekday"]


class Nation(Word):
    """Whose law and bank holidays apply."""

    ENGLAND = "england", "England"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"
    SCOTLAND = "scotland", "Scotland"
    WALES = "wales", "Wales"


class SchoolKind(Word):
    """What kind of school it is: with the nation, whose rules apply."""

    PRIMARY = "primary", "primary school"
    SECONDARY = "secondary", "secondary school"
    GRAMMAR = "grammar", "grammar school"
    SPECIAL = "special", "special school"
    ACADEMY = "academy", "academy or free school"
    COLLEGE = "college", "further education college"


class GroupKind(Word):
    """A kind of group of students."""

    FORM = "form"
    """The form, class or tutor group a student belongs to all day."""
    YEAR = "year", "year group"
    """A whole year."""
    CLASS = "class"
    """Those who are taught a subject together."""
    DEPARTMENT = "department"
    """A subject in the school; has no students of its own."""


_SIX_HALVES = (
    ("Autumn term, first half", (9, 1), (10, 24)),
    ("Autumn term, second half", (10, 31), (12, 20)),
    ("Spring term, first half", (1, 3), (2, 15)),
    ("Spring term, second half", (2, 20), (3, 31)),
    ("Summer term, first half", (4, 12), (5, 28)),
    ("Summer term, second half", (6, 1), (7, 21)),
)
TYPICAL_TERMS: dict[
    Nation, tuple[tuple[str, tuple[int, int], tuple[int, int]], ...]
] = {
    Nation.ENGLAND: _SIX_HALVES,
    Nation.WALES: _SIX_HALVES,
    Nation.SCOTLAND: (
        ("Autumn term", (8, 17), (10, 10)),
        ("Winter term", (10, 20), (12, 20)),
        ("Spring term, first half", (1, 4), (2, 13)),
        ("Spring term, second half", (2, 15), (4, 2)),
        ("Summer term", (4, 13), (6, 26)),
    ),
    Nation.NORTHERN_IRELAND: (
        ("Autumn term", (9, 1), (12, 20)),
        ("Spring term", (1, 3), (3, 31)),
        ("Summer term", (4, 10), (6, 30)),
    ),
}
"""What is usual in each nation, as (month, day): a first draft for a school to
correct, never used unless it is saved."""
