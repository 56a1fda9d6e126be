"""What SQL counts is what the clock says of each promise: kept, new date, late."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from schoolgate.domain.enquiries.enums import Clock
from schoolgate.domain.enquiries.models import Promise
from schoolgate.domain.governance.enums import Due
from schoolgate.domain.governance.queries.settling import (
    is_extended,
    is_kept,
    is_settled,
)
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Channel
from tests.cast import Cast
from tests.web.world import ask

MANY, SEED = 600, 20261123
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
NEAR = (-2 * MINUTE, -SECOND, 0 * SECOND, SECOND, 59 * SECOND, MINUTE, 3 * MINUTE)
"""Around the minute that decides, and well away from it."""
STANDS = {
    Clock.NONE: "",
    Clock.RUNNING: "",
    Clock.KEPT: "kept",
    Clock.EXTENDED: "extended",
    Clock.LATE: "late",
    Clock.OVERDUE: "late",
}


def some_promise(draw: Random, now: datetime) -> Promise:
    """Return a promise as no story would make it, around the edges of its times."""

    def near(moment: datetime) -> datetime:
        return moment + draw.choice(NEAR)

    by = draw.choice((None, now - timedelta(days=2), now, now + timedelta(days=1)))
    given = Promise(received_at=now, channel=Channel.PORTAL, adoption_version=1)
    given.answer_by, given.acknowledge_by = by, by and by - timedelta(hours=5)
    done = near(draw.choice((by or now, now)))
    if draw.random() < 0.6:
        given.extended_to = (by or now) + draw.choice((MINUTE, timedelta(days=2)))
        given.extended_at = near(by or now)
        done = near(draw.choice((by or now, given.extended_to)))
        given.acknowledged_at = near(given.acknowledge_by or now)
    if draw.random() < 0.5:
        given.acknowledged_at = near(given.acknowledge_by or now)
    if draw.random() < 0.6:
        given.acknowledged_at = given.acknowledged_at or done
        given.answered_at = done
    return given


@pytest.fixture
def promises(cast: Cast, now: datetime, frozen: object) -> list[Promise]:
    draw = Random(SEED)  # noqa: S311 (repeatable)
    enquiry = ask(cast.contact("leila"), cast.student("amal"))
    made = [some_promise(draw, now) for _ in range(MANY)]
    for each in made:
        each.enquiry, each.school_id = enquiry, enquiry.school_id
    with school_in_force(cast.oakfield.pk):
        return Promise.objects.bulk_create(made)


def counted(due: Due, at: datetime) -> dict[int, str]:
    """Return, by row, how SQL counts it; what is not settled is not there."""
    settled = Promise.objects.filter(is_settled(due, at))
    kept = set(settled.filter(is_kept(due)).values_list("pk", flat=True))
    extended = set(settled.filter(is_extended(due, at)).values_list("pk", flat=True))
    assert not kept & extended
    return {
        pk: "kept" if pk in kept else "extended" if pk in extended else "late"
        for pk in settled.values_list("pk", flat=True)
    }


@pytest.mark.parametrize("due", Due)
@pytest.mark.parametrize("later", NEAR)
def test_sql_counts_each_promise_as_its_clock_stands(
    cast: Cast, promises: list[Promise], now: datetime, due: Due, later: timedelta
) -> None:
    at = now + later

    with school_in_force(cast.oakfield.pk):
        found = counted(due, at)

    for each in promises:
        state = each.answered(at) if due is Due.ANSWERED else each.acknowledged(at)
        assert found.get(each.pk, "") == STANDS[state], vars(each)


def test_the_control_every_way_to_come_out_is_among_them(
    cast: Cast, promises: list[Promise], now: datetime
) -> None:
    with school_in_force(cast.oakfield.pk):
        found = Counter(counted(Due.ANSWERED, now).values())

    assert min(found["kept"], found["extended"], found["late"]) > 20
    assert sum(found.values()) < MANY
