"""How quickly the school answers, in words: standards, routes, steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from schoolgate.domain.governance.queries.settling import Week
from schoolgate.domain.governance.queries.speed import Pace, Speed, Tally
from schoolgate.domain.governance.rules import FEWEST, told_apart
from schoolgate.kernel.words import say_day
from schoolgate.web.shared.shapes import Count, MarkKind

T = TypeVar("T")
ALL_OTHERS = "All others together"
ALL = "All together"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One promise with a time, and its small picture."""

    what: str
    says: str
    share: str
    kind: MarkKind
    mark: str
    weeks: tuple[Count, ...]
    aim: float


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table."""

    what: str
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class Table:
    """Answers told apart by one thing; without rows where they are too few for it."""

    heading: str
    column: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The page; without lines where nothing has fallen due."""

    since: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    fewest: int = FEWEST


def page_of(speed: Speed | None) -> Page:
    """Put the figures into words."""
    if speed is None or speed.since is None or not speed.paces:
        return Page(since="", lines=(), tables=())
    routes = {each.label.capitalize(): t for each, t in speed.by_concern.items()}
    steps = {_step(number): tally for number, tally in speed.by_step.items()}
    return Page(
        since=say_day(speed.since),
        lines=tuple(_line(pace) for pace in speed.paces),
        tables=(
            Table(heading="By what it is about", column="About", rows=_rows(routes)),
            Table(heading="By step of the ladder", column="Step", rows=_rows(steps)),
        ),
    )


def counts_of(weeks: tuple[Week, ...]) -> tuple[Count, ...]:
    """Return the weeks as the picture and its table take them."""
    return tuple(
        Count(
            when=f"Week of {week.monday.day} {week.monday:%b}",
            kept=week.kept,
            of=week.of,
            extended=week.extended,
        )
        for week in weeks
    )


def _line(pace: Pace) -> Line:
    tally = pace.tally
    is_kept = tally.kept >= pace.share * tally.of
    aim = "always" if pace.share >= 1 else f"{round(pace.share * 100)}%"
    label = pace.channel.label
    says = [f"{tally.kept} of {tally.of} in time"]
    if tally.extended:
        says.append(f"{tally.extended} by a new date")
    if tally.late:
        says.append(f"{tally.late} late")
    return Line(
        what=f"{label[:1].upper()}{label[1:]}, {pace.due.label}",
        says=", ".join(says),
        share=f"{tally.kept * 100 // tally.of}%, promised {aim}" if tally.of else "",
        kind="good" if is_kept else "late",
        mark="as promised" if is_kept else "less than promised",
        weeks=counts_of(pace.weeks),
        aim=pace.share,
    )


def _rows(tallies: Mapping[T, Tally]) -> tuple[Row, ...]:
    """Return a row each, as far as they are enough; the small ones in one."""
    alone, together = told_apart({each: t.of for each, t in tallies.items()})
    rows = [Row(what=str(each), tally=tallies[each]) for each in alone]
    if together:
        rest = sum((tallies[each] for each in together), Tally())
        one = str(together[0]) if len(together) == 1 else ALL_OTHERS
        rows.append(Row(what=one if rows else ALL, tally=rest))
    return tuple(rows)


def _step(number: int) -> str:
    return f"Step {number}" if number else "On no ladder"
