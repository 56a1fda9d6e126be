"""Every table travels, whatever stands in it, or somebody decided that it does not."""

from typing import Any

import pytest
from django.db import connection, models
from hypothesis import given, strategies as st

from schoolgate.cli.backups import tables as travelling
from schoolgate.cli.backups.faults import BackupError
from schoolgate.cli.backups.rows import Tally, parts_of, rows_in
from schoolgate.cli.backups.tables import LEFT_EMPTY, Column, Table, applied_migrations
from schoolgate.domain.schools.models import School

OF_THE_FRAMEWORK = {"django_migrations"}
"""Stands in the backup as the list of what was applied."""
TABLE = Table(
    "mails",
    "id",
    (Column("id", "int"), Column("subject", "text"), Column("raw", "binary")),
)
ROWS = st.lists(
    st.tuples(
        st.integers(-(2**63), 2**63 - 1),
        st.none() | st.text(),
        st.none() | st.binary(max_size=200),
    )
)


@pytest.mark.usefixtures("db")
def test_every_table_of_the_database_travels_or_is_left_empty_on_purpose() -> None:
    there = set(connection.introspection.table_names())

    carried = {table.name for table in travelling.tables_after(applied_migrations())}

    assert there - carried == LEFT_EMPTY | OF_THE_FRAMEWORK
    assert carried <= there


def test_a_field_nobody_has_decided_about_stops_a_backup() -> None:
    field = models.DurationField(name="lasts", db_column="lasts")
    field.set_attributes_from_name("lasts")
    field.model = School

    with pytest.raises(BackupError, match="how to carry a DurationField"):
        travelling._column(field)


@given(ROWS)
def test_rows_come_back_as_they_went(rows: list[tuple[Any, ...]]) -> None:
    tally = Tally()

    parts = list(parts_of(TABLE, rows, tally))

    back = [row for part in parts for row in rows_in(TABLE, part.lines, part.beside)]
    assert [tuple(row) for row in back] == rows
    assert tally.rows == len(rows)


@given(ROWS, ROWS)
def test_other_rows_have_another_sum(
    rows: list[tuple[Any, ...]], others: list[tuple[Any, ...]]
) -> None:
    def sum_of(given: list[tuple[Any, ...]]) -> object:
        tally = Tally()
        list(parts_of(TABLE, given, tally))
        return tally.as_json()

    assert (sum_of(rows) == sum_of(others)) == (rows == others)


def test_a_part_stays_small() -> None:
    rows = [(n, "x" * 1000, b"y" * 1000) for n in range(5000)]

    sizes = [
        len(part.lines) + len(part.beside) for part in parts_of(TABLE, rows, Tally())
    ]

    assert len(sizes) > 3
    assert max(sizes) < 3 * 2**20
