"""Bringing people in: shown first, all or nothing, the way back, what never opens."""

from datetime import date, timedelta
from typing import Any

import pytest

from schoolgate.domain.accounts.access.actors import (
    StaffActor,
    family_actor,
    staff_actor,
)
from schoolgate.domain.accounts.actions.posts import fill_post
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.actions.addresses import correct_details
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.disclosure.queries import protected_pairs
from schoolgate.domain.people.actions.imports import (
    NotTickedError,
    ask_to_apply,
    delete_old_content,
    keep_file,
)
from schoolgate.domain.people.enums import ImportState
from schoolgate.domain.people.models import (
    Contact,
    ImportContent,
    StaffMember,
    Student,
    Tie,
)
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.decision import NotAllowedError
from tests.cast import Cast
from tests.imports import (
    AMAL,
    KARIM,
    LEILA,
    NOBODY,
    csv_of,
    data_manager,
    export,
    looked_at,
    taken_back,
    taken_in,
)
from tests.web.world import ask

CONOR = ",Conor,Doyle,04/03/2011"
SINEAD = "Sinead,Doyle,sinead@family.example,,Mother,yes"
GARY = "Gary,Doyle,gary@family.example,,Father,yes"
NEW = "A9,Zoe,Nolan,02/03/2012,Nora,Nolan,nora@family.example,07700900111,Mother,yes"
FILE = csv_of(f"{AMAL},{LEILA},{KARIM}", f"{NEW},{NOBODY}")


@pytest.fixture
def hughes(cast: Cast, frozen: Any) -> StaffActor:
    return data_manager(cast.staff("hughes"))


def test_a_dry_run_changes_nothing_and_shows_everything(
    cast: Cast, hughes: StaffActor
) -> None:
    before = export(cast.oakfield)

    batch = looked_at(cast.oakfield, FILE, by=hughes)

    assert export(cast.oakfield) == before
    assert batch.state == ImportState.DRY
    assert batch.summary["counts"] == {"students": 1, "contacts": 1, "begun": 1}


def test_what_was_shown_is_taken_in(cast: Cast, hughes: StaffActor) -> None:
    batch = taken_in(looked_at(cast.oakfield, FILE, by=hughes), by=hughes)

    with school_in_force(cast.oakfield.pk):
        zoe = Student.objects.get(ref="A9")
        tie = zoe.ties.select_related("contact").get()
    assert batch.state == ImportState.APPLIED
    assert (zoe.born_on, tie.contact.email) == (date(2012, 3, 2), "nora@family.example")
    assert (tie.responsibility, tie.starts_on) == ("parental", date(2026, 11, 23))
    assert not tie.is_named_for_access


def test_the_same_file_twice_changes_nothing(cast: Cast, hughes: StaffActor) -> None:
    taken_in(looked_at(cast.oakfield, FILE, by=hughes), by=hughes)
    between = export(cast.oakfield)

    again = looked_at(cast.oakfield, FILE, by=hughes)
    taken_in(again, by=hughes)

    assert again.summary["changes"] == 0
    assert export(cast.oakfield) == between


def test_taken_back_a_full_export_is_as_before(cast: Cast, hughes: StaffActor) -> None:
    before = export(cast.oakfield)
    rows = (
        f"{AMAL},Leila,Haddad,new@family.example,,Mother,no,{NOBODY}",
        f"{NEW},{NOBODY}",
    )
    batch = taken_in(looked_at(cast.oakfield, csv_of(*rows), by=hughes), by=hughes)
    assert export(cast.oakfield) != before

    undone = taken_back(batch, by=hughes)

    assert undone.state == ImportState.UNDONE, undone.trouble
    assert export(cast.oakfield) == before


def test_a_whole_roll_ends_who_is_missing_and_only_when_somebody_says_it_is_whole(
    cast: Cast, hughes: StaffActor
) -> None:
    partly = looked_at(cast.oakfield, FILE, by=hughes)
    whole = looked_at(cast.oakfield, FILE, by=hughes, is_whole_roll=True)

    assert "left" not in partly.summary["counts"]
    assert whole.summary["counts"]["left"] == 7
    assert "many-students-ended" in {each[0] for each in whole.summary["cautions"]}


def test_a_tie_that_the_file_no_longer_has_is_shown_and_ended_with_a_date(
    cast: Cast, hughes: StaffActor
) -> None:
    batch = looked_at(cast.oakfield, csv_of(f"{AMAL},{LEILA},{NOBODY}"), by=hughes)
    assert batch.summary["lists"]["ended"][0][:2] == ["Amal Haddad", "Karim Haddad"]

    taken_in(batch, by=hughes)

    with school_in_force(cast.oakfield.pk):
        tie = Tie.objects.get(contact=cast.contact("karim"))
    assert tie.ends_on == date(2026, 11, 23)


