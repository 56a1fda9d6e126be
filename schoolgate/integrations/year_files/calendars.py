"""A school's year from an iCalendar file, and its public days as one."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event

from schoolgate.integrations.year_files.limits import (
    AHEAD,
    BACK,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_EVENTS,
    MOST_OCCURRENCES,
)
from schoolgate.integrations.year_files.tables import doubts_about
from schoolgate.kernel.school_year import OtherDay, Year
from schoolgate.kernel.shapes import Fault, quote
from schoolgate.kernel.words import say_count, say_day_and_year, say_time
from schoolgate.kernel.year_lines import LineKind, ReadLines, YearLine, kind_of

ONE_DAY = timedelta(days=1)
NUMBER = "X-SCHOOLGATE-NUMBER"
"""Ours, for the time of reading: which event of the file an occurrence comes from."""
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
"""What the libraries raise for events that are not as the standard has them."""
WHEN = "a start, and an end that is not before it"


def read_calendar(text: str, *, name: str, zone: ZoneInfo, on: date) -> ReadLines:
    """Read the events of a calendar as lines; repeating ones around a day.

    An event that lasts all day counts with its days; one with times counts on the days
    it touches in the school's zone, and is left out unless a person says otherwise.
    """
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except BROKEN as error:
        fault = Fault(name, f"no calendar ({quote(str(error))})", "an iCalendar file")
        return ReadLines(faults=(fault,))
    events = [each for one in calendars for each in one.walk("VEVENT")]
    if len(events) > MOST_EVENTS:
        found = say_count(len(events), "event")
        fault = Fault(name, found, f"at most {MOST_EVENTS}")
        return ReadLines(faults=(fault,))
    if not events:
        return ReadLines(faults=(Fault(name, "no events", "one event or more"),))
    return _Reading(name, zone, on).read(events)


class _Reading:
    """One calendar while it is read."""

    def __init__(self, name: str, zone: ZoneInfo, on: date) -> None:
        self.name, self.zone = name, zone
        self.first, self.last = on - BACK, on + AHEAD
        self.lines: list[YearLine] = []
        self.faults: list[Fault] = []
        self.outside = 0

    def read(self, events: list[Event]) -> ReadLines:
        """Read every event; those that repeat together with what changes them."""
        repeating: dict[str, list[Event]] = {}
        changed = {
            str(event.get("UID", "")) for event in events if "RECURRENCE-ID" in event
        }
        for number, event in enumerate(events, start=1):
            event.add(NUMBER, str(number))
            uid = str(event.get("UID", ""))
            if "RRULE" in event or "RDATE" in event or uid in changed:
                repeating.setdefault(uid or f"event {number}", []).append(event)
            else:
                self._add(event)
        for series in repeating.values():
            self._repeat(series)
        self.lines.sort(key=lambda line: (line.first, line.last, line.what))
        return ReadLines(tuple(self.lines), tuple(self.faults), tuple(self._notes()))

    def _notes(self) -> Iterator[str]:
        if self.outside:
            yield (
                f"{say_count(self.outside, 'event')} before"
                f" {say_day_and_year(self.first)} or after"
                f" {say_day_and_year(self.last)}: left out."
            )

    def _repeat(self, series: list[Event]) -> None:
        """Add the occurrences of events that repeat."""
        number = str(series[0][NUMBER])
        if any(_is_too_often(event) for event in series):
            allowed = "at most once a day"
            self._fault(number, "an event that repeats by the hour or faster", allowed)
            return
        calendar = Calendar()
        for event in series:
            calendar.add_component(event)
        try:
            found = recurring_ical_events.of(calendar, skip_bad_series=False)
            near = takewhile(
                lambda event: _start(event, self.zone) <= self.last,
                found.after(self.first),
            )
            occurrences = list(islice(near, MOST_OCCURRENCES + 1))
        except BROKEN as error:
            self._fault(number, f"a repetition that is broken ({_short(error)})", WHEN)
            return
        if len(occurrences) > MOST_OCCURRENCES:
            allowed = f"at most {MOST_OCCURRENCES}"
            self._fault(number, "more occurrences than are read", allowed)
        self.outside += not occurrences
        for event in occurrences[:MOST_OCCURRENCES]:
            self._add(event)

    def _add(self, event: Event) -> None:
        number = str(event.get(NUMBER, "?"))
        try:
            line = _line(event, number, self.zone)
        except BROKEN as error:
            self._fault(number, f"no days to read ({_short(error)})", WHEN)
            return
        if line.last < line.first:
            found = f"an end on {say_day_and_year(line.last)}, before the start"
            self._fault(number, found, WHEN)
        elif (line.last - line.first).days > LONGEST_LINE:
            found = f"{(line.last - line.first).days} days"
            self._fault(number, found, f"at most {LONGEST_LINE} days")
        elif line.last < self.first or line.first > self.last:
            self.outside += 1
        else:
            self.lines.append(line)

    def _fault(self, number: str, found: str, allowed: str) -> None:
        self.faults.append(Fault(f"{self.name}, event {number}", found, allowed))


def _line(event: Event, number: str, zone: ZoneInfo) -> YearLine:
    first = _start(event, zone)
    starts, ends = event.start, event.end
    is_all_day = not isinstance(starts, datetime)
    if is_all_day:
        last = max(ends - ONE_DAY, first) if ends >= starts else ends - ONE_DAY
    else:
        last = _local(ends, zone).date()
    summary = _text(event.get("SUMMARY"))
    what = summary or "(no words)"
    kind, closes = kind_of(summary, first, last), None
    if not is_all_day and kind is not LineKind.SHORT_DAY:
        kind = LineKind.LEFT_OUT
    elif not is_all_day and _local(starts, zone) < _local(ends, zone):
        closes = _local(ends, zone).time().replace(second=0, microsecond=0)
    return YearLine(
        where=f"event {number}",
        what=what[:LONGEST_TEXT],
        first=first,
        last=last,
        kind=kind,
        closes=closes,
        doubts=tuple(doubts_about(what, first, last)),
    )


def _start(event: Event, zone: ZoneInfo) -> date:
    starts = event.start
    day: date = starts
    return _local(starts, zone).date() if isinstance(starts, datetime) else day


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment on the school's clock; one without a zone is meant there."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    return moment.astimezone(zone)


def _text(value: object) -> str:
    said = value[0] if isinstance(value, list) and value else value
    printable = "".join(c if c.isprintable() else " " for c in str(said or ""))
    return " ".join(printable.split())


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def _is_too_often(event: Event) -> bool:
    rules = event.get("RRULE", [])
    every = rules if isinstance(rules, list) else [rules]
    return any(
        str(freq).upper() in TOO_OFTEN
        for rule in every
        for freq in (rule.get("FREQ", []) if hasattr(rule, "get") else [])
    )


# --- writing ------------------------------------------------------------------------
def write_calendar(
    year: Year, *, school: str, school_id: str, at: datetime, since: date
) -> bytes:
    """Return a school's terms and special days as an iCalendar file: public days only.

    `since` leaves out what was over before.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Schoolgate//School year//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", school)
    for term in year.terms:
        if term.last >= since:
            begins, ends = f"{term.name} begins", f"{term.name}: last day"
            for what, on in ((begins, term.first), (ends, term.last)):
                calendar.add_component(_all_day(what, on, school_id, at))
    for day in year.days:
        if day.on >= since:
            calendar.add_component(_all_day(_says(day), day.on, school_id, at))
    return bytes(calendar.to_ical())


def _says(day: OtherDay) -> str:
    if day.opens and day.closes:
        return f"{day.why} (school closes at {say_time(day.closes)})"
    return f"{day.why} (school closed)"


def _all_day(what: str, on: date, school_id: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{on.isoformat()}-{abs(_mark(what))}@{school_id}.schoolgate")
    event.add("dtstamp", at)
    event.add("dtstart", on)
    event.add("dtend", on + ONE_DAY)
    event.add("summary", what)
    event.add("transp", "TRANSPARENT")
    return event


def _mark(what: str) -> int:
    """Return a number for a text that is the same on every day and machine."""
    return sum(place * ord(letter) for place, letter in enumerate(what, start=1))
