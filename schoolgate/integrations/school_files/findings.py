"""What is noticed while a file is read, collected for its roll."""

from dataclasses import dataclass, field

from schoolgate.integrations.school_files.limits import MOST_FAULTS
from schoolgate.kernel.importing.progress import Tell, tell_nobody
from schoolgate.kernel.roll import Doubt, Fault

LONGEST_QUOTE = 60
MOST_ROWS_NAMED = 5


class RefusedFileError(ValueError):
    """A file that cannot be read at all; `fault` says why and what to do."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.in_words)


def refusal(file: str, found: str, allowed: str, do: str) -> RefusedFileError:
    """Make the refusal of a whole file."""
    return RefusedFileError(Fault(file, None, "", found, allowed, do))


class CellError(ValueError):
    """A cell that does not say what its column is for."""

    def __init__(self, allowed: str, do: str = "Correct the cell.") -> None:
        self.allowed = allowed
        self.do = do
        super().__init__(allowed)


def quoted(cell: object) -> str:
    """Quote what was found: short, on one line, in its own script."""
    text = str(cell)
    short = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    plain = (each if each.isprintable() else f"\\u{ord(each):04x}" for each in short)
    return f"“{''.join(plain)}”" if text else "nothing"


def rows_in_words(rows: list[int]) -> str:
    """Name some rows: "row 2", "rows 2, 5 and 9", "rows 2, 5, 9 and 40 more"."""
    distinct = sorted(set(rows))
    if len(distinct) == 1:
        return f"row {distinct[0]}"
    named = [str(each) for each in distinct[:MOST_ROWS_NAMED]]
    left = len(distinct) - len(named)
    if left:
        return f"rows {', '.join(named)} and {left} more"
    return f"rows {', '.join(named[:-1])} and {named[-1]}"


@dataclass
class Findings:
    """The faults, doubts and notes of one file, and how far it has been read.

    `rows` is how many it may have: lines of text, some of them within one cell.
    """

    file: str
    tell: Tell = tell_nobody
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    not_listed: int = 0

    def fault(
        self, row: int | None, column: str, found: str, allowed: str, do: str
    ) -> None:
        """Add a fault of this file; beyond the most that are listed, count it."""
        self.add(Fault(self.file, row, column, found, allowed, do))

    def add(self, fault: Fault) -> None:
        """Add a fault, of whichever file."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        else:
            self.not_listed += 1

    @property
    def how_many(self) -> int:
        """Return the number of faults, listed or not."""
        return len(self.faults) + self.not_listed

    def doubt(self, what: str, why: str) -> None:
        """Add something that a person must look at."""
        self.doubts.append(Doubt(what, why))

    def note(self, words: str) -> None:
        """Add something that was done and needs no answer."""
        self.notes.append(words)

    def all_faults(self) -> tuple[Fault, ...]:
        """Return the faults, with a last one that counts those not listed."""
        if not self.not_listed:
            return tuple(self.faults)
        more = Fault(
            self.file,
            None,
            "",
            f"{self.not_listed} more faults that are not listed",
            f"at most {MOST_FAULTS} in a list",
            "Correct those above and read the file again.",
        )
        return (*self.faults, more)
