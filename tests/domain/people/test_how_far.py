"""How far an import has come is told to the last row, there and back."""

from typing import Any

from schoolgate.domain.deliveries.actions.addresses import apply_import, undo_import
from schoolgate.domain.people.actions.imports import ask_to_undo
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.integrations.school_files.reading import read_school_file
from schoolgate.kernel.importing.progress import Doing
from tests.cast import Cast
from tests.imports import (
    AMAL,
    KARIM,
    LEILA,
    NOBODY,
    asked,
    csv_of,
    data_manager,
    fresh,
    looked_at,
)

NEW = "A9,Zoe,Nolan,02/03/2012,Nora,Nolan,nora@family.example,,Mother,yes"
FILE = csv_of(f"{AMAL},{LEILA},{KARIM}", f"{NEW},{NOBODY}")


def test_each_step_tells_how_many_rows_are_behind_it(cast: Cast, frozen: Any) -> None:
    hughes = data_manager(cast.staff("hughes"))
    batch = asked(looked_at(cast.oakfield, FILE, by=hughes), by=hughes)
    roll = read_school_file("x.csv", FILE, today=cast.oakfield.day_of(clock.now()))
    said: list[tuple[Doing, int, int]] = []

    def tell(doing: Doing, done: int, of: int) -> None:
        said.append((doing, done, of))

    with school_in_force(cast.oakfield.pk):
        apply_import(batch, roll, tell, by=hughes, at=clock.now())
        ask_to_undo(fresh(batch), by=hughes, at=clock.now())
        undo_import(fresh(batch), tell, by=hughes, at=clock.now())

    assert said[0] == (Doing.COMPARING, 0, 2)
    assert [each for each in said if each[0] is Doing.WRITING] == [
        (Doing.WRITING, 1, 3),
        (Doing.WRITING, 2, 3),
        (Doing.WRITING, 3, 3),
    ]
    assert said[-1] == (Doing.PUTTING_BACK, 2, 3)