def test_a_warning_that_is_not_ticked_stops_it(cast: Cast, hughes: StaffActor) -> None:
    batch = looked_at(cast.oakfield, csv_of(f"{AMAL},{LEILA},{NOBODY}"), by=hughes)
    assert batch.summary["cautions"]

    with school_in_force(cast.oakfield.pk), pytest.raises(NotTickedError):
        ask_to_apply(batch, ticked=(), digest=batch.digest, by=hughes, at=clock.now())


@pytest.mark.parametrize(
    "gary",
    [
        pytest.param(GARY, id="himself"),
        pytest.param("Gary,Doyle,another@family.example,,Father,yes", id="by name"),
        pytest.param("G.,Other,gary@family.example,,Carer,yes", id="by address"),
        pytest.param("Garry,Doyle,new@family.example,,Father,yes", id="misspelt"),
    ],
)
def test_whoever_a_court_order_keeps_away_gets_no_fresh_access(
    cast: Cast, hughes: StaffActor, gary: str
) -> None:
    batch = looked_at(cast.oakfield, csv_of(f"{CONOR},{SINEAD},{gary}"), by=hughes)

    taken_in(batch, by=hughes)

    with school_in_force(cast.oakfield.pk):
        ties = Tie.objects.filter(student=cast.student("conor"))
        contacts = {tie.contact.given_name: tie for tie in ties}
        kept = Restriction.objects.get(tie=contacts["Gary"])
    assert set(contacts) == {"Sinead", "Gary"}
    assert kept.until_on is None
    assert contacts["Gary"].starts_on == cast.student("conor").born_on


def test_without_the_order_the_same_file_would_tie_him(
    cast: Cast, hughes: StaffActor
) -> None:
    """The control: the guard above is what holds it back."""
    with school_in_force(cast.oakfield.pk):
        Restriction.objects.all().delete()
    misspelt = "Garry,Doyle,new@family.example,,Father,yes"

    batch = looked_at(cast.oakfield, csv_of(f"{CONOR},{SINEAD},{misspelt}"), by=hughes)

    assert batch.summary["counts"]["begun"] == 1


def test_the_mothers_address_is_never_changed_to_the_restricted_fathers(
    cast: Cast, hughes: StaffActor
) -> None:
    his = "Sinead,Doyle,gary@family.example,,Mother,yes"

    batch = looked_at(cast.oakfield, csv_of(f"{CONOR},{his},{NOBODY}"), by=hughes)
    taken_in(batch, by=hughes)

    with school_in_force(cast.oakfield.pk):
        sinead = Contact.objects.get(pk=cast.contact("sinead").pk)
    assert sinead.email == "sinead@family.example"
    assert batch.summary["counts"]["held"] == 1


def test_a_restriction_added_after_the_dry_run_is_seen(
    cast: Cast, hughes: StaffActor
) -> None:
    rows = csv_of(f"{AMAL},{LEILA},Karim,Haddad,karim@family.example,,Father,no")
    batch = looked_at(cast.oakfield, rows, by=hughes)
    with school_in_force(cast.oakfield.pk):
        Restriction.objects.create(
            school=cast.oakfield,
            tie=Tie.objects.get(contact=cast.contact("karim")),
            kind=RestrictionKind.NO_INFORMATION,
            from_on=date(2026, 11, 23),
        )

    after = taken_in(batch, by=hughes)

    with school_in_force(cast.oakfield.pk):
        tie = Tie.objects.get(contact=cast.contact("karim"))
    assert after.state == ImportState.DRY
    assert "has changed since" in after.trouble
    assert tie.responsibility == "parental"


def test_what_a_student_objects_to_is_left_as_it_is(cast: Cast, frozen: Any) -> None:
    grant = data_manager(cast.staff("grant"))
    row = ",Zainab,Ali,01/03/2009,Farida,Ali,farida@family.example,,Mother,no"

    batch = looked_at(cast.riverside, csv_of(f"{row},{NOBODY}"), by=grant)

    assert "standing" not in batch.summary["counts"]
    assert batch.summary["counts"]["left_alone"] == 1


