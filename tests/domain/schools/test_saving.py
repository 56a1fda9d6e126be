"""Saving a year: by whom, what is refused, and that nothing else is touched."""

from dataclasses import replace
from datetime import date, time

import pytest

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.schools.actions.year import YearChangedMeanwhileError, save_year
from schoolgate.domain.schools.enums import DayKind, Weekday
from schoolgate.domain.schools.queries import missing_year, year_of, years_of
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.kernel.school_year import OtherDay, WeekdayHours, Year
from schoolgate.kernel.shapes import ShapeError
from tests.cast import Cast
from tests.conftest import NOW

SNOW = OtherDay(date(2026, 11, 24), DayKind.CLOSURE, "Snow")
NOON = OtherDay(
    *(date(2026, 12, 18), DayKind.SHORT_DAY, "Last day"), time(8, 45), time(12)
)
COME_IN = WeekdayHours(Weekday.WED, time(15, 15), time(16), "form teachers")


def save(
    cast: Cast, year: Year, *, seen: Year | None = None, by: str = "adair"
) -> Year:
    return save_year(
        cast.oakfield,
        year,
        seen=seen or year_of(cast.oakfield),
        by=staff_actor(cast.staff(by)),
        at=NOW,
    )


def test_what_is_saved_is_what_is_read_again(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk):
        before = year_of(cast.oakfield)
        year = replace(before.with_days([SNOW, NOON]), visits=(COME_IN,))
        year = year.without_term(date(2027, 1, 4))

        save(cast, year)

        assert year_of(cast.oakfield) == year != before
        [entry] = AuditEntry.objects.filter(action="school.year_saved")
        assert entry.facts == {
            "terms_changed": 1,
            "days_changed": 2,
            "hours_changed": 0,
            "visits_changed": 1,
        }
        assert entry.about == f"school:{cast.oakfield.public_id}"


@pytest.mark.parametrize("by", ["byrne", "flynn", "quinn", "kerr"])
def test_only_who_sets_the_school_up_saves_its_year(cast: Cast, by: str) -> None:
    with school_in_force(cast.oakfield.pk):
        before = year_of(cast.oakfield)

        with pytest.raises(NotAllowedError):
            save(cast, before.with_days([SNOW]), by=by)

        assert year_of(cast.oakfield) == before


def test_a_year_with_a_fault_is_refused_whole(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk):
        before = year_of(cast.oakfield)
        twice = replace(before.with_days([SNOW]), hours=())

        with pytest.raises(ShapeError, match="opening hours: found none"):
            save(cast, twice)

        assert year_of(cast.oakfield) == before


def test_somebody_who_was_slower_changes_nothing(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk):
        seen = year_of(cast.oakfield)
        quicker = save(cast, seen.with_days([SNOW]))

        with pytest.raises(YearChangedMeanwhileError):
            save(cast, seen.with_days([NOON]), seen=seen)

        assert year_of(cast.oakfield) == quicker


def test_another_schools_year_stays_as_it_is(cast: Cast) -> None:
    both = (cast.oakfield, cast.riverside)
    with school_in_force(cast.oakfield.pk, cast.riverside.pk):
        before = years_of(both)

        save(cast, before[cast.oakfield.pk].with_days([SNOW]))

        after = years_of(both)
        assert after[cast.riverside.pk] == before[cast.riverside.pk]
        assert after[cast.oakfield.pk].days == (SNOW,)


def test_a_year_that_ends_soon_is_missed_on_the_day_four_months_before(
    cast: Cast,
) -> None:
    with school_in_force(cast.oakfield.pk):
        in_time = missing_year(cast.oakfield, on=date(2026, 11, 25))
        missing = missing_year(cast.oakfield, on=date(2026, 11, 26))

    assert in_time is None
    assert missing is not None
    assert missing.ends_on == date(2027, 3, 25)
