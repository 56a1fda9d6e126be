"""While a table is read, whoever listens hears how many rows of how many."""

from datetime import date

import pytest

from schoolgate.integrations.school_files.reading import read_school_file
from schoolgate.kernel.importing.progress import BETWEEN_TELLINGS, Doing
from tests.integrations.school_files.files import table, workbook

HEADERS = ["Staff code", "Forename", "Surname"]
ROWS = [[f"S{n}", "Ann", f"Doe{n}"] for n in range(2 * BETWEEN_TELLINGS)]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.csv", table(HEADERS, *ROWS)), ("x.xlsx", workbook(HEADERS, *ROWS))],
    ids=["text", "workbook"],
)
def test_rows_are_told_while_they_are_read(name, data):
    said = []

    read_school_file(name, data, today=TODAY, tell=lambda *each: said.append(each))

    rows = len(ROWS) + 1
    assert said == [
        (Doing.READING, BETWEEN_TELLINGS, rows),
        (Doing.READING, 2 * BETWEEN_TELLINGS, rows),
    ]
