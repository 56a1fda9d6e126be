"""Ages, birthdays and the periods for which something is in force."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

ADULT_AGE = 18
"""The age from which a student decides alone about their own information."""


def birthday(born: date, age: int) -> date:
    """Return the day on which someone reaches an age.

    Someone born on 29 February reaches it on 1 March in a year without that day,
    which is when the law of England and Wales and of Northern Ireland counts it.
    Raises ValueError if that is beyond the years a date can have.
    """
    year = born.year + age
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"born: found {born}; allowed: a day some years earlier")
    if (born.month, born.day) == (2, 29) and not _is_leap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def age_on(born: date, on: date) -> int:
    """Return the age in whole years on a day; negative before birth."""
    years = on.year - born.year
    had_birthday = on >= birthday(born, years)
    return years if had_birthday else years - 1


def eighteenth_birthday(born: date) -> date:
    """Return the first day on which someone is an adult."""
    return birthday(born, ADULT_AGE)


def is_adult(born: date, on: date) -> bool:
    """Say whether someone is 18 or over, from the start of their 18th birthday."""
    return on >= eighteenth_birthday(born)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` up to, not including, `until`; None is open on that side.

    A period whose end is not after its start is never in force.
    """

    first: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        """Say whether the period is in force on a day."""
        started = self.first is None or self.first <= day
        ended = self.until is not None and self.until <= day
        return started and not ended
