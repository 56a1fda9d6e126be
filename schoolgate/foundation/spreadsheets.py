"""Tables that people open in a spreadsheet: no cell of ours ever runs."""

import csv
import io
from collections.abc import Iterable, Sequence

RUNS = (*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, full-width ones too."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it the most common spreadsheet reads UTF-8 as something else."""


def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet shows and never runs (safety rule 18)."""
    starts = text.lstrip(" ")
    return f"'{text}" if starts.startswith(RUNS) else text


def csv_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV in UTF-8, every cell safe."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in (header, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return (BYTE_ORDER_MARK + written.getvalue()).encode()
