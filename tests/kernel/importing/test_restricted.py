"""Who is kept from a child is not reached through somebody the same file changes."""

from dataclasses import replace

import pytest

from schoolgate.kernel.vocabulary import Relationship
from tests.kernel.importing.rolls import adult, after, child, planned, roll

HIS = "gary@family.example"
NEW_OF_HIS = "gary.new@family.example"
ANN = adult("Ann", "Moore", ref="7", email="ann@family.example")
GARY = adult("Gary", "Doyle", ref="8", email=HIS, relationship=Relationship.FATHER)
ON_RECORD = after(roll(child("Ben", ANN), child("Conor", GARY)))
[CONOR] = [row for row in ON_RECORD.students if row.given_name == "Conor"]
[HIMSELF] = [row for row in ON_RECORD.contacts if row.given_name == "Gary"]
HERE = replace(ON_RECORD, restricted=frozenset({(CONOR.id, HIMSELF.id)}))


def ann_of(record):
    return next(row for row in record.contacts if row.given_name == "Ann")


def one_address_for_ben_another_for_conor(address):
    """Return a file that ties Ann to Conor, and beside Ben gives her this address."""
    silent = replace(ANN, email="")
    return roll(
        child("Ben", replace(ANN, email=address)),
        child("Conor", replace(GARY, email=NEW_OF_HIS), silent),
    )


@pytest.mark.parametrize("address", [HIS, NEW_OF_HIS], ids=["on record", "in the file"])
def test_who_is_tied_to_the_child_by_this_file_does_not_get_his_address(address):
    found = planned(one_address_for_ben_another_for_conor(address), HERE)

    taken = after(one_address_for_ben_another_for_conor(address), HERE)
    assert ann_of(taken).email == "ann@family.example"
    assert (CONOR.id, ann_of(taken).id) in {
        (tie.student, tie.contact) for tie in taken.ties
    }
    assert any("under a restriction" in each.why for each in found.left_alone)


def test_without_the_order_her_address_would_be_changed():
    """The control: nothing but the restriction holds it back."""
    taken = after(one_address_for_ben_another_for_conor(HIS), ON_RECORD)

    assert ann_of(taken).email == HIS


def test_an_address_that_is_nobody_elses_is_taken():
    taken = after(one_address_for_ben_another_for_conor("ann2@family.example"), HERE)

    assert ann_of(taken).email == "ann2@family.example"
