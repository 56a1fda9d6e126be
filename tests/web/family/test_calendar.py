"""The calendar of families and students: closed days, terms, when to come in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Account, Membership
from schoolgate.domain.people.models import Contact
from schoolgate.domain.schools.actions.year import save_year
from schoolgate.domain.schools.enums import DayKind, Weekday
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import year_of
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.school_year import OtherDay, WeekdayHours, Year
from tests.cast import Cast
from tests.web.family.test_asking import words_of

SignIn = Callable[[str], Client]
TRAINING = OtherDay(date(2026, 11, 30), DayKind.TRAINING, "Training day")
GONE = OtherDay(date(2026, 11, 9), DayKind.CLOSURE, "A flood, long over")
COME_IN = WeekdayHours(Weekday.WED, time(15, 15), time(16), "form teachers")


def give(school: School, *days: OtherDay, empty: bool = False) -> None:
    """Give a school these days and a visiting time, or nothing at all."""
    with school_in_force(school.pk):
        seen = year_of(school)
        year = replace(seen.with_days(days), visits=(COME_IN,))
        save_year(
            school, Year() if empty else year, seen=seen, by=SYSTEM, at=clock.now()
        )


def test_a_parent_reads_what_is_closed_next_and_why(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("leila")
    give(cast.oakfield, TRAINING, GONE)

    words = words_of(client.get(reverse("family:calendar")).content)

    assert "Open today, 8:45am to 3:15pm." in words
    assert "Monday 30 November 2026 closed Training day" in words
    assert (
        "Saturday 19 December to Sunday 3 January 2027 holiday School begins again on"
        " Monday 4 January 2027" in words
    )
    assert "Term 3 Monday 4 January 2027 to Thursday 25 March 2027" in words
    assert "long over" not in words
    assert "Term 1" not in words


@pytest.mark.parametrize("who", ["amal", "zainab"])
def test_a_student_reads_it_too_without_the_times_for_parents(
    cast: Cast, sign_in: SignIn, who: str
) -> None:
    client = sign_in(who)
    give(cast.oakfield, TRAINING)

    words = words_of(client.get(reverse("student:calendar")).content)

    assert "Next closed days" in words
    assert ("Training day" in words) == (who == "amal")
    assert "come in" not in words


def test_before_the_school_has_a_year_the_page_says_so(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("leila")
    give(cast.oakfield, empty=True)

    words = words_of(client.get(reverse("family:calendar")).content)

    assert "No dates yet" in words


def test_with_children_at_two_schools_each_stands_under_its_name(
    cast: Cast, sign_in: SignIn
) -> None:
    give(cast.oakfield, TRAINING)
    with school_in_force(cast.riverside.pk):
        here = Contact.objects.create(
            school=cast.riverside, given_name="Leila", family_name="Haddad"
        )
        account = Account.objects.get(email="leila@family.example")
        Membership.objects.create(school=cast.riverside, account=account, contact=here)

    words = words_of(sign_in("leila").get(reverse("family:calendar")).content)

    oakfield, riverside = (
        words.index(school.name) for school in (cast.oakfield, cast.riverside)
    )
    assert oakfield < words.index("Training day") < riverside
    assert words.count("Training day") == 1


def test_the_days_can_be_taken_along_as_a_file(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("leila")
    give(cast.oakfield, TRAINING, GONE)
    url = reverse("family:calendar_file", args=[cast.oakfield.public_id])

    answer = client.get(url)

    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Training day (school closed)" in text
    assert "long over" not in text
    assert "Haddad" not in text


def test_the_file_of_another_school_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    url = reverse("family:calendar_file", args=[cast.riverside.public_id])

    assert sign_in("leila").get(url).status_code == 404
