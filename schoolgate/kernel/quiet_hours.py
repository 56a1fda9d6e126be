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

        That is the first moment from `local` on at which the clock on the wall shows
        a time outside the quiet hours, also on the nights the clocks change.
        """
        if not self.covers(local.time()):
            return local
        day = local.date() if local.time() < self.ends else local.date() + ONE_DAY
        ending = datetime.combine(day, self.ends, local.tzinfo)
        offsets = {each.utcoffset() for each in (local, ending, ending.replace(fold=1))}
        return ending if len(offsets) == 1 else self._walk_out_of_quiet(local)

    def _walk_out_of_quiet(self, local: datetime) -> datetime:
        """Walk minute by minute: while clocks change, nothing shorter is right."""
        moment = local.replace(second=0, microsecond=0).astimezone(UTC)
        while self.covers(moment.astimezone(local.tzinfo).time()):
            moment += ONE_MINUTE
        return moment.astimezone(local.tzinfo)
