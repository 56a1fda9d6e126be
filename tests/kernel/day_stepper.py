"""The rule for promises a second time: slow, day by day, on plain facts.

It knows calendars only as the command line does, and shares nothing with the
product. Times compare as texts on one clock; nothing is computed in advance.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FAR = 4_000
"""Days after which the stepper gives up looking for a working day."""


def hours_on(calendar, day):
    """Opening and closing as texts, or None when the school is not open."""
    text = day.isoformat()
    in_a_term = any(first <= text <= last for first, last in calendar["terms"])
    if not in_a_term or text in calendar.get("closed", []):
        return None
    special = calendar.get("hours_on", {}).get(text)
    return special or calendar["hours"].get(WEEKDAYS[day.weekday()])


def step(calendar, day, times):
    """Walk to the n-th working day after a day, or return None at the end."""
    for _ in range(FAR):
        if times == 0:
            return day
        if day.isoformat() >= calendar["terms"][-1][1]:
            return None
        day += timedelta(days=1)
        if hours_on(calendar, day):
            times -= 1
    return None


def day_zero(calendar, received):
    """Return the day something counts from, or None after the calendar's end."""
    local = received.astimezone(ZoneInfo(calendar["timezone"]))
    hours = hours_on(calendar, local.date())
    if hours and local.strftime("%H:%M") <= hours[1]:
        return local.date()
    return step(calendar, local.date(), 1)


def due(calendar, received, n):
    """Return when "within n working days" ends, or None after the calendar's end."""
    start = day_zero(calendar, received)
    day = start and step(calendar, start, n)
    if day is None:
        return None
    closes = time.fromisoformat(hours_on(calendar, day)[1])
    return datetime.combine(day, closes, ZoneInfo(calendar["timezone"]))


def every_day(calendar):
    """Yield every day from a week before the calendar to a week after it."""
    day = date.fromisoformat(calendar["terms"][0][0]) - timedelta(days=7)
    last = date.fromisoformat(calendar["terms"][-1][1]) + timedelta(days=7)
    while day <= last:
        yield day
        day += timedelta(days=1)
