"""The hours in which a family wants no message."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `starts` up to, not including, `ends`, by the clock on the wall.

    They may run over midnight. Two equal times are no quiet hours at all.
    """

    starts: time
    ends: time

    def covers(self, clock: time) -> bool:
        """Say whether it is quiet at a time of day."""
        if self.starts <= self.ends:
            return self.starts <= clock < self.ends
        return clock >= self.starts or clock < self.ends

    def first_moment_outside(self, local: datetime) -> datetime:
        """Return a local moment itself, or if it is quiet, the moment quiet ends.

        On the nights the clocks change it is still the first moment after `local`
        at which the clock on the wall shows a time outside the quiet hours.
        """
        if not self.covers(local.time()):
            return local
        day = local.date() if local.time() < self.ends else local.date() + ONE_DAY
        moment = _first_after(local, datetime.combine(day, self.ends, local.tzinfo))
        return self.first_moment_outside(moment)


def _first_after(local: datetime, wall: datetime) -> datetime:
    """Return the first moment after `local` at which clocks show `wall`, or skip it."""
    while not _exists(wall):
        wall += ONE_MINUTE
    is_past = wall.astimezone(UTC) <= local.astimezone(UTC)
    return wall.replace(fold=1) if is_past else wall


def _exists(wall: datetime) -> bool:
    shown = wall.astimezone(UTC).astimezone(wall.tzinfo)
    return shown.replace(tzinfo=None) == wall.replace(tzinfo=None)
