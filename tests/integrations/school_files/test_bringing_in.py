"""Every published file of a school, from upload to undo: taken in, or refused."""

from typing import Any

import pytest

from schoolgate.domain.people.enums import ImportState
from tests.cast import Cast
from tests.imports import data_manager, export, looked_at, taken_back, taken_in
from tests.integrations.school_files.files import cases
from tests.integrations.school_files.test_published_files import (
    FAULTS,
    REFUSED,
    TAKEN,
)


@pytest.mark.parametrize("name", sorted({*TAKEN, *FAULTS}))
def test_it_is_taken_in_and_again_and_back(name: str, cast: Cast, frozen: Any) -> None:
    hughes = data_manager(cast.staff("hughes"))
    data, before = (cases("school") / name).read_bytes(), export(cast.oakfield)

    def look() -> Any:
        return looked_at(cast.oakfield, data, by=hughes, name=name)

    first = taken_in(look(), by=hughes)
    between = export(cast.oakfield)
    again = look()
    back = taken_back(first, by=hughes)

    assert first.state == ImportState.APPLIED, first.trouble
    assert (first.summary["changes"] > 0) == (between != before)
    assert again.summary["changes"] == 0
    assert back.state == ImportState.UNDONE, back.trouble
    assert export(cast.oakfield) == before


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_it_is_refused_and_nothing_changes(name: str, cast: Cast, frozen: Any) -> None:
    hughes = data_manager(cast.staff("hughes"))
    before = export(cast.oakfield)

    batch = looked_at(
        cast.oakfield, (cases("school") / name).read_bytes(), by=hughes, name=name
    )

    assert batch.summary["changes"] == 0
    assert batch.summary["counts"]["faults"] >= 1
    assert export(cast.oakfield) == before
