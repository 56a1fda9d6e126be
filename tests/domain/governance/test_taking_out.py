"""Everything that is held about one person, and nothing that could run."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.enquiries.models import Message
from schoolgate.domain.governance.actions import Held, pointing_at, take_data_out
from schoolgate.domain.people.models import Contact, StaffMember, Student
from schoolgate.foundation import clock
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.spreadsheets import csv_of, safe_cell
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.decision import NotAllowedError
from tests.cast import Cast
from tests.web.world import CANARY, make_world


def taken_out(cast: Cast, person: Contact | Student | StaffMember) -> list[Held]:
    with school_in_force(cast.oakfield.pk):
        murphy = staff_actor(cast.staff("murphy"))
        return take_data_out(person, by=murphy, at=clock.now())


@pytest.mark.parametrize("person", [Contact, Student, StaffMember])
def test_every_table_that_points_at_a_person_is_looked_into(person: Any) -> None:
    pointing = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is person
    }

    assert pointing
    assert pointing == set(pointing_at(person))


def test_what_a_parent_wrote_is_in_it_and_what_the_other_parent_wrote_is_not(
    cast: Cast, frozen: Any
) -> None:
    make_world(cast)

    hers = taken_out(cast, cast.contact("leila"))
    his = taken_out(cast, cast.contact("karim"))

    assert any(CANARY in each.says for each in hers if each.record == "message")
    assert not any(CANARY in each.says for each in his)


def test_an_order_on_a_tie_is_in_it(cast: Cast, frozen: Any) -> None:
    held = taken_out(cast, cast.contact("gary"))

    with school_in_force(cast.oakfield.pk):
        assert Restriction.objects.exists()
    assert ("restriction", "kind") in {(each.record, each.what) for each in held}


def test_the_taking_is_on_record(cast: Cast, frozen: Any) -> None:
    leila = cast.contact("leila")

    taken_out(cast, leila)

    with school_in_force(cast.oakfield.pk):
        entry = AuditEntry.objects.get(action="person.data_taken_out")
    assert entry.about == f"contact:{leila.public_id}"


def test_nobody_but_an_administrator_takes_it_out(cast: Cast, frozen: Any) -> None:
    with school_in_force(cast.oakfield.pk):
        flynn = staff_actor(cast.staff("flynn"))

        with pytest.raises(NotAllowedError):
            take_data_out(cast.contact("leila"), by=flynn, at=clock.now())

        assert not AuditEntry.objects.filter(action="person.data_taken_out").exists()
        assert Message.objects.count() == 0  # nothing else was touched


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 7700", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1"]
)
def test_a_cell_never_begins_what_a_spreadsheet_would_run(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert b"'" in csv_of(("says",), [(text,)])


@pytest.mark.parametrize("text", ["Amal", "", "1 = 1", "a@b.example", "’tis"])
def test_another_cell_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text
