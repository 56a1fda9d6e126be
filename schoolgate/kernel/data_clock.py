"""When the law wants an answer to a request for data, or a word on a complaint.

Calendar days: weekends, closed days and holidays count like any other. No policy of a
school makes these times longer.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

A_MONTH, WITH_MORE_TIME = 1, 3
"""Calendar months for a request; the second with the two more that may be taken."""
DAYS_TO_ACKNOWLEDGE = 30
"""For a complaint; the day it came is the first."""
MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True)
class Pause:
    """The days on which a request waits for proof of who asks, or for what is meant."""

    since: date
    until: date | None
    """The day the proof or the answer came; None: still waiting."""

    def days(self) -> int:
        """Return how many days it stood still. Only for a pause that is over."""
        return (self.until - self.since).days if self.until else 0


def answer_request_by(
    received_on: date,
    *,
    pauses: Sequence[Pause] = (),
    extended_on: date | None = None,
) -> date | None:
    """Return the last day for the answer; None while the clock stands still.

    One calendar month from the day it came; three where the longer time and its reason
    were told within the first. Each day of waiting for proof, or for what is meant,
    comes on top (UK GDPR, article 12; Data (Use and Access) Act 2025).
    """
    if any(pause.until is None for pause in pauses):
        return None
    waited = sum(pause.days() for pause in pauses)
    first = _plus_months(received_on, A_MONTH) + timedelta(days=waited)
    if extended_on is None or extended_on > first:
        return first
    return _plus_months(received_on, WITH_MORE_TIME) + timedelta(days=waited)


def may_take_longer(
    received_on: date, *, on: date, pauses: Sequence[Pause] = ()
) -> bool:
    """Answer whether the longer time can still be told on this day.

    Within the first month, and not while the clock stands still.
    """
    first = answer_request_by(received_on, pauses=pauses)
    return first is not None and on <= first


def acknowledge_complaint_by(received_on: date) -> date:
    """Return the last day to acknowledge a complaint about data.

    Within 30 days beginning when it came (Data Protection Act 2018, section 164A): the
    day it came is day 1, which is never later than any other way to count.
    """
    return received_on + timedelta(days=DAYS_TO_ACKNOWLEDGE - 1)


def _plus_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, MONTHS_IN_A_YEAR)
    year = day.year + years
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
