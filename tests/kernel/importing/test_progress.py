"""An import tells how far it has come, and no telling changes what it does."""

from datetime import date

from schoolgate.kernel.importing.changes import Options
from schoolgate.kernel.importing.planning import plan
from schoolgate.kernel.importing.progress import BETWEEN_TELLINGS, Doing
from tests.kernel.importing.rolls import NOTHING, child, roll

TODAY = date(2026, 11, 23)
MANY = roll(*(child(f"C{n}", ref=str(n)) for n in range(2 * BETWEEN_TELLINGS + 1)))


def test_comparing_tells_how_many_students_are_behind_it():
    said = []

    plan(MANY, NOTHING, Options(), on=TODAY, tell=lambda *each: said.append(each))

    students = len(MANY.students)
    assert said == [
        (Doing.COMPARING, done, students)
        for done in range(0, students, BETWEEN_TELLINGS)
    ]


def test_the_plan_is_the_same_whoever_listens():
    silent = plan(MANY, NOTHING, Options(), on=TODAY)

    told = plan(MANY, NOTHING, Options(), on=TODAY, tell=lambda *_: None)

    assert told.digest == silent.digest
