"""Years for tests: a plain one, and hypothesis strategies for any."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from schoolgate.domain.schools.enums import DayKind, Weekday
from schoolgate.kernel.school_year import OtherDay, TermDates, WeekdayHours, Year

WEEK = tuple(WeekdayHours(day, time(8, 45), time(15, 15)) for day in tuple(Weekday)[:5])
AUTUMN = TermDates(date(2026, 9, 1), date(2026, 10, 23), "Autumn")
WINTER = TermDates(date(2026, 11, 2), date(2026, 12, 18), "Winter")
TRAINING = OtherDay(date(2026, 11, 30), DayKind.TRAINING, "Training day")
NOON = OtherDay(
    date(2026, 12, 18), DayKind.SHORT_DAY, "Last day", time(8, 45), time(12, 0)
)
A_YEAR = Year(terms=(AUTUMN, WINTER), days=(TRAINING, NOON), hours=WEEK)

DAYS = st.dates(date(2026, 8, 1), date(2027, 7, 31))


@st.composite
def any_year(draw):
    """Make a year without faults: terms in order, days of every kind."""
    cuts = sorted(draw(st.sets(DAYS, min_size=2, max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    terms = tuple(
        TermDates(a, b - timedelta(days=1), f"Term {n}")
        for n, (a, b) in enumerate(pairs)
        if (b - a).days <= 250
    )
    weekdays = draw(st.sets(st.sampled_from(Weekday), min_size=1))
    hours = tuple(WeekdayHours(day, time(9), time(15)) for day in weekdays)
    days = tuple(
        OtherDay(on, DayKind.SHORT_DAY, "Short", time(9), time(12))
        if is_short
        else OtherDay(on, DayKind.CLOSURE, "Closed")
        for on, is_short in draw(st.dictionaries(DAYS, st.booleans())).items()
    )
    return Year(terms=terms, days=days, hours=hours).tidy()
