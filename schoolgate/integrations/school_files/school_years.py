"""Which school year a file is of, as far as it shows, and whether that is this one."""

import re
from collections.abc import Sequence
from datetime import date

from schoolgate.integrations.school_files.findings import Findings
from schoolgate.kernel.roll import StudentLine

FIRST_MONTH = 9
"""September: before it, the school year began in the calendar year before."""
NEXT_YEAR_IS_PREPARED_FROM = 5
"""May: from then on a file may be of the coming year, and from September it is."""
AGE_IN_YEAR_ONE = 5
"""Whoever is this old when the school year begins in England is in year 1.

In Northern Ireland the same child is in year 2, so that only a file more than a year
old shows there.
"""
WRITTEN_YEAR = re.compile(r"(20\d\d)(?:\s*[-/–]\s*(?:20)?\d\d)?", re.ASCII)
ILR_YEAR = re.compile(r"(\d\d)(\d\d)", re.ASCII)


def first_calendar_year(day: date) -> int:
    """Return the calendar year in which the school year of a day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def school_year_in_words(first: int) -> str:
    """Return a school year as people write it: 2026/27."""
    return f"{first}/{(first + 1) % 100:02d}"


def written_year(text: str) -> int | None:
    """Return the calendar year in which a written school year begins.

    "2026/27", "2026-2027" and "2627", as ILR files have it, all begin in 2026.
    """
    short = ILR_YEAR.fullmatch(text.strip())
    if short and int(short[2]) == (int(short[1]) + 1) % 100:
        return 2000 + int(short[1])
    found = WRITTEN_YEAR.fullmatch(text.strip())
    return int(found[1]) if found else None


def doubt_the_year(text: str, findings: Findings, *, today: date) -> None:
    """Add a doubt if a file says it is of another school year than today's."""
    year, now = written_year(text), first_calendar_year(today)
    is_prepared = NEXT_YEAR_IS_PREPARED_FROM <= today.month < FIRST_MONTH
    latest = now + 1 if is_prepared else now
    if year is None or now <= year <= latest:
        return
    findings.doubt(
        f"The file is of the school year {school_year_in_words(year)}.",
        f"It is {school_year_in_words(now)} now"
        + (": it may be last year's file." if year < now else "."),
    )


def doubt_year_groups(
    students: Sequence[StudentLine], findings: Findings, *, today: date
) -> None:
    """Add a doubt if most students are too old for the year group the file gives."""
    known = [each for each in students if each.year.isdecimal()]
    behind = sum(1 for each in known if _usual_year(each, today) > int(each.year))
    if behind * 2 > len(known):
        findings.doubt(
            "It may be last year's file, or an older one.",
            f"{behind} of {len(known)} students are older than their year group is"
            " this school year.",
        )


def _usual_year(student: StudentLine, today: date) -> int:
    age = first_calendar_year(today) - first_calendar_year(student.born_on) - 1
    return age - AGE_IN_YEAR_ONE + 1
