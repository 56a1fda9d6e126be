"""A governor has a term of office, and is nobody before it and after it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from schoolgate.domain.accounts.access.actors import (
    FamilyActor,
    GovernorActor,
    actors_of,
    governor_actors_of,
)
from schoolgate.domain.accounts.models import Account, Membership
from schoolgate.domain.people.models import Governor
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast


def account_of(cast: Cast, name: str) -> Account:
    return Account.objects.get(email=cast.email_of(name))


@pytest.mark.parametrize(
    ("on", "in_office"),
    [
        (date(2024, 8, 31), False),
        (date(2024, 9, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_term_of_office_runs_from_its_first_day_to_the_day_before_its_end(
    cast: Cast, on: date, *, in_office: bool
) -> None:
    noon = datetime.combine(on, datetime.min.time(), tzinfo=UTC).replace(hour=12)

    actors = governor_actors_of(account_of(cast, "kane"), at=noon)

    assert bool(actors) is in_office
    assert cast.governor("kane").is_in_office(on) is in_office


def test_the_day_is_that_of_the_school(cast: Cast) -> None:
    still_june_in_utc = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # 1 July, 0:30am

    assert governor_actors_of(account_of(cast, "kane"), at=still_june_in_utc) == []


def test_a_parent_governor_is_a_parent_first(cast: Cast, now: datetime) -> None:
    family, governor = actors_of(account_of(cast, "fiona"), at=now)

    assert isinstance(family, FamilyActor)
    assert isinstance(governor, GovernorActor)
    assert governor.signature == f"governor:{cast.governor('magee').public_id}"


def test_an_ended_membership_gives_nothing(cast: Cast, now: datetime) -> None:
    with school_in_force(cast.oakfield.pk):
        Membership.objects.filter(governor=cast.governor("healy")).update(ends_at=now)

    assert actors_of(account_of(cast, "healy"), at=now) == ()


def refused(**fields: Any) -> None:
    """Try to add a membership that the database must refuse."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**fields)


def test_a_membership_is_one_person_once(cast: Cast) -> None:
    healy, oakfield = account_of(cast, "healy"), cast.oakfield
    governor = cast.governor("healy")
    with school_in_force(oakfield.pk):
        refused(school=oakfield, account=healy, governor=governor)
        refused(school=oakfield, account=healy)
        refused(
            school=oakfield,
            account=account_of(cast, "byrne"),
            governor=governor,
            staff=cast.staff("byrne"),
        )
        control = Membership.objects.create(
            school=oakfield, account=account_of(cast, "byrne"), governor=governor
        )

    assert control.pk


def test_a_term_of_office_that_ends_before_it_starts_is_refused(cast: Cast) -> None:
    day = date(2026, 9, 1)
    with (
        school_in_force(cast.oakfield.pk),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        Governor.objects.create(
            school=cast.oakfield, given_name="Ann", starts_on=day, ends_on=day
        )
