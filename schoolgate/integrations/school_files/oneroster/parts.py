"""The files of a bundle, each a table whose headers the specification fixes."""

from collections.abc import Iterator
from dataclasses import dataclass

from schoolgate.integrations.school_files.archives import Archive
from schoolgate.integrations.school_files.delimited import delimited_rows
from schoolgate.integrations.school_files.fields import Read
from schoolgate.integrations.school_files.findings import (
    CellError,
    Findings,
    quoted,
    refusal,
)
from schoolgate.integrations.school_files.tables import is_blank
from schoolgate.kernel.roll import Fault, Place

DELETED = "tobedeleted"


@dataclass(frozen=True)
class Record:
    """One row of a file of the bundle, by header."""

    place: Place
    values: dict[str, str]

    def get(self, header: str) -> str:
        """Return what stands under a header, without outer spaces; or nothing."""
        return self.values.get(header.casefold(), "")

    def ids(self, header: str) -> tuple[str, ...]:
        """Return a list of identifiers, as the specification writes it."""
        found = (each.strip() for each in self.get(header).split(","))
        return tuple(filter(None, found))


class Bundle:
    """A bundle's files, and the faults found in any of them."""

    def __init__(self, archive: Archive, findings: Findings, folder: str) -> None:
        self.archive = archive
        self.findings = findings
        self._folder = folder
        self._names = {name.casefold(): name for name in archive.names}

    def has(self, part: str) -> bool:
        """Answer whether a file is in the bundle."""
        return f"{self._folder}{part}".casefold() in self._names

    def records(self, part: str, *needed: str) -> Iterator[Record]:
        """Yield the rows of a file that are not marked as deleted.

        A needed header that is missing refuses the whole bundle: every row would be at
        fault. A row of another length is a fault.
        """
        name = self._names.get(f"{self._folder}{part}".casefold())
        if name is None:
            raise refusal(
                self.findings.file,
                f"a manifest that announces {part}, and no such file",
                "the files that manifest.csv announces",
                "Export the bundle again.",
            )
        own = Findings(f"{self.findings.file}, {part}")
        rows = delimited_rows(self.archive.read(name), own)
        headers: list[str] = []
        for number, cells in rows:
            texts = [str(cell).strip() for cell in cells]
            if not headers:
                headers = [text.casefold() for text in texts]
                self._check(part, headers, needed)
            elif not is_blank(texts):
                record = self._record(part, number, headers, texts)
                if record and record.get("status").casefold() != DELETED:
                    yield record
        self._check(part, headers, needed)
        self._keep(part, own)

    def fault(self, place: Place, column: str, found: str, allowed: str) -> None:
        """Add a fault of one row."""
        do = "Correct it in the system that made the bundle."
        fault = Fault(place.file, place.row, column, quoted(found), allowed, do)
        self.findings.add(fault)

    def read(self, record: Record, header: str, read: Read) -> object:
        """Return what a reader makes of a cell; None if it is blank or at fault."""
        text = record.get(header)
        if not text:
            return None
        try:
            return read(text)
        except CellError as error:
            self.fault(record.place, header, text, error.allowed)
            return None

    def _record(
        self, part: str, number: int, headers: list[str], texts: list[str]
    ) -> Record | None:
        place = Place(f"{self.findings.file}, {part}", number)
        if len(texts) != len(headers):
            self.fault(
                place, "", f"{len(texts)} cells", f"{len(headers)}, as in the header"
            )
            return None
        return Record(place, dict(zip(headers, texts, strict=True)))

    def _check(self, part: str, headers: list[str], needed: tuple[str, ...]) -> None:
        missing = [each for each in needed if each.casefold() not in headers]
        if missing:
            raise refusal(
                f"{self.findings.file}, {part}",
                f"the headers {', '.join(headers[:20]) or 'none'}",
                f"{', '.join(missing)} among them",
                "Export the bundle again as OneRoster 1.1 or 1.2 CSV.",
            )

    def _keep(self, part: str, own: Findings) -> None:
        """Keep what was found in one file of the bundle with the rest."""
        for fault in own.faults:
            self.findings.add(fault)
        for doubt in own.doubts:
            self.findings.doubt(f"{part}: {doubt.what}", doubt.why)
