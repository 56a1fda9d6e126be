"""The way back of an import: each row it touched, before and after, made small."""

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from schoolgate.domain.people.queries import ROW_OF
from schoolgate.kernel.importing.changes import Table


class Entry(NamedTuple):
    """One row that an import touched; without `before` it was new."""

    table: Table
    before: Any
    after: Any

    @property
    def id(self) -> int:
        """The row's key."""
        return int((self.after or self.before).id)


def packed(entries: Iterable[Entry]) -> bytes:
    """Return entries as compressed lines of JSON."""
    squeezing = zlib.compressobj(1)
    parts = [squeezing.compress(_line(each)) for each in entries]
    return b"".join((*parts, squeezing.flush()))


def unpacked(data: bytes) -> Iterator[Entry]:
    """Yield the entries that were packed."""
    for line in zlib.decompress(data).splitlines():
        table, before, after = json.loads(line)
        row = ROW_OF[Table(table)]
        yield Entry(Table(table), _row(row, before), _row(row, after))


def _line(entry: Entry) -> bytes:
    text = json.dumps([entry.table, entry.before, entry.after], default=date.isoformat)
    return text.encode() + b"\n"


def _row(kind: type[Any], values: list[Any] | None) -> Any:  # noqa: ANN401
    if values is None:
        return None
    return kind(
        *(
            date.fromisoformat(value) if name.endswith("_on") and value else value
            for name, value in zip(kind._fields, values, strict=True)
        )
    )
