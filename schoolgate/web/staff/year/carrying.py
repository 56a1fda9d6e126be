"""Carrying a changed year, or the lines of a file, from one page to the next.

Signed, in a hidden field: nothing is stored before somebody saves it, and what comes
back is what was shown.
"""

from collections.abc import Iterable
from datetime import date, time

from django.core import signing
from django.core.exceptions import BadRequest

from schoolgate.kernel.school_year import OtherDay, TermDates, WeekdayHours, Year
from schoolgate.kernel.vocabulary import DayKind, Weekday
from schoolgate.kernel.year_lines import LineKind, YearLine

A_DAY = 60 * 60 * 24
"""Seconds for which a page can be left open before it is sent."""
STALE = "This page was open for too long. Nothing was saved: please begin again."
Plain = list[str | None]


def packed_change(seen: Year, year: Year) -> str:
    """Return a year and the one it takes the place of, signed."""
    return signing.dumps([_plain(seen), _plain(year)], salt="year", compress=True)


def unpacked_change(text: str) -> tuple[Year, Year]:
    """Return what `packed_change` packed; BadRequest for anything else."""
    seen, year = _load(text, "year")
    return _year(seen), _year(year)


def packed_lines(lines: Iterable[YearLine]) -> str:
    """Return the lines of a file, signed."""
    plain = [
        [
            *(line.where, line.what, line.first.isoformat(), line.last.isoformat()),
            *(line.kind.value, _clock(line.opens), _clock(line.closes)),
            *line.doubts,
        ]
        for line in lines
    ]
    return signing.dumps(plain, salt="year-lines", compress=True)


def unpacked_lines(text: str) -> tuple[YearLine, ...]:
    """Return what `packed_lines` packed; BadRequest for anything else."""
    return tuple(
        YearLine(
            where=where,
            what=what,
            first=date.fromisoformat(first),
            last=date.fromisoformat(last),
            kind=LineKind(kind),
            opens=_time(opens),
            closes=_time(closes),
            doubts=tuple(doubts),
        )
        for where, what, first, last, kind, opens, closes, *doubts in _load(
            text, "year-lines"
        )
    )


def _load(text: str, salt: str) -> list[list[str]]:
    try:
        loaded: list[list[str]] = signing.loads(text, salt=salt, max_age=A_DAY)
    except signing.BadSignature as error:
        raise BadRequest(STALE) from error
    return loaded


def _plain(year: Year) -> list[list[Plain]]:
    return [
        [
            [each.first.isoformat(), each.last.isoformat(), each.name]
            for each in year.terms
        ],
        [
            [
                each.on.isoformat(),
                each.kind,
                each.why,
                _clock(each.opens),
                _clock(each.closes),
            ]
            for each in year.days
        ],
        [_plain_hours(each) for each in year.hours],
        [_plain_hours(each) for each in year.visits],
    ]


def _plain_hours(each: WeekdayHours) -> Plain:
    return [each.weekday, _clock(each.opens), _clock(each.closes), each.what]


def _year(plain: Iterable[object]) -> Year:
    terms, days, hours, visits = plain
    return Year(
        terms=tuple(
            TermDates(date.fromisoformat(first), date.fromisoformat(last), name)
            for first, last, name in _rows(terms)
        ),
        days=tuple(
            OtherDay(date.fromisoformat(on), DayKind(kind), why, _time(a), _time(b))
            for on, kind, why, a, b in _rows(days)
        ),
        hours=tuple(map(_hours, _rows(hours))),
        visits=tuple(map(_hours, _rows(visits))),
    )


def _rows(plain: object) -> list[list[str]]:
    return plain if isinstance(plain, list) else []


def _hours(row: list[str]) -> WeekdayHours:
    weekday, opens, closes, what = row
    return WeekdayHours(
        Weekday(weekday), time.fromisoformat(opens), time.fromisoformat(closes), what
    )


def _clock(at: time | None) -> str | None:
    return at.isoformat() if at else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