def test_an_import_that_was_changed_by_hand_since_is_not_taken_back(
    cast: Cast, hughes: StaffActor
) -> None:
    batch = taken_in(looked_at(cast.oakfield, FILE, by=hughes), by=hughes)
    with school_in_force(cast.oakfield.pk):
        nora = Contact.objects.get(email="nora@family.example")
        correct_details(nora, {"mobile": "07700900999"}, by=SYSTEM, at=clock.now())
    before = export(cast.oakfield)

    refused = taken_back(batch, by=hughes)

    assert refused.state == ImportState.APPLIED
    assert "Nora Nolan changed since" in refused.trouble
    assert export(cast.oakfield) == before


def test_somebody_an_enquiry_refers_to_is_not_taken_back(
    cast: Cast, hughes: StaffActor
) -> None:
    batch = taken_in(looked_at(cast.oakfield, FILE, by=hughes), by=hughes)
    with school_in_force(cast.oakfield.pk):
        zoe = Student.objects.get(ref="A9")
        nora = zoe.ties.select_related("contact__school").get().contact
    ask(nora, zoe)
    before = export(cast.oakfield)

    refused = taken_back(batch, by=hughes)

    assert refused.state == ImportState.APPLIED
    assert "Zoe Nolan" in refused.trouble
    assert export(cast.oakfield) == before


def test_somebody_who_stands_in_for_another_by_now_is_not_taken_back(
    cast: Cast, hughes: StaffActor
) -> None:
    staff = (
        b"Staff code,Forename,Surname,Staff email\nDN,Dee,New,dee@oakfield.example\n"
    )
    batch = taken_in(looked_at(cast.oakfield, staff, by=hughes), by=hughes)
    assert batch.summary["counts"] == {"staff": 1}, batch.summary
    with school_in_force(cast.oakfield.pk):
        dee = StaffMember.objects.get(ref="DN")
        post = Post.objects.get(holder=cast.staff("byrne"))
        fill_post(post, holder=post.holder, deputy=dee, by=SYSTEM, at=clock.now())

    refused = taken_back(batch, by=hughes)

    assert refused.state == ImportState.APPLIED
    assert "Dee New" in refused.trouble


def test_only_who_brings_people_in_may(cast: Cast, frozen: Any) -> None:
    with school_in_force(cast.oakfield.pk):
        for actor in (
            staff_actor(cast.staff("flynn")),
            family_actor(cast.contact("leila")),
        ):
            with pytest.raises(NotAllowedError):
                keep_file(
                    cast.oakfield, "x.csv", FILE, kind="", by=actor, at=clock.now()
                )


def test_who_lost_the_post_meanwhile_takes_nothing_in(
    cast: Cast, hughes: StaffActor
) -> None:
    batch = looked_at(cast.oakfield, FILE, by=hughes)
    with school_in_force(cast.oakfield.pk):
        Post.objects.filter(holder=cast.staff("hughes")).delete()
    before = export(cast.oakfield)

    with school_in_force(cast.oakfield.pk), pytest.raises(NotAllowedError):
        ask_to_apply(
            batch,
            ticked=(),
            digest=batch.digest,
            by=staff_actor(cast.staff("hughes")),
            at=clock.now(),
        )

    assert export(cast.oakfield) == before


def test_another_schools_rows_stay_as_they_are(cast: Cast, hughes: StaffActor) -> None:
    before = export(cast.riverside)
    theirs = ",Zainab,Ali,01/03/2009,Farida,Ali,new@family.example,,Mother,no"

    batch = looked_at(cast.oakfield, csv_of(f"{theirs},{NOBODY}"), by=hughes)
    taken_in(batch, by=hughes)

    assert export(cast.riverside) == before
    assert batch.summary["counts"]["students"] == 1


def test_a_file_nobody_decides_about_is_deleted_after_a_week(
    cast: Cast, hughes: StaffActor, frozen: Any
) -> None:
    looked_at(cast.oakfield, FILE, by=hughes)
    frozen.shift(timedelta(days=8))

    with school_in_force(cast.oakfield.pk):
        delete_old_content(by=SYSTEM, at=clock.now())

        assert not ImportContent.objects.exists()


def test_the_file_itself_is_gone_once_it_is_taken_in(
    cast: Cast, hughes: StaffActor
) -> None:
    taken_in(looked_at(cast.oakfield, FILE, by=hughes), by=hughes)

    with school_in_force(cast.oakfield.pk):
        assert [each.kind for each in ImportContent.objects.all()] == ["undo"]


def test_restrictions_and_objections_are_what_is_protected(
    cast: Cast, frozen: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        restricted, objected = protected_pairs(date(2026, 11, 23))

    assert restricted == {(cast.student("conor").pk, cast.contact("gary").pk)}
    assert objected == frozenset()
