"""A school's year from a CSV table with any sensible columns."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from schoolgate.integrations.year_files.days import (
    DayError,
    read_day,
    read_days,
    read_time,
)
from schoolgate.integrations.year_files.limits import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_COLUMNS,
    MOST_ROWS,
)
from schoolgate.kernel.shapes import Fault
from schoolgate.kernel.year_lines import LineKind, ReadLines, YearLine, kind_of

HEADERS: dict[str, tuple[str, ...]] = {
    "what": (
        *("what", "name", "event", "title", "summary", "subject", "description"),
        *("term", "holiday", "reason", "why", "school day"),
    ),
    "from": (
        *("from", "start", "starts", "start date", "starts on", "first", "begins"),
        *("first day", "date from", "opens on", "begin", "begin date"),
    ),
    "to": (
        *("to", "end", "ends", "end date", "ends on", "last", "until", "last day"),
        *("date to", "closes on", "finish", "finishes", "finish date"),
    ),
    "on": ("on", "date", "dates", "when", "day(s)", "days"),
    "weekday": ("weekday", "day of week", "day of the week", "day"),
    "kind": ("kind", "type", "category"),
    "opens": ("opens", "opens at", "opening"),
    "closes": ("closes", "closes at", "closing", "finishes at"),
}
"""Our columns, and the names that tables give them, in lower case."""
WANTED = "a column for what it is, and one for the day (or two: from, to)"
ROWS_BEFORE_HEADER = 10

Where = Callable[[str], str]
"""Says where a column of the row at hand stands: file, row and its own name."""


@dataclass(frozen=True)
class Columns:
    """Where each of our columns stands in a table, and its own name there."""

    row: int
    places: Mapping[str, int]
    names: Mapping[str, str]

    def cell(self, cells: list[str], column: str) -> str:
        """Return what a row has in a column; empty where it has none."""
        place = self.places.get(column)
        return cells[place].strip() if place is not None and place < len(cells) else ""


def read_table(text: str, *, name: str) -> ReadLines:
    """Read the lines of a CSV table; each row that cannot be read becomes a fault."""
    try:
        rows = _rows(text)
    except csv.Error as error:
        return ReadLines(faults=(Fault(name, f"no table ({error})", "a CSV file"),))
    if len(rows) > MOST_ROWS:
        fault = Fault(name, f"{len(rows)} rows", f"at most {MOST_ROWS}")
        return ReadLines(faults=(fault,))
    columns = _columns(rows)
    if columns is None:
        return ReadLines(faults=(Fault(name, "no columns for a year", WANTED),))
    lines: list[YearLine] = []
    faults: list[Fault] = []
    for number, cells in enumerate(rows[columns.row + 1 :], start=columns.row + 2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            lines.append(_line(cells, columns, f"row {number}", name))
        except _CellError as error:
            faults.append(error.fault)
    return ReadLines(tuple(lines), tuple(faults))


class _CellError(ValueError):
    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def _rows(text: str) -> list[list[str]]:
    head = "\n".join(text.splitlines()[:ROWS_BEFORE_HEADER])
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    for cells in reader:
        rows.append(cells[:MOST_COLUMNS])
        if len(rows) > MOST_ROWS:
            break
    return rows


def _columns(rows: list[list[str]]) -> Columns | None:
    for number, cells in enumerate(rows[:ROWS_BEFORE_HEADER]):
        named = [" ".join(cell.lower().replace("_", " ").split()) for cell in cells]
        places: dict[str, int] = {}
        for column, names in HEADERS.items():
            for place, said in enumerate(named):
                if said.rstrip(":") in names and place not in places.values():
                    places.setdefault(column, place)
        if "from" in places or "on" in places or _day_is_a_date(places, rows, number):
            own = {column: cells[place].strip() for column, place in places.items()}
            return Columns(number, places, own)
    return None


def _day_is_a_date(places: dict[str, int], rows: list[list[str]], header: int) -> bool:
    """Take a column called "day" for the date, where its first cell is one."""
    if "weekday" not in places or "what" not in places or len(rows) <= header + 1:
        return False
    cells = rows[header + 1]
    try:
        read_days(cells[places["weekday"]])
    except (DayError, IndexError):
        return False
    places["on"] = places.pop("weekday")
    return True


def _line(cells: list[str], columns: Columns, row: str, name: str) -> YearLine:
    def where(column: str) -> str:
        return f"{name}, {row}, {columns.names.get(column, column)}"

    what = " ".join(columns.cell(cells, "what").split())
    kind_said = columns.cell(cells, "kind")
    what = what or kind_said
    if not what:
        raise _CellError(Fault(where("what"), "nothing", "what it is, in a few words"))
    first, last = _dates(cells, columns, where)
    times = [_time(cells, columns, each, where) for each in ("opens", "closes")]
    return YearLine(
        where=row,
        what=what[:LONGEST_TEXT],
        first=first,
        last=last,
        kind=_kind(kind_said, what, first, last),
        opens=times[0],
        closes=times[1],
        doubts=tuple(doubts_about(what, first, last)),
    )


def _dates(cells: list[str], columns: Columns, where: Where) -> tuple[date, date]:
    starts = "from" if columns.cell(cells, "from") else "on"
    ends = "to" if columns.cell(cells, "to") else ""
    column = starts
    try:
        weekday = columns.cell(cells, "weekday")
        said = columns.cell(cells, starts)
        if not ends:
            first, last = read_days(said)
            if weekday and first == last:
                read_day(said, weekday=weekday)
        else:
            first = read_day(said, weekday=weekday)
            column = ends
            last = read_day(columns.cell(cells, ends))
    except DayError as error:
        raise _CellError(Fault(where(column), error.found, error.allowed)) from None
    if last < first:
        found = f"{last.isoformat()}, before {first.isoformat()}"
        raise _CellError(Fault(where(column), found, "the first day or later"))
    if (last - first).days > LONGEST_LINE:
        found, allowed = f"{(last - first).days} days", f"at most {LONGEST_LINE} days"
        raise _CellError(Fault(where(column), found, allowed))
    return first, last


def _time(cells: list[str], columns: Columns, column: str, where: Where) -> time | None:
    said = columns.cell(cells, column)
    if not said:
        return None
    try:
        return read_time(said)
    except DayError as error:
        raise _CellError(Fault(where(column), error.found, error.allowed)) from None


def _kind(said: str, what: str, first: date, last: date) -> LineKind:
    """Propose by the table's own kind where it has one, else by the words."""
    by_kind = kind_of(said, first, last) if said else LineKind.LEFT_OUT
    return by_kind if by_kind is not LineKind.LEFT_OUT else kind_of(what, first, last)


def doubts_about(what: str, first: date, last: date) -> Iterator[str]:
    """Say what is odd about a line that could be read."""
    if len(what) > LONGEST_TEXT:
        yield f"Its words are cut after {LONGEST_TEXT} characters."
    if first == last and first.weekday() > 4:
        yield "It is at a weekend."
